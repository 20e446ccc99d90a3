"""`/coach daily`, as admins and others use it."""

from datetime import UTC, date, datetime

import pytest
import simcord

from bot.discord_ui.daily_cards import list_card, removal_card, schedule_card
from bot.domain.item import Level
from bot.domain.schedule import Schedule, ScheduleState, next_dates
from tests.coach.coach_world import ZONES
from tests.discord_ui.admins import choose, menus, new_admin, press, set_up
from tests.discord_ui.examples import GIL
from tests.discord_ui.screens import labels_in, problems, text_in
from tests.discord_ui.world import World, button_id, labels_of, shown, text_of
from tests.domain.examples import make_bank, make_item

BIG = 2**63 - 1
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


async def open_list(world: World, admin: simcord.MemberActor) -> simcord.ResponseMessage:
    card = shown(await admin.slash(world.channel, "coach daily"))
    assert card.ephemeral
    return card


async def open_only(world: World, admin: simcord.MemberActor) -> simcord.ResponseMessage:
    """The card of the server's only daily questions."""
    (only,) = await world.coach.schedules.of_group(world.guild.id)
    return await choose(admin, await open_list(world, admin), "open", [str(only.id)])


async def only(world: World) -> Schedule:
    (found,) = await world.coach.schedules.of_group(world.guild.id)
    return found


async def test_where_there_is_none_one_can_be_set_up(world: World) -> None:
    admin = new_admin(world)
    card = await open_list(world, admin)
    assert "None yet" in text_of(card)
    card = await press(admin, card, "Set up")
    assert "step 1 of 5" in text_of(card)


async def test_the_list_shows_each_with_state_and_three_dates(world: World) -> None:
    admin = new_admin(world)
    news = world.guild.create_news_channel("news")
    await set_up(world, admin)
    await set_up(world, admin, news)
    card = await open_list(world, admin)
    text = text_of(card)
    assert f"<#{world.channel.id}>" in text
    assert f"<#{news.id}>" in text
    assert text.count("Posting.") == 2
    assert text.count(":F>") == 6
    labels = [option["label"] for option in menus(card)["open"]["options"]]
    assert labels == ["#general, 21:00", "#news, 21:00"]
    assert "step 1 of 5" in text_of(await press(admin, card, "Add another"))


