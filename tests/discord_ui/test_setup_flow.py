"""`/coach setup`, as admins and others use it."""

from datetime import UTC, datetime

import pytest
import simcord
from simcord.components import walk_components

from bot.coach.setups import Draft
from bot.discord_ui.badges import Badge
from bot.discord_ui.setup_cards import done_card, setup_card
from bot.discord_ui.setup_modal import time_modal
from bot.discord_ui.setup_steps import Shown
from bot.domain.bank import Bank
from bot.domain.group import GroupSettings
from bot.domain.item import Level
from bot.domain.learner import Visibility
from bot.domain.schedule import Schedule, next_dates
from bot.domain.setup_form import SetupForm, SetupStep
from tests.coach.coach_world import ZONES
from tests.discord_ui.admins import choose, menus, new_admin, new_channel, press, set_up, type_time
from tests.discord_ui.examples import BANK, GIL
from tests.discord_ui.screens import problems
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of
from tests.domain.examples import make_bank, make_item

BIG = 2**63 - 1
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


async def begin(world: World, admin: simcord.MemberActor) -> simcord.ResponseMessage:
    card = shown(await admin.slash(world.channel, "coach setup"))
    assert card.ephemeral
    return card


async def schedules(world: World) -> list[Schedule]:
    return [*await world.coach.schedules.of_group(world.guild.id)]


async def test_a_setup_goes_through_five_steps_and_posts_as_it_says(world: World) -> None:
    admin = new_admin(world)
    pinged = world.guild.create_role("learners", mentionable=True)
    coaches = world.guild.create_role("coaches")
    card = await begin(world, admin)
    assert "step 1 of 5" in text_of(card)
    card = await choose(admin, card, "channel", [world.channel])
    assert "✓ Send Messages: given" in text_of(card)
    card = await press(admin, card, "Next")
    card = await type_time(admin, card, "9:30 pm", "vienna")
    assert "**21:30**" in text_of(card)
    card = await choose(admin, card, "zone", ["Europe/Vienna"])
    card = await choose(admin, card, "days", ["0", "2"])
    card = await press(admin, card, "Next")
    card = await choose(admin, card, "topics", ["gil"])
    card = await choose(admin, card, "levels", ["junior"])
    card = await press(admin, card, "Next")
    card = await choose(admin, card, "role", [pinged])
    card = await choose(admin, card, "coach", [coaches])
    card = await choose(admin, card, "visibility", ["private"])
    card = await press(admin, card, "Next")
    text = text_of(card)
    assert "Monday, Wednesday at **21:30**, `Europe/Vienna`" in text
    assert f"<@&{pinged.id}>" in text
    assert f"<@&{coaches.id}>" in text
    assert text.count("<t:") == 3
    done = await press(admin, card, "Finish")
    assert done.id == card.id
    assert "## Daily questions are set up" in text_of(done)
    assert text_of(done).count(":F>") == 3
    (kept,) = await schedules(world)
    assert (kept.channel_id, kept.post_minute, kept.zone) == (
        world.channel.id,
        21 * 60 + 30,
        "Europe/Vienna",
    )
    assert (kept.weekdays, kept.topics, kept.role_id) == ((0, 2), ("gil",), pinged.id)
    settings = await world.coach.groups.settings(world.guild.id)
    assert settings.coach_role_id == coaches.id
    assert settings.visibility is Visibility.PRIVATE


