"""`/me settings`, as a member uses it."""

from zoneinfo import available_timezones

import pytest
import simcord
from simcord.components import walk_components

from bot.coach.learners import LearnerSettings
from bot.discord_ui.custom_id import Link, LinkId, decode_button, encode
from bot.discord_ui.settings_card import settings_card, zone_card, zone_modal, zone_name
from bot.domain.group import GroupSettings
from bot.domain.learner import Learner, Reminder, Visibility
from bot.domain.schedule import Schedule
from tests.discord_ui.examples import GIL, PARTIAL
from tests.discord_ui.screens import HOSTILE, labels_in, problems, text_in
from tests.discord_ui.world import World, labels_of, shown, text_of

ZONES = sorted(available_timezones())


async def open_settings(world: World, **options: object) -> simcord.ResponseMessage:
    return shown(await world.alice.slash(world.channel, "me settings", **options))


async def learner(world: World) -> Learner:
    return (await world.coach.learners.settings(world.alice.id, None)).learner


def disabled(message: simcord.ResponseMessage) -> list[str]:
    return [
        part["label"]
        for part in walk_components(message.components)
        if part["type"] == 2 and part.get("disabled")
    ]


async def test_the_card_shows_every_choice_and_marks_what_is_chosen(world: World) -> None:
    card = await open_settings(world)
    assert card.ephemeral
    assert "**Time zone**: `UTC` (not chosen yet" in text_of(card)
    assert disabled(card) == ["✓ Off", "Daily channel", "✓ Members of my servers", "✓ 24 hours"]
    assert labels_of(card) == [
        "Change time zone",
        "Direct message",
        "Everybody",
        "Only me",
        "30 days",
    ]


async def test_each_choice_is_kept_and_shown_on_the_same_card(world: World) -> None:
    card = await open_settings(world)
    for label in ("Direct message", "Only me", "30 days"):
        changed = await world.press(card, label)
        assert changed.id == card.id
        assert f"✓ {label}" in disabled(changed)
    chosen = await learner(world)
    assert (chosen.reminder, chosen.visibility) == (Reminder.DIRECT, Visibility.PRIVATE)
    assert chosen.keep_text
    await world.restart()
    for label in ("Off", "Everybody", "24 hours"):
        assert f"✓ {label}" in disabled(await world.press(card, label))
    assert (await learner(world)).visibility is Visibility.PUBLIC


async def test_the_daily_channel_reminds_only_where_there_is_one(world: World) -> None:
    await world.coach.learners._daily.add_schedule(
        Schedule(
            id=1,
            group_id=world.guild.id,
            channel_id=world.channel.id,
            zone="Europe/Vienna",
            post_minute=540,
            next_due=world.env.now(),
        )
    )
    card = await world.press(await open_settings(world), "Daily channel")
    assert "✓ Daily channel" in disabled(card)
    assert (await learner(world)).reminder_group_id == world.guild.id
    assert "`Europe/Vienna`" in text_of(card)
    in_private = shown(await world.alice.user.slash("me settings"))
    assert "Daily channel" in disabled(in_private)
    assert "by the daily channel of another server" in text_of(in_private)
    assert "Off" in labels_of(in_private)


async def test_who_is_hidden_by_the_server_is_told_and_can_choose(world: World) -> None:
    hidden = GroupSettings(group_id=world.guild.id, visibility=Visibility.PRIVATE)
    await world.coach.groups.change(hidden)
    card = await open_settings(world)
    assert "Not chosen yet, and this server hides whoever has not." in text_of(card)
    assert {"Members of my servers", "Only me"} < {*labels_of(card)}
    card = await world.press(card, "Members of my servers")
    assert "Not chosen yet" not in text_of(card)
    assert "✓ Members of my servers" in disabled(card)


async def test_a_zone_is_completed_while_it_is_typed(world: World) -> None:
    async def suggested(typed: str) -> list[str]:
        found = await world.alice.autocomplete(world.channel, "me settings", "zone", typed)
        return [choice["value"] for choice in found]

    assert await suggested("vienna") == ["Europe/Vienna"]
    assert await suggested("new york") == ["America/New_York"]
    assert len(await suggested("")) == 25
    assert "Europe/Vienna" in await suggested("viena")


async def test_a_zone_given_with_the_command_is_chosen_at_once(world: World) -> None:
    card = await open_settings(world, zone="europe/vienna")
    assert "**Time zone**: `Europe/Vienna`\n" in text_of(card)
    assert (await learner(world)).zone == "Europe/Vienna"
    refused = await open_settings(world, zone="UTC")
    assert "can be changed again in 24 hours" in text_of(refused)


async def test_a_zone_is_typed_into_a_modal(world: World) -> None:
    card = await open_settings(world)
    await world.restart()
    opened = await world.alice.click(card, label="Change time zone")
    assert opened.modal is not None
    assert opened.modal["title"] == "Your time zone"
    changed = shown(await world.alice.submit_modal(opened, {"zone": "asia/tokyo"}))
    assert changed.id == card.id
    assert "`Asia/Tokyo`" in text_of(changed)


async def test_a_misspelt_zone_is_answered_with_buttons_of_the_nearest(world: World) -> None:
    card = await open_settings(world)
    opened = await world.alice.click(card, label="Change time zone")
    asked = shown(await world.alice.submit_modal(opened, {"zone": "Viena @everyone"}))
    assert asked.ephemeral
    assert "There is no time zone `Viena @everyone`. **Did you mean" in text_of(asked)
    assert "Europe/Vienna" in labels_of(asked)
    await world.restart()
    changed = await world.press(asked, "Europe/Vienna")
    assert "`Europe/Vienna`" in text_of(changed)
    assert (await learner(world)).zone == "Europe/Vienna"


async def test_the_zone_chosen_is_that_of_the_next_answer(world: World) -> None:
    await open_settings(world, zone="Pacific/Kiritimati")
    await world.answer(await world.ask(question=GIL.id), PARTIAL)
    (answered,) = await world.coach.streaks._store.answered(world.alice.id, None)
    assert answered.zone == "Pacific/Kiritimati"


@pytest.mark.parametrize("custom_id", ["gc1:setting:dance", "gc1:zone:atlantis"])
async def test_a_button_of_another_version_is_answered(world: World, custom_id: str) -> None:
    gone = shown(await world.forge(custom_id, await open_settings(world)))
    assert "too old to use" in text_of(gone)


def test_no_two_zones_share_a_button() -> None:
    names = {zone_name(zone) for zone in ZONES}
    assert len(names) == len(ZONES)
    for zone in ZONES:
        button = LinkId(Link.ZONE, zone_name(zone))
        assert decode_button(encode(button)) == button


def test_all_screens_fit() -> None:
    longest = max(ZONES, key=len)
    worst = LearnerSettings(
        learner=Learner(id=2**63 - 1, reminder_refused=True), zone=longest, daily_channel_id=1
    )
    assert problems(settings_card(worst)) == []
    assert "did not let me write" in text_in(settings_card(worst))
    assert problems(zone_modal(worst)) == []
    for typed in ("", *HOSTILE):
        card = zone_card(typed, sorted(ZONES, key=len)[-5:])
        assert problems(card) == []
        assert labels_in(card)[-1] == "Type again"