async def test_pausing_and_resuming(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    card = await press(admin, await open_only(world, admin), "Pause")
    assert "**Paused.**" in text_of(card)
    assert "**If resumed, the next posts**" in text_of(card)
    assert (await only(world)).state is ScheduleState.PAUSED
    assert "Skip the next" not in labels_of(card)
    await world.restart()
    card = await press(admin, card, "Resume")
    assert "Posting." in text_of(card)
    assert (await only(world)).state is ScheduleState.ACTIVE


async def test_the_next_date_is_left_out_once_however_often_it_is_pressed(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    card = await open_only(world, admin)
    custom_id = button_id(card, "Skip the next")
    before = world.coach.schedules.next_posts(await only(world))
    card = await press(admin, card, "Skip the next")
    assert f"The question of {before[0].day} is left out." in text_of(card)
    assert world.coach.schedules.next_posts(await only(world))[0] == before[1]
    await world.forge(custom_id, card, actor=admin)
    assert world.coach.schedules.next_posts(await only(world))[0] == before[1]


async def test_what_was_posted_meanwhile_is_not_left_out(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    card = await open_only(world, admin)
    planned = await only(world)
    first, following, _ = world.coach.schedules.next_posts(planned)
    store, now = world.coach.schedules._store, world.env.now()
    moved = planned.model_copy(update={"next_due": following.at})
    assert await store.claim(moved, first.day, item_id=GIL.id, now=now, stale=now)
    card = await press(admin, card, "Skip the next")
    assert f"The question of {first.day} is not left out" in text_of(card)
    assert world.coach.schedules.next_posts(await only(world))[0] == following


async def test_the_next_post_is_previewed(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    preview = shown(await admin.click(await open_only(world, admin), label="Preview the next"))
    assert preview.ephemeral
    assert "Open until" in text_of(preview)
    assert labels_of(preview) == []


async def test_removing_asks_again(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    card = await press(admin, await open_only(world, admin), "Remove")
    assert "## Remove the daily questions" in text_of(card)
    card = await press(admin, card, "Keep them")
    assert "Posting." in text_of(card)
    card = await press(admin, card, "Remove", "Remove")
    assert "None yet" in text_of(card)
    assert await world.coach.schedules.of_group(world.guild.id) == []


async def test_editing_begins_with_what_is_kept(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    card = await press(admin, await open_only(world, admin), "Edit", "Next", "Next")
    card = await choose(admin, card, "topics", ["locks"])
    card = await press(admin, card, "Next", "Next", "Finish")
    assert "## Saved" in text_of(card)
    edited = await only(world)
    assert (edited.topics, edited.post_minute, edited.zone) == (("locks",), 1260, "Europe/Vienna")
    assert "All daily questions" in labels_of(card)
    assert "Races and locks" in text_of(await press(admin, card, "All daily questions"))


async def test_whoever_edits_second_is_told_and_decides(world: World) -> None:
    admin, other = new_admin(world), new_admin(world, "dora")
    await set_up(world, admin)
    mine = await press(admin, await open_only(world, admin), "Edit", "Next", "Next")
    theirs = await press(other, await open_only(world, other), "Edit", "Next", "Next")
    mine = await choose(admin, mine, "topics", ["locks"])
    theirs = await choose(other, theirs, "topics", ["gil"])
    await press(admin, mine, "Next", "Next", "Finish")
    told = await press(other, theirs, "Next", "Next", "Finish")
    assert "Somebody else changed these daily questions meanwhile" in text_of(told)
    assert (await only(world)).topics == ("locks",)
    assert "## Saved" in text_of(await press(other, told, "Finish"))
    assert (await only(world)).topics == ("gil",)


async def test_a_removed_one_is_gone_from_all_cards(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    card = await open_only(world, admin)
    await world.coach.schedules.remove((await only(world)).id, group_id=world.guild.id)
    assert "no longer exists" in text_of(shown(await admin.click(card, label="Pause")))


async def test_members_can_not_press_what_admins_can(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    custom_id = button_id(await open_only(world, admin), "Pause")
    refused = shown(await world.forge(custom_id, await world.ask(question=GIL.id)))
    assert "“Manage Server”" in text_of(refused)
    assert (await only(world)).state is ScheduleState.ACTIVE


@pytest.mark.parametrize(
    "name", ["dance", "open", "{id}-dance", "{id}-skip", "7-pause", "7", "9" * 19 + "-pause"]
)
async def test_a_forged_press_is_answered(world: World, name: str) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    target = name.format(id=(await only(world)).id)
    card = await open_list(world, admin)
    answered = text_of(shown(await world.forge(f"gc1:daily:{target}", card, actor=admin)))
    assert "too old to use" in answered or "no longer exists" in answered


def test_all_cards_fit_at_their_worst() -> None:
    bank = make_bank(
        *(make_item(id=f"question-{n}", topic=f"topic-{n}-{'x' * 48}") for n in range(40))
    )
    schedule = Schedule(
        id=BIG,
        group_id=BIG,
        channel_id=BIG,
        zone=max(ZONES, key=len),
        post_minute=0,
        weekdays=(0, 1, 2, 4, 5, 6),
        topics=tuple(topic.id for topic in bank.topics),
        levels=tuple(Level),
        role_id=BIG,
        next_due=NOON,
        state=ScheduleState.PAUSED,
        failures=3,
    )
    dues = next_dates(schedule, NOON, 3)
    ten = [(schedule.model_copy(update={"id": BIG - n}), dues) for n in range(10)]
    assert problems(list_card(ten, bank, lambda _: "c" * 100, room=False)) == []
    card = schedule_card(schedule, dues, bank, said=f"The question of {date.max} is left out.")
    assert problems(card) == []
    assert "posts failed" in text_in(card)
    assert "[Skip the next]" in labels_in(card)
    failing = schedule.model_copy(update={"state": ScheduleState.ACTIVE})
    assert "the last post failed" in text_in(schedule_card(failing, dues, bank))
    assert problems(removal_card(schedule)) == []
