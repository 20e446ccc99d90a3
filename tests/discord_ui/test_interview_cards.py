"""The cards and forms of an interview with as much on them as there can be."""

import pytest
from discord.ui import LayoutView

from bot.coach.conversation import Scene
from bot.coach.interviews import Sheet
from bot.coach.scorecards import InterviewResult
from bot.discord_ui.interview_cards import (
    asking_card,
    closing_card,
    paused_card,
    running_card,
    seated_card,
    settled_card,
)
from bot.discord_ui.interview_modal import interview_modal
from bot.discord_ui.scorecard_card import scorecard_card, scorecard_files
from bot.domain.attempt import Certainty
from bot.domain.certainty import Tally
from bot.domain.feedback import MAX_QUOTE_CHARS
from bot.domain.interview import FollowUp, Heard, Interview, Occasion, Stage, Turn
from bot.domain.interview_answer import Quote
from bot.domain.interview_plan import LONGEST, Plan, Style
from bot.domain.item import Level, Skill, Source
from bot.domain.scorecard import Part, Past, Scorecard, Study
from tests.discord_ui.examples import GIL, widest
from tests.discord_ui.screens import HOSTILE, labels_in, problems, text_in
from tests.domain.interview_examples import NOW, SHARES, asked, card_of, skipped
from tests.shipped import shipped_bank

CHARS = ("W", "\U0001f9f5", "ﷺ")


def widest_interview(stage: Stage = Stage.QUESTION, **changes: object) -> Interview:
    follow_ups = (FollowUp(criterion="required-0", reply_id=2**62),)
    turn = Turn(item_id="x" * 60, card_id=2**62, follow_ups=follow_ups, clarified=True)
    fields = {
        "id": 2**62,
        "learner_id": 2**62,
        "group_id": 2**62,
        "thread_id": 2**62,
        "plan": Plan(length=LONGEST, level=Level.JUNIOR, style=Style.FRIENDLY, focus="x" * 60),
        "turns": (turn,) * LONGEST,
        "at": LONGEST - 1,
        "step": 2**62,
        "stage": stage,
        "occasion": Occasion.ANSWER,
        "heard": Heard.STRONG,
    }
    return Interview.model_validate(fields | changes)


def widest_scene(char: str, stage: Stage = Stage.QUESTION, quote: str = "") -> Scene:
    item = widest(char)
    return Scene(
        interview=widest_interview(stage),
        item=item,
        ask=f"x{char * 398}x" if stage is Stage.FOLLOW_UP else "",
        hints=item.hints,
        quote=quote or char * MAX_QUOTE_CHARS,
        late=True,
    )


def widest_scorecard(char: str, words: str) -> Scorecard:
    text = f"x{char * 398}x"
    source = Source(title=text, url="https://" + "(" * 292)
    study = Study(item_id="x" * 60, title=char * 45, say=text, source=source, demo="race")
    others = tuple(
        study.model_copy(update={"item_id": name * 60, "demo": demo})
        for name, demo in (("y", "convoy"), ("z", "io"))
    )
    quote = Quote(item_id="x", title=char * 45, words=words[:MAX_QUOTE_CHARS], say=text)
    return card_of(asked()).model_copy(
        update={
            "plan": Plan(length=LONGEST, level=Level.SENIOR, style=Style.FRIENDLY, focus="x" * 60),
            "points": 100,
            "planned": 40,
            "answered": 10,
            "skipped": 10,
            "ungraded": 10,
            "hints": 30,
            "hint_points": 90,
            "replied": 20,
            "replied_well": 20,
            "topics": (Part(name=char * 60, share=1, questions=1),) * LONGEST,
            "skills": tuple(Part(name=one, share=1, questions=10) for one in Skill),
            "strongest": quote,
            "weakest": quote,
            "calibration": tuple(Tally(certainty=one, answers=10, right=10) for one in Certainty),
            "study": (study, *others),
            "previous": (Past(interview_id=1, ended_at=NOW, plan=Plan(), points=0),),
        }
    )


def result_of(card: Scorecard) -> InterviewResult:
    return InterviewResult(scorecard=card, topic="W" * 60, report="# Report")


