"""`/progress`, as a member uses it."""

from datetime import UTC, datetime, timedelta

import pytest
import simcord
from simcord.components import walk_components

from bot.coach.progress import PAGE, HistoryEntry, HistoryPage, PastAttempt, ProgressShown
from bot.coach.retention import forget_old_texts
from bot.discord_ui.progress_card import (
    MAX_TOPICS,
    history_card,
    progress_card,
    progress_files,
)
from bot.domain.attempt import Certainty
from bot.domain.certainty import Tally
from bot.domain.progress import Progress, TopicMastery
from bot.domain.recall import RetentionPoint
from bot.storage import SqlStore
from tests.discord_ui.examples import CODE, GIL, GOOD, PARTIAL, POOL
from tests.discord_ui.screens import labels_in, problems, text_in
from tests.discord_ui.world import World, button_id, labels_of, shown, text_of

SOON = datetime(2026, 3, 17, tzinfo=UTC)


async def ask_for_progress(world: World) -> simcord.ResponseMessage:
    asked = await world.alice.slash(world.channel, "progress")
    assert asked.ephemeral
    return shown(asked)


async def pass_days(world: World, days: float) -> None:
    await world.env.advance_time(days * 86_400)


def menu_of(card: simcord.ResponseMessage) -> dict[str, str]:
    """Label and value of what the menu offers."""
    return {
        option["label"]: option["value"]
        for part in walk_components(card.components)
        if part["type"] == 3
        for option in part["options"]
    }


async def reopen(world: World, card: simcord.ResponseMessage, value: str) -> str:
    """Open an attempt; the text of the card."""
    return text_of(shown(await world.alice.select(card, [value], custom_id="gc1:reopen:attempt")))


async def test_it_begins_with_nothing(world: World) -> None:
    card = await ask_for_progress(world)
    text = text_of(card)
    assert "## Your progress: 0 %\n0 of 3 questions tried" in text
    assert "`/quiz` asks your first one." in text
    assert "Not tried yet: The GIL, Races and locks" in text
    assert "After 10 more reviews" in text
    assert labels_of(card) == ["History"]
    assert "There is nothing here yet" in text_of(await world.press(card, "History"))


async def test_mastery_is_a_picture_and_its_text_twin(world: World) -> None:
    await world.answer(await world.ask(question=GIL.id), GOOD)
    card = await ask_for_progress(world)
    assert "**The GIL** · 100 % · 1 of 1 tried\nNot tried yet: Races and locks" in text_of(card)
    (gallery,) = [part for part in walk_components(card.components) if part["type"] == 12]
    assert "The GIL: 100 % · 1 of 1 tried" in gallery["items"][0]["description"]
    assert [file.filename for file in card.attachments] == ["progress.png"]


async def test_what_is_due_is_a_button(world: World) -> None:
    await world.press(await world.ask(question=GIL.id), "I don't know")
    await pass_days(world, 1)
    card = await ask_for_progress(world)
    assert "1 question is due again." in text_of(card)
    assert "Review: 1 of 1 left" in text_of(await world.press(card, "Review (1 due)"))


async def test_the_history_opens_feedback_again(world: World) -> None:
    await world.answer(await world.ask(question=GIL.id), PARTIAL)
    await world.press(await world.ask(question=POOL.id), "I don't know")
    history = await world.press(await ask_for_progress(world), "History")
    assert "1. When a thread pool? · I don't know · <t:" in text_of(history)
    menu = menu_of(history)
    assert [label.partition(" ·")[0] for label in menu] == [
        "1. When a thread pool?",
        "2. What is the GIL?",
    ]
    pool, gil = menu.values()
    assert "> `" in await reopen(world, history, gil)
    assert POOL.model_answer in await reopen(world, history, pool)
    await world.restart()
    assert "/ 100" in await reopen(world, history, gil)