async def test_what_was_typed_wrong_can_be_mended(world: World) -> None:
    admin = new_admin(world)
    card = await choose(admin, await begin(world, admin), "channel", [world.channel])
    card = await press(admin, card, "Next")
    card = await type_time(admin, card, "25:00", "Viena @everyone")
    assert "**`25:00` is no time of day.**" in text_of(card)
    assert "There is no time zone `Viena @everyone`" in text_of(card)
    assert "Europe/Vienna" in {one["value"] for one in menus(card)["zone"]["options"]}
    again = await admin.click(card, label="Change time and zone")
    assert typed_in(again) == ["25:00", "Viena @everyone"]
    at_the_end = await press(admin, card, "Next", "Next", "Next")
    assert "Correct the time first, in step 2." in text_of(at_the_end)
    assert "Finish" not in labels_of(at_the_end)
    card = await press(admin, at_the_end, "Back", "Back", "Back")
    card = await type_time(admin, card, "7", "Europe/Vienna")
    assert "zone" not in menus(card)
    card = await press(admin, card, "Next", "Next", "Next", "Finish")
    (kept,) = await schedules(world)
    assert (kept.post_minute, kept.zone) == (7 * 60, "Europe/Vienna")


async def test_a_channel_is_needed_before_anything_is_posted(world: World) -> None:
    admin = new_admin(world)
    card = await press(admin, await begin(world, admin), "Next", "Next", "Next", "Next")
    assert "**Not done:** Choose a channel first, in step 1." in text_of(card)
    assert labels_of(card) == ["Back"]


async def test_everyone_is_not_pinged_and_is_no_coach(world: World) -> None:
    admin = new_admin(world)
    card = await press(admin, await begin(world, admin), "Next", "Next", "Next")
    for menu in ("role", "coach"):
        refused = await choose(admin, card, menu, [world.guild.default_role])
        assert "can't be “@everyone”" in text_of(refused)
        assert not menus(refused)[menu].get("default_values")


async def test_a_role_that_was_deleted_is_not_chosen_any_more(world: World) -> None:
    admin = new_admin(world)
    pinged, coaches = world.guild.create_role("learners"), world.guild.create_role("coaches")
    card = await choose(admin, await begin(world, admin), "channel", [world.channel])
    card = await press(admin, card, "Next", "Next", "Next")
    card = await choose(admin, card, "role", [pinged])
    card = await choose(admin, card, "coach", [coaches])
    done = await press(admin, card, "Next", "Finish")
    for role in (pinged, coaches):
        world.env.backend.delete_role(world.guild.id, role.id)
    (kept,) = await schedules(world)
    card = shown(await world.forge(f"gc1:daily:{kept.id}-edit", done, actor=admin))
    last = await press(admin, card, "Next", "Next", "Next", "Next")
    assert "**Pings**: nobody" in text_of(last)
    await press(admin, last, "Finish")
    (kept,) = await schedules(world)
    assert kept.role_id is None
    assert (await world.coach.groups.settings(world.guild.id)).coach_role_id is None


async def test_a_role_that_was_chosen_can_be_taken_back(world: World) -> None:
    admin = new_admin(world)
    card = await press(admin, await begin(world, admin), "Next", "Next", "Next")
    card = await choose(admin, card, "role", [world.guild.create_role("learners")])
    assert menus(card)["role"]["default_values"]
    card = await choose(admin, card, "role", [])
    assert not menus(card)["role"].get("default_values")


async def test_missing_permissions_are_said_and_looked_for_again(world: World) -> None:
    admin = new_admin(world)
    closed = new_channel(world, send_messages=False, attach_files=False)
    card = await choose(admin, await begin(world, admin), "channel", [closed])
    assert "✗ **Send Messages: missing, and needed.**" in text_of(card)
    assert "○ Attach Files: missing." in text_of(card)
    assert "“Permissions”" in text_of(card)
    last = await press(admin, card, "Next", "Next", "Next", "Next")
    assert "✗ **Send Messages: missing" in text_of(last)
    refused = await press(admin, last, "Finish")
    assert refused.id == last.id
    assert "**Not done:** I can't post in" in text_of(refused)
    assert await schedules(world) == []
    world.env.backend.edit_channel(closed.id, {}, overwrites=[])
    assert "✗" not in text_of(await press(admin, refused, "Look again"))
    mended = await press(admin, refused, "Finish")
    assert "## Daily questions are set up" in text_of(mended)


