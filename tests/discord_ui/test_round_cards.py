"""The cards of a round, at their smallest and at their largest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.round_cards import (
    SHARED_AT_ONCE,
    broken_card,
    closing_card,
    page_name,
    post_card,
    read_page,
    results_card,
    revealed_card,
    shared_answers_card,
    withdrawn_card,
)
from bot.domain.grade import Grade
from bot.domain.item import Item
from bot.domain.reveal import CriterionShare, Reveal, reveal_of
from bot.domain.round import Round
from bot.domain.schedule import Schedule, ScheduleState
from tests.discord_ui.examples import BANK, GIL, GOOD, PARTIAL, REMOVED, WRONG, widest
from tests.discord_ui.results import GRADER, result_of, widest_result
from tests.discord_ui.screens import HOSTILE, labels_in, nasty_text, problems, sent, text_in
from tests.shipped import shipped_bank

PACK = shipped_bank()
OPENED = datetime(2026, 3, 14, 9, tzinfo=UTC)
DAILY = Round(
    id="1180000000000000000-2026-03-14",
    group_id=7,
    channel_id=8,
    item_id=GIL.id,
    opened_at=OPENED,
    closes_at=OPENED + timedelta(days=1),
    message_id=9,
    threaded=True,
)
ASKED = DAILY.model_copy(
    update={"id": "1180000000000000001", "owner_id": 2**63 - 1, "threaded": False}
)
PINGING = DAILY.model_copy(update={"role_id": 77})
TOPIC = "t" * 60


def results_of(*answers: str) -> Reveal:
    return reveal_of(GIL, [GRADER.grade(GIL.id, text) for text in answers], BANK.misconceptions)


def widest_results(item: Item) -> Reveal:
    wrong = REMOVED.model_copy(
        update={
            "say": item.required[0].say,
            "source": item.sources[0].model_copy(update={"url": "https://" + "(" * 292}),
        }
    )
    return Reveal(
        answered=10_000_000,
        median=0.6,
        shares=tuple(
            CriterionShare(criterion=one.id, say=one.say, bonus=True, met=0.5, partly=0.4)
            for one in item.criteria
        ),
        misconception=wrong,
        said_by=9_999_999,
    )


def test_the_post_says_what_is_asked_until_when_and_by_how_many() -> None:
    text = text_in(post_card(PINGING, GIL, "The GIL", answered=3))
    assert text.startswith("<@&77>\n-# The daily question · The GIL · Junior\n")
    assert GIL.prompt in text
    assert "**3 have answered.**" in text
    assert f"Open until <t:{DAILY.closes_at.timestamp():.0f}:f> (<t:" in text


def test_nobody_yet_is_an_invitation() -> None:
    text = text_in(post_card(DAILY, GIL, "The GIL", answered=0))
    assert "**Nobody has answered yet: be the first.**" in text
    assert "1 has answered." in text_in(post_card(DAILY, GIL, "The GIL", answered=1))


def test_who_asked_in_public_is_named_and_can_close_it() -> None:
    card = post_card(ASKED, GIL, "The GIL", answered=0)
    assert f"<@{ASKED.owner_id}> asks everybody · The GIL" in text_in(card)
    assert labels_in(card) == ["Answer", "My result", "Others' answers", "Close now"]
    assert labels_in(post_card(DAILY, GIL, "x", answered=0))[-1] == "Others' answers"
    erased = ASKED.model_copy(update={"owner_id": None})
    assert "A question for everybody" in text_in(post_card(erased, GIL, "x", answered=0))


def test_the_results_say_how_many_had_each_idea_and_what_many_had_wrong() -> None:
    card = results_card(DAILY, GIL, "The GIL", results_of(GOOD, PARTIAL, WRONG))
    text = text_in(card)
    assert "The daily question · The GIL · Junior · closed" in text
    assert "**3 members answered.** The median is" in text
    assert f"`██████████` **3 of 3 said it**\n{GIL.required[0].say}" in text
    assert f"`███░░░░░░░` **1 of 3 said it**\n{GIL.required[1].say}" in text
    assert "✗ **The commonest misconception** · 1 of 3 had it" in text
    assert REMOVED.say in text
    assert "What's New in 3.13" in text
    assert GIL.bonus[0].say not in text, "a bonus that nobody touched"
    assert labels_in(card) == ["Try it yourself", "My result", "Others' answers"]


def test_what_was_said_in_part_and_what_is_a_bonus_is_said() -> None:
    share = CriterionShare(criterion="a", say="An idea.", bonus=True, met=0.25, partly=0.5)
    results = Reveal(answered=4, median=0.5, shares=(share,))
    text = text_in(results_card(DAILY, GIL, "x", results))
    assert "`██░░░░░░░░` **1 of 4 said it, 2 in part, a bonus**\nAn idea." in text
    assert "misconception" not in text


def test_a_round_without_answers_is_no_failure() -> None:
    text = text_in(results_card(DAILY, GIL, "The GIL", results_of()))
    assert "try it yourself" in text
    assert "░" not in text
    assert "0 " not in text


def test_answers_without_a_grade_have_no_median() -> None:
    ungraded = Reveal(answered=2, median=None, shares=())
    text = text_in(results_card(DAILY, GIL, "x", ungraded))
    assert "**2 members answered.**" in text
    assert "median" not in text


def test_the_results_of_a_single_answer_tell_nothing_of_it() -> None:
    text = text_in(results_card(DAILY, GIL, "x", results_of(WRONG)))
    assert "**1 member answered.** What was in a single answer stays private." in text
    assert "median" not in text
    assert "misconception" not in text
    assert GIL.required[0].say not in text


def test_the_model_answer_is_covered_in_the_thread_or_on_the_post() -> None:
    results = results_of(GOOD)
    threaded = results_card(DAILY, GIL, "x", results)
    assert GIL.model_answer not in text_in(threaded)
    assert "in the thread" in text_in(threaded)
    for card in (revealed_card(DAILY, GIL), results_card(ASKED, GIL, "x", results)):
        hidden = [part for part in sent(card)["components"] if part.get("spoiler")]
        assert GIL.model_answer in str(hidden)
        assert str(card.to_components()).count(GIL.model_answer) == 1  # type: ignore[no-untyped-call]


def test_a_model_answer_that_does_not_fit_is_left_out_and_that_is_said() -> None:
    item = widest("x")
    text = text_in(results_card(ASKED, item, TOPIC, widest_results(item)))
    assert item.model_answer not in text
    assert "opens when you have tried" in text


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "\U0001f512", "`", "[", "\n", " "])
@pytest.mark.parametrize("current", [DAILY, ASKED])
def test_the_widest_round_fits(current: Round, char: str) -> None:
    item = widest(char)
    for card in (
        post_card(
            current.model_copy(update={"role_id": 2**63 - 1}), item, TOPIC, answered=10_000_000
        ),
        results_card(current, item, TOPIC, widest_results(item)),
        results_card(current, item, TOPIC, results_of()),
        revealed_card(current, item),
        withdrawn_card(current),
        closing_card(),
    ):
        assert problems(card) == []


@pytest.mark.parametrize("item", PACK.items, ids=lambda item: item.id)
def test_every_question_of_the_pack_fits(item: Item) -> None:
    topic = PACK.topic(item.topic).title
    for current in (DAILY, ASKED):
        assert problems(post_card(current, item, topic, answered=12)) == []
        card = results_card(current, item, topic, widest_results(item))
        assert problems(card) == []
        assert problems(revealed_card(current, item)) == []


def test_others_answers_are_quoted_under_their_names() -> None:
    shared = [result_of(GOOD), result_of(PARTIAL).model_copy(update={"text": None})]
    text = text_in(shared_answers_card(DAILY, GIL, shared))
    assert "<@1> · **100 of 100** · Excellent" in text
    assert f"```\n{GOOD}\n```" in text
    assert "The text of this answer is no longer kept." in text


def test_nobody_having_shared_is_said() -> None:
    assert "Nobody has shared an answer yet." in text_in(shared_answers_card(DAILY, GIL, []))


def test_many_shared_answers_are_turned_by_the_page() -> None:
    shared = [result_of(GOOD)] * (2 * SHARED_AT_ONCE + 1)
    pages = [shared_answers_card(DAILY, GIL, shared, page=page) for page in range(4)]
    assert [labels_in(page) for page in pages] == [["More"], ["Back", "More"], ["Back"], ["Back"]]
    assert "1-4 of 9" in text_in(pages[0])
    assert "9-9 of 9" in text_in(pages[2])


@pytest.mark.every_language
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_shared_answers_fit(text: str) -> None:
    shared = [widest_result("x", text)] * 9
    assert problems(shared_answers_card(DAILY, widest("x"), shared, page=1)) == []


@given(nasty_text)
def test_any_shared_answer_fits(text: str) -> None:
    assert problems(shared_answers_card(ASKED, GIL, [result_of(text)] * 4)) == []


@given(st.integers(0, 10**6))
def test_a_page_is_read_as_it_was_named(page: int) -> None:
    assert read_page(page_name(DAILY.id, page)) == (DAILY.id, page)


def test_a_name_without_a_page_is_the_first() -> None:
    assert read_page(DAILY.id) == (DAILY.id, 0)
    assert read_page("1-px") == ("1", 0)


def test_admins_read_what_is_wrong_and_what_comes_next() -> None:
    schedule = Schedule(
        id=1, group_id=7, channel_id=8, zone="UTC", post_minute=540, next_due=OPENED
    )
    text = text_in(broken_card(schedule, "I lack a permission."))
    assert "could not be posted in <#8>" in text
    assert "I lack a permission." in text
    assert "again with the next one" in text
    paused = schedule.model_copy(update={"state": ScheduleState.PAUSED})
    assert "`/coach daily` resumes it" in text_in(broken_card(paused, "x"))
    assert problems(broken_card(paused, "x" * 1000)) == []


def test_grades_of_another_rubric_are_told_all_the_same() -> None:
    grade = Grade(item_id=GIL.id, score=0.5, band=GRADER.grade(GIL.id, PARTIAL).band)
    results = reveal_of(GIL, [grade, grade], BANK.misconceptions)
    assert "0 of 2 said it" in text_in(results_card(DAILY, GIL, "x", results))
