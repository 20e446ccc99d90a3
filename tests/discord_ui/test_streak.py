"""`/streak`, as a member uses it."""

from datetime import date, timedelta

import pytest
import simcord
from simcord.components import walk_components

from bot.coach.streaks import Explained, Explanation, StreakShown
from bot.discord_ui.streak_cards import (
    EVERYWHERE,
    HERE,
    reminder_card,
    streak_card,
    streak_files,
    why_card,
)
from bot.domain.learner import Learner
from bot.domain.streak import Ledger, Streak
from bot.domain.streak_calendar import Counted, DayKind, calendar_of, explain
from tests.discord_ui.examples import BANK, CODE, GIL, GOOD, PARTIAL
from tests.discord_ui.screens import problems, text_in
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of

DAY = timedelta(days=1)


async def ask_for_streak(world: World) -> simcord.ResponseMessage:
    return shown(await world.alice.slash(world.channel, "streak"))


async def pass_days(world: World, days: int) -> None:
    await world.env.advance_time(days * 86_400)


async def test_without_answers_it_says_how_to_begin(world: World) -> None:
    card = await ask_for_streak(world)
    assert card.ephemeral
    assert "## 0 days" in text_of(card)
    assert "One graded answer starts a streak." in text_of(card)
    assert labels_of(card) == ["Why?", "Everywhere"]


async def test_it_grows_with_each_day(world: World) -> None:
    for _ in range(3):
        await pass_days(world, 1)
        await world.answer(await world.ask(question=GIL.id), PARTIAL)
    card = await ask_for_streak(world)
    assert "-# Streak in this server\n## 3 days" in text_of(card)
    assert "Free day: available" in text_of(card)
    assert "Today is answered · runs out <t:" in text_of(card)
    assert "Everywhere, direct messages included: 3 days, longest 3 days" in text_of(card)
    await pass_days(world, 2)
    card = await ask_for_streak(world)
    assert "Today is still open" in text_of(card)
    assert "Free day: used on " in text_of(card)


async def test_the_calendar_is_a_picture_with_an_alt_text(world: World) -> None:
    await world.answer(await world.ask(question=GIL.id), PARTIAL)
    card = await ask_for_streak(world)
    (gallery,) = [part for part in walk_components(card.components) if part["type"] == 12]
    (item,) = gallery["items"]
    assert item["media"]["url"].endswith("streak.png")
    assert "Calendar of twelve weeks up to" in item["description"]
    assert "answered: 1" in item["description"]


async def test_why_explains_each_of_the_last_days(world: World) -> None:
    await world.answer(await world.ask(question=GIL.id), GOOD)
    await world.answer(await world.ask(question=CODE.id), "It is not atomic.")
    await pass_days(world, 2)
    card = await ask_for_streak(world)
    await world.restart()
    why = await world.press(card, "Why?")
    assert why.ephemeral
    lines = [line for line in text_of(why).splitlines() if line.startswith("**")]
    assert len(lines) == 4, "one line speaks for all days before the first answer"
    assert "still open" in lines[0]
    assert "free day" in lines[1]
    assert f"answered: {GIL.title}, 100 / 100, <t:" in lines[2]
    assert "before your first answer" in lines[3]
    assert "Mo Tu We Th Fr Sa Su" in text_of(why)


async def test_the_own_streak_everywhere_is_a_button_away(world: World) -> None:
    in_private = shown(await world.alice.user.slash("streak"))
    assert "-# Streak everywhere" in text_of(in_private)
    assert labels_of(in_private) == ["Why?"]
    await world.answer(await world.ask(question=GIL.id), GOOD)
    everywhere = await world.press(await ask_for_streak(world), "Everywhere")
    assert everywhere.ephemeral
    assert "-# Streak everywhere\n## 1 day" in text_of(everywhere)
    assert "-# Streak everywhere\n## Why?" in text_of(await world.press(everywhere, "Why?"))


async def test_outside_a_server_of_the_bots_it_is_the_streak_everywhere() -> None:
    async with open_world(BANK, installed=False) as world:
        assert "Streak everywhere" in text_of(await ask_for_streak(world))


async def test_a_place_nobody_knows_is_everywhere(world: World) -> None:
    own = shown(await world.forge("gc1:streak:anything", await ask_for_streak(world)))
    assert "Streak everywhere" in text_of(own)


async def test_stopped_reminders_are_told_once(world: World) -> None:
    learners = world.coach.learners._store
    await learners.change_learner(Learner(id=world.alice.id, reminder_refused=True))
    assert "reminders have stopped" in text_of(await ask_for_streak(world))
    assert "reminders have stopped" not in text_of(await ask_for_streak(world))


def worst_ledger(kind: DayKind) -> Ledger:
    """A learner of twelve weeks on whose days all the same has happened."""
    today = date(2031, 9, 30)
    days = frozenset(today - number * DAY for number in range(1, 100))
    empty: frozenset[object] = frozenset()
    sets = {"credited": empty, "missed": empty, "excused": empty}
    names = {DayKind.ANSWERED: "credited", DayKind.MISSED: "missed", DayKind.DOWN: "excused"}
    sets[names[kind]] = days
    streak = Streak(length=12_345, best=12_345, free_day=today, alive_until=None)
    return Ledger(streak, today, min(days), **sets)  # type: ignore[arg-type]


@pytest.mark.every_language
@pytest.mark.parametrize("kind", [DayKind.ANSWERED, DayKind.MISSED, DayKind.DOWN])
def test_the_longest_cards_fit(kind: DayKind) -> None:
    ledger = worst_ledger(kind)
    zone = "America/Argentina/ComodRivadavia"
    card = StreakShown(
        group_id=5,
        calendar=calendar_of(ledger, zone=zone),
        everywhere=ledger.streak,
        zone=zone,
        reminders_stopped=True,
    )
    assert problems(streak_card(card), streak_files(card, b"")) == []
    counted = {
        day: Counted(attempt_id=2**62, day=day, item_id="x" * 60, score=1.0)
        for day in ledger.credited
    }
    for title in ("W" * 400, "\U0001f9f5" * 400, "[x](https://x) `" * 20):
        why = Explanation(
            days=tuple(
                Explained(reason=reason, title=title)
                for reason in explain(ledger, counted, zone=zone)
            ),
            calendar=card.calendar,
        )
        for place in (HERE, EVERYWHERE):
            assert problems(why_card(why, place=place)) == []


def test_a_reminder_names_the_end() -> None:
    card = reminder_card(Streak(length=12, best=12), "<@1>")
    assert problems(card) == []
    assert "<@1>, your streak of 12 days ends soon." in text_in(card)