async def test_a_forum_and_an_announcement_channel_are_as_good(world: World) -> None:
    admin = new_admin(world)
    card = await begin(world, admin)
    forum = await choose(admin, card, "channel", [world.guild.create_forum_channel("forum")])
    assert "✓ Create Posts: given" in text_of(forum)
    assert "Create Public Threads" not in text_of(forum)
    news = await choose(admin, card, "channel", [world.guild.create_news_channel("news")])
    assert "✓ Create Public Threads: given" in text_of(news)


async def test_a_role_that_the_bot_can_not_ping_is_said(world: World) -> None:
    admin = new_admin(world)
    silent = new_channel(world, mention_everyone=False)
    card = await choose(admin, await begin(world, admin), "channel", [silent])
    card = await press(admin, card, "Next", "Next", "Next")
    card = await choose(admin, card, "role", [world.guild.create_role("quiet")])
    card = await press(admin, card, "Next")
    assert "○ Mention All Roles: missing. The role is named, but not pinged." in text_of(card)
    assert "View Channel" not in text_of(card), "only what is missing is said again"
    world.env.backend.edit_channel(silent.id, {}, overwrites=[])
    card = await press(admin, card, "Look again")
    assert "missing" not in text_of(card)
    assert "## Daily questions are set up" in text_of(await press(admin, card, "Finish"))


async def test_a_setup_goes_on_after_a_restart(world: World) -> None:
    admin = new_admin(world)
    card = await choose(admin, await begin(world, admin), "channel", [world.channel])
    card = await press(admin, card, "Next")
    opened = await admin.click(card, label="Change time and zone")
    await world.restart()
    card = shown(await admin.submit_modal(opened, {"time": "7:15", "zone": "Asia/Tokyo"}))
    await world.restart()
    card = await choose(admin, card, "days", ["5", "6"])
    await world.restart()
    card = await press(admin, card, "Next", "Next", "Next")
    await world.restart()
    await press(admin, card, "Finish")
    (kept,) = await schedules(world)
    assert (kept.channel_id, kept.post_minute, kept.zone) == (world.channel.id, 435, "Asia/Tokyo")
    assert kept.weekdays == (5, 6)


async def test_another_admin_may_go_on_and_a_member_may_not(world: World) -> None:
    admin, other = new_admin(world), new_admin(world, "dora")
    card = await begin(world, admin)
    stranger = await world.ask(question=GIL.id)
    custom_id = str(menus(card)["channel"]["custom_id"]).replace("channel", "when")
    refused = shown(await world.forge(custom_id, stranger))
    assert refused.ephemeral
    assert "Only members with the permission “Manage Server”" in text_of(refused)
    others = await begin(world, other)
    went_on = shown(await world.forge(custom_id, others, actor=other))
    assert "## When?" in text_of(went_on)


async def test_a_setup_of_another_server_is_out_of_reach(world: World) -> None:
    admin = new_admin(world)
    card = await begin(world, admin)
    form = await world.coach.setups.begin(7, group_id=world.guild.id + 1)
    refused = shown(await world.forge(f"gc1:setup:{form.id}-when", card, actor=admin))
    assert "This setup is closed" in text_of(refused)


@pytest.mark.parametrize(
    "name",
    ["dance", "7", "9" * 19, "{id}", "{id}-dance", "{id}-channel", "{id}-days", "{id}-visibility"],
)
async def test_a_forged_press_is_answered(world: World, name: str) -> None:
    admin = new_admin(world)
    card = await begin(world, admin)
    form_id = str(menus(card)["channel"]["custom_id"]).split(":")[2].partition("-")[0]
    answered = shown(await world.forge(f"gc1:setup:{name.format(id=form_id)}", card, actor=admin))
    assert any(
        words in text_of(answered)
        for words in ("too old to use", "closed", "can't see that channel", "at least one day")
    )


