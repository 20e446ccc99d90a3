"""Every question that is shipped can be shown, and so can the feedback on each of its samples."""

from collections.abc import Iterator

import pytest
from discord.ui import LayoutView, Modal

from bot.coach.practice import ModelAnswer, Question, Result, ScoreSheet, Writing
from bot.coach.replies import FollowUp, ReplyResult
from bot.discord_ui.answer_card import model_answer_card, shared_card, shared_files
from bot.discord_ui.feedback_card import feedback_card
from bot.discord_ui.follow_up_cards import follow_up_card, reply_card, reply_modal
from bot.discord_ui.lesson_card import lesson_card
from bot.discord_ui.limits import CHOICE_NAME
from bot.discord_ui.modal import answer_modal
from bot.discord_ui.question_card import question_card
from bot.discord_ui.scoring_card import scoring_card
from bot.domain.attempt import Card, Draft
from bot.domain.feedback import give_feedback
from bot.domain.item import Item, Topic
from bot.domain.reply import Reply, give_reply_feedback
from bot.domain.scoring import explain
from tests.discord_ui.results import STREAK, attempt_with
from tests.discord_ui.screens import problems, text_in
from tests.shipped import shipped_bank, shipped_grader

pytestmark = pytest.mark.no_cover  # each part is covered by the tests of its own

BANK = shipped_bank()
GRADER = shipped_grader()
CARD = Card(id=2**62, learner_id=1, group_id=7, item_id="x")


def result_of(item: Item, text: str) -> Result:
    grade = GRADER.grade(item.id, text)
    return Result(
        attempt=attempt_with(grade),
        item=item,
        feedback=give_feedback(item, grade, text, BANK.misconceptions),
        streak=STREAK,
        text=text,
        model_answer_open=True,
    )


def asked(item: Item) -> Iterator[LayoutView | Modal]:
    topic = BANK.topic(item.topic).title
    for taken in range(len(item.hints) + 1):
        question = Question(card=CARD, item=item, hints=item.hints[:taken])
        yield question_card(question, topic, lesson=True)
    draft = Draft(id=2**62, card_id=1, learner_id=1)
    yield answer_modal(Writing(draft=draft, item=item, text="x" * 4000))
    yield model_answer_card(ModelAnswer(card=CARD, item=item), lesson=True)


@pytest.mark.every_language
@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_question_fits(item: Item) -> None:
    for screen in asked(item):
        assert problems(screen) == []


@pytest.mark.every_language
@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_feedback_fits(item: Item) -> None:
    for text in (item.model_answer, *(sample.text for sample in item.samples)):
        result = result_of(item, text)
        assert problems(feedback_card(result)) == []
        assert problems(shared_card(result, "<@1>"), shared_files(result)) == []


@pytest.mark.every_language
@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_follow_up_and_its_right_reply_fit(item: Item) -> None:
    for criterion in item.criteria:
        if criterion.follow_up is not None:
            said = criterion.follow_up.say
            fields = {"id": 2**62, "attempt_id": 2**62, "learner_id": 1, "item_id": item.id}
            kept = Reply.model_validate(fields | {"criterion": criterion.id, "text": said})
            asked = FollowUp(reply=kept, item=item, ask=criterion.follow_up.ask, number=3)
            grade = GRADER.grade_reply(item.id, criterion.id, said)
            feedback = give_reply_feedback(item, criterion.id, grade, said, BANK.misconceptions)
            result = ReplyResult(follow_up=asked, feedback=feedback, more=True)
            for screen in (follow_up_card(asked), reply_modal(asked), reply_card(result)):
                assert problems(screen) == []
            assert "## Now you have it" in text_in(reply_card(result))


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_the_arithmetic_of_every_sample_fits(item: Item) -> None:
    for sample in item.samples:
        grade = GRADER.grade(item.id, sample.text)
        scoring = explain(
            item, grade, BANK.misconceptions, hints=3, rubric_version=grade.rubric_version
        )
        sheet = ScoreSheet(attempt=attempt_with(grade), item=item, scoring=scoring)
        assert problems(scoring_card(sheet)) == []


@pytest.mark.parametrize("topic", BANK.topics, ids=lambda topic: topic.id)
def test_every_lesson_fits(topic: Topic) -> None:
    lesson = BANK.lesson(topic.id)
    card = lesson_card(lesson, topic, asked=True)
    assert problems(card) == []
    assert "…" not in text_in(card)
    assert all(source.url in text_in(card) for source in lesson.sources)


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_question_can_be_suggested(item: Item) -> None:
    name = f"{item.title} · {BANK.topic(item.topic).title} · {item.level}"
    assert len(name) <= CHOICE_NAME