@pytest.mark.every_language
@pytest.mark.parametrize("char", CHARS)
@pytest.mark.parametrize("stage", [Stage.QUESTION, Stage.FOLLOW_UP])
def test_the_longest_cards_and_forms_fit(char: str, stage: Stage) -> None:
    scene = widest_scene(char, stage)
    interview = scene.interview
    cards: list[LayoutView] = [
        asking_card(scene),
        paused_card(interview),
        running_card(scene),
        seated_card(interview, f"<#{2**62}>"),
        settled_card(interview, 2**62, scene.item),
        settled_card(interview, 5, None),
        closing_card(interview),
    ]
    for card in cards:
        assert problems(card) == []
    assert problems(interview_modal(Sheet(scene=scene, text=char * 4000))) == []


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_the_member_are_shown_as_code(words: str) -> None:
    scene = widest_scene("W", Stage.FOLLOW_UP, quote=words[:MAX_QUOTE_CHARS])
    assert problems(asking_card(scene)) == []
    card = scorecard_card(result_of(widest_scorecard("W", words)))
    for line in (*text_in(asking_card(scene)).splitlines(), *text_in(card).splitlines()):
        if "@everyone" in line:
            assert line.count("`") == 2


@pytest.mark.parametrize("char", CHARS)
def test_the_longest_scorecard_fits(char: str) -> None:
    result = result_of(widest_scorecard(char, char * MAX_QUOTE_CHARS))
    files = scorecard_files(result, b"png")
    assert problems(scorecard_card(result), files) == []


def test_a_usual_scorecard_has_links_and_ways_on() -> None:
    card = card_of(asked(text="All threads of the program share its memory, I would say."))
    view = scorecard_card(InterviewResult(scorecard=card, topic=None, report=""))
    assert "[Python documentation](https://docs.python.org/3/)" in text_in(view)
    assert labels_in(view) == ["Practise 1", "History"]
    twice = scorecard_card(result_of(card_of(skipped(), asked(), skipped(SHARES))))
    assert labels_in(twice) == ["Practise 1", "Practise 2", "See 1 measured", "History"]
    assert problems(twice, scorecard_files(result_of(card), b"")) == []
    assert problems(view, scorecard_files(result_of(card), b"")) == []


@pytest.mark.parametrize("points", [None, 20, 60, 90])
def test_every_result_has_a_colour_and_words(points: int | None) -> None:
    card = card_of(asked()).model_copy(update={"points": points, "study": ()})
    view = scorecard_card(InterviewResult(scorecard=card, topic=None, report=""))
    assert "/ 100" in text_in(view) if points is not None else "Nothing to score" in text_in(view)


def test_a_paused_interview_is_shown_as_one() -> None:
    scene = widest_scene("W")
    paused = scene.model_copy(update={"interview": widest_interview(paused=True)})
    assert labels_in(asking_card(paused)) == ["Resume", "End"]


def test_the_form_of_a_follow_up_asks_nothing_else() -> None:
    scene = Scene(interview=widest_interview(Stage.FOLLOW_UP), item=GIL, ask="And then?")
    form = interview_modal(Sheet(scene=scene, text=""))
    assert len(form.children) == 2
    question = interview_modal(Sheet(scene=Scene(interview=widest_interview(), item=GIL), text=""))
    assert len(question.children) == 3


def test_without_hints_left_the_button_is_dead() -> None:
    bare = Scene(interview=widest_interview(), item=GIL, hints=GIL.hints)
    assert "[No hints left]" in labels_in(asking_card(bare))


def test_every_question_of_the_pack_and_its_follow_ups_fit() -> None:
    for item in shipped_bank().items:
        scene = Scene(interview=widest_interview(), item=item, hints=item.hints)
        asks = [one.follow_up.ask for one in item.criteria if one.follow_up]
        followed = [
            Scene(interview=widest_interview(Stage.FOLLOW_UP), item=item, ask=ask) for ask in asks
        ]
        for one in (scene, *followed):
            assert problems(asking_card(one)) == [], item.id
            assert problems(interview_modal(Sheet(scene=one, text=""))) == [], item.id