async def test_after_a_day_the_marks_are_there_and_the_quotes_are_not(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    history = await world.press(await ask_for_progress(world), "History")
    await pass_days(world, 1.1)
    assert isinstance(world.coach.notes, SqlStore)
    await forget_old_texts(world.coach.notes, world.env.now)
    (attempt_id,) = menu_of(history).values()
    reopened = await reopen(world, history, attempt_id)
    assert text_of(feedback).split("\n")[1] in reopened
    assert "Your words were erased in the meantime" in reopened
    assert "only one thread" not in reopened


async def test_pages_are_turned_on_their_card(world: World) -> None:
    for _ in range(PAGE + 1):
        await world.answer(await world.ask(question=CODE.id), "Separate steps happen there.")
    first = await world.press(await ask_for_progress(world), "History")
    assert "page 1" in text_of(first)
    assert labels_of(first) == ["Older", "Progress"]
    second = await world.press(first, "Older")
    assert second.id == first.id
    assert len(menu_of(second)) == 1
    assert labels_of(second) == ["Newer", "Progress"]
    assert "page 1" in text_of(await world.press(second, "Newer"))
    assert "Your progress" in text_of(await world.press(first, "Progress"))


async def test_nobody_opens_the_attempt_of_another(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), GOOD)
    hers = button_id(feedback, "How scored").rpartition(":")[2]
    bobs = shown(await world.bob.slash(world.channel, "quiz", question=GIL.id))
    await world.bob.click(bobs, label="I don't know")
    progress = shown(await world.bob.slash(world.channel, "progress"))
    history = shown(await world.bob.click(progress, label="History"))
    stored = world.env.backend.get_message(history.channel_id, history.id)
    for part in walk_components(stored.components):
        for option in part.get("options", []):
            option["value"] = hers
    stolen = await world.bob.select(history, [hers], custom_id="gc1:reopen:attempt")
    assert "belongs to another member" in text_of(shown(stolen))


@pytest.mark.parametrize("name", ["0", "x", "9999999", "-1"])
async def test_a_page_that_can_not_be_is_gone(world: World, name: str) -> None:
    card = await ask_for_progress(world)
    assert "too old to use" in text_of(shown(await world.forge(f"gc1:history:{name}", card)))


async def test_an_empty_choice_and_a_page_past_the_end_are_told(world: World) -> None:
    card = await ask_for_progress(world)
    assert "too old to use" in text_of(shown(await world.forge("gc1:reopen:attempt", card)))
    past = shown(await world.forge("gc1:history:7", card))
    assert "no older attempts" in text_of(past)
    assert labels_of(past) == ["Newer", "Progress"]


async def test_it_works_in_direct_messages(world: World) -> None:
    asked = await world.alice.user.slash("progress")
    assert "Your progress" in text_of(shown(asked))


def widest_progress(char: str) -> ProgressShown:
    """As much of everything as there can be."""
    topics = tuple(
        TopicMastery(
            topic=f"topic-{number}", title=char * 60, share=1.0, answered=10_000, total=10_000
        )
        for number in range(MAX_TOPICS + 5)
    )
    spans = ((1, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, None))
    return ProgressShown(
        progress=Progress(
            topics=topics,
            curve=tuple(RetentionPoint(first, last, 1.0, 10_000, 10_000) for first, last in spans),
            recalls=60_000,
            calibration=tuple(
                Tally(certainty=one, answers=10_000, right=10_000) for one in Certainty
            ),
        ),
        due=10_000,
        next_at=SOON,
    )


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "🧵", "`", "*"])
def test_the_widest_cards_fit(char: str) -> None:
    shown_ = widest_progress(char)
    assert problems(progress_card(shown_), progress_files(shown_, b"png")) == []
    start = 2**62
    page = HistoryPage(
        number=99_999,
        entries=tuple(
            HistoryEntry(
                attempt=PastAttempt(id=start + number, item_id="x", score=1.0, gave_up=False),
                title=char * 60,
                opens=True,
            )
            for number in range(PAGE)
        ),
        last=False,
    )
    assert problems(history_card(page)) == []


def test_a_page_of_questions_that_are_gone_has_no_menu() -> None:
    gone = PastAttempt(id=2**62, item_id="gone", score=None, gave_up=False)
    page = HistoryPage(
        number=1, entries=(HistoryEntry(attempt=gone, title="gone", opens=False),), last=True
    )
    card = history_card(page)
    assert problems(card) == []
    assert "1. gone · not graded · <t:" in text_in(card)
    assert labels_in(card) == ["Progress"]


def test_progress_tells_when_something_is_due() -> None:
    empty = Progress(topics=(), curve=(), recalls=9)
    card = progress_card(ProgressShown(progress=empty, due=0, next_at=SOON + timedelta(days=1)))
    assert "The next question is due <t:" in text_in(card)
    assert "After 1 more review I can show" in text_in(card)