async def test_the_preview_is_private_and_its_buttons_are_off(world: World) -> None:
    admin = new_admin(world)
    card = await choose(admin, await begin(world, admin), "channel", [world.channel])
    card = await press(admin, card, "Next", "Next", "Next", "Next")
    preview = shown(await admin.click(card, label="Preview the post"))
    assert preview.ephemeral
    assert "Open until" in text_of(preview)
    assert labels_of(preview) == []


async def test_finishing_twice_is_finishing_once(world: World) -> None:
    admin = new_admin(world)
    done = await set_up(world, admin)
    (kept,) = await schedules(world)
    again = shown(await world.forge(f"gc1:setup:{kept.id}-finish", done, actor=admin))
    assert "## Daily questions are set up" in text_of(again)
    late = shown(await world.forge(f"gc1:setup:{kept.id}-when", done, actor=admin))
    assert "This setup is closed" in text_of(late)
    assert len(await schedules(world)) == 1


async def test_the_eleventh_is_refused_and_can_be_finished_later(world: World) -> None:
    admin = new_admin(world)
    for _ in range(10):
        await set_up(world, admin)
    refused = await set_up(world, admin)
    assert "at most 10: remove one first" in text_of(refused)
    await world.coach.schedules.remove((await schedules(world))[0].id, group_id=world.guild.id)
    assert "set up" in text_of(await press(admin, refused, "Finish"))


async def test_members_and_direct_messages_are_not_offered_the_commands(world: World) -> None:
    assert "coach" not in world.alice.user.available_commands()
    with pytest.raises(simcord.SetupError):
        await world.alice.slash(world.channel, "coach setup")


async def test_an_admin_may_let_others_see_the_command_and_they_are_refused(
    world: World,
) -> None:
    card = await world.ask(question=GIL.id)
    for press_of in ("setup:7-when", "daily:list", "doctor:again"):
        refused = shown(await world.forge(f"gc1:{press_of}", card))
        assert "Only members with the permission “Manage Server”" in text_of(refused)


async def test_nothing_is_set_up_where_only_members_brought_the_bot() -> None:
    async with open_world(BANK, installed=False) as world:
        card = await world.ask(question=GIL.id)
        refused = shown(await world.forge("gc1:setup:7-when", card))
        assert "/coach works only in a server that I am a member of" in text_of(refused)


def typed_in(opened: simcord.InteractionResult) -> list[str]:
    """What stands in the fields of a modal when it opens."""
    assert opened.modal is not None
    return [
        part["value"] for part in walk_components(opened.modal["components"]) if "value" in part
    ]


@pytest.mark.every_language
def test_all_steps_fit_at_their_worst() -> None:
    bank = make_bank(
        *(make_item(id=f"question-{n}", topic=f"topic-{n}-{'x' * 48}") for n in range(40))
    )
    settings = GroupSettings(group_id=BIG, coach_role_id=BIG, visibility=Visibility.PRIVATE)
    all_topics = tuple(topic.id for topic in bank.topics)
    for step in SetupStep:
        form = SetupForm(
            id=BIG,
            group_id=BIG,
            settings=settings,
            zone=max(ZONES, key=len),
            step=step,
            channel_id=BIG,
            typed_time="`" * 20,
            typed_zone="\U0001f9f5" * 60,
            weekdays=(0, 1, 2, 4, 5, 6),
            topics=all_topics,
            levels=tuple(Level),
            role_id=BIG,
        )
        badge = Badge("Send Messages in Threads", given=False, needed=True, without="x" * 90)
        crowded = Shown(
            "p" * 3000, [badge] * 7, sorted(ZONES, key=len)[-10:], worst_draft(bank), {BIG}
        )
        for shown_now in (crowded, Shown(badges=None), Shown()):
            assert problems(setup_card(form, bank, shown_now)) == []
        assert problems(time_modal(form)) == []
    schedule, dues, _ = worst_draft(bank)
    assert problems(done_card(schedule, dues, bank, edited=True)) == []


def worst_draft(bank: Bank) -> Draft:
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
    )
    return Draft(schedule, next_dates(schedule, NOON, 3), bank.items[0])
