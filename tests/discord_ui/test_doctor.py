"""`/coach doctor`, as admins and others use it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import simcord

from bot.coach.checkup import Findings
from bot.coach.schedules import setup_of
from bot.discord_ui.badges import Badge
from bot.discord_ui.doctor_card import ChannelCheck, doctor_card
from bot.domain.daily_post import DailyPost, PostState
from bot.domain.demo_result import DemoResult
from bot.domain.schedule import Due, Schedule, ScheduleState
from bot.domain.streak import Outage
from tests.discord_ui.admins import new_admin, new_channel, press, set_up
from tests.discord_ui.examples import GIL
from tests.discord_ui.screens import problems, text_in
from tests.discord_ui.world import World, shown, text_of
from tests.domain.demo_results import result

BIG = 2**63 - 1
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
SCHEDULE = Schedule(
    id=1, group_id=2, channel_id=3, zone="UTC", post_minute=540, next_due=NOON, role_id=4
)
LACKING = Badge("Send Messages", given=False, needed=True, without="Without it I can't post.")
QUIET = Badge("Attach Files", given=False, needed=False, without="Long answers can't be shared.")
GIVEN = Badge("View Channel", given=True, needed=False, without="")


def check(schedule: Schedule = SCHEDULE, **changes: object) -> ChannelCheck:
    fields = {
        "schedule": schedule,
        "badges": [GIVEN],
        "role_gone": False,
        "following": Due(NOON.date(), NOON),
    }
    return ChannelCheck(**(fields | changes))  # type: ignore[arg-type]


def race() -> DemoResult:
    return result("race")


async def examine(world: World, admin: simcord.MemberActor) -> simcord.ResponseMessage:
    world.runner.prepared.append(race())
    card = shown(await admin.slash(world.channel, "coach doctor"))
    assert card.ephemeral
    return card


async def test_what_is_fine_is_said_too(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    text = text_of(await examine(world, admin))
    assert "## Everything is fine" in text
    for words in (
        f"✓ I may post in <#{world.channel.id}>. Next: <t:",
        "My clock is right, 0.",
        "The database works: a change is kept in",
        "Demos work",
        "never down in the last 14 days",
    ):
        assert words in text


async def test_a_missing_permission_is_found_and_looked_for_again(world: World) -> None:
    admin = new_admin(world)
    channel = new_channel(world, view_channel=True)
    await set_up(world, admin, channel)
    silenced = await set_up(world, admin)
    assert silenced
    world.env.backend.delete_channel(channel.id)
    card = await examine(world, admin)
    assert "## 1 problem" in text_of(card)
    assert f"I can't see <#{channel.id}>" in text_of(card)
    for schedule in await world.coach.schedules.of_group(world.guild.id):
        await world.coach.schedules.remove(schedule.id, group_id=world.guild.id)
    world.runner.prepared.append(race())
    card = await press(admin, card, "Look again")
    assert "There are no daily questions yet" in text_of(card)


async def test_a_role_that_was_deleted_is_found(world: World) -> None:
    admin = new_admin(world)
    await set_up(world, admin)
    role = world.guild.create_role("learners", mentionable=True)
    (one,) = await world.coach.schedules.of_group(world.guild.id)
    pinging = setup_of(one).model_copy(update={"role_id": role.id})
    await world.coach.schedules.edit(one.id, pinging, group_id=world.guild.id)
    assert "was deleted" not in text_of(await examine(world, admin))
    world.env.backend.delete_role(world.guild.id, role.id)
    assert "pings a role that was deleted" in text_of(await examine(world, admin))


async def test_members_are_told_that_admins_examine(world: World) -> None:
    refused = shown(await world.forge("gc1:doctor:again", await world.ask(question=GIL.id)))
    assert "“Manage Server”" in text_of(refused)


def test_each_problem_says_what_to_change() -> None:
    sick = Findings(
        clock_ahead=-timedelta(minutes=2),
        write_s=2.5,
        demo_problem="No interpreter was found.",
        troubles=(
            DailyPost(
                schedule_id=1,
                group_id=2,
                day=date(2026, 3, 13),
                state=PostState.FAILED,
                at=NOON,
                reason="I can't post in <#3>.",
            ),
            DailyPost(
                schedule_id=1, group_id=2, day=date(2026, 3, 12), state=PostState.SKIPPED, at=NOON
            ),
        ),
        outages=(Outage(start=NOON - timedelta(hours=2), end=NOON),),
    )
    paused = SCHEDULE.model_copy(update={"state": ScheduleState.PAUSED, "failures": 3})
    by_choice = SCHEDULE.model_copy(update={"state": ScheduleState.PAUSED})
    channels = [check(badges=[LACKING, QUIET]), check(paused), check(role_gone=True)]
    text = text_in(doctor_card(sick, [*channels, check(by_choice), check(badges=None)]))
    for words in (
        "## 7 problems",
        "✗ **Problem**: in <#3> I lack **Send Messages**",
        "○ In <#3> I lack Attach Files. Long answers",
        "because 3 posts in a row failed",
        "pings a role that was deleted",
        "is paused, as an admin chose",
        "My clock is 120.0 s behind Discord's",
        "takes 2,500 ms to keep a change",
        "Demos can't be run now: No interpreter was found. If",
        "2026-03-13: failed. I can't post",
        "2026-03-12: left out. No reason was kept.",
        "**When I was down**",
    ):
        assert words in text, words


def test_a_clock_ahead_and_a_broken_database_are_told() -> None:
    sick = Findings(clock_ahead=timedelta(hours=30), database_works=False)
    text = text_in(doctor_card(sick, []))
    assert "My clock is 108,000.0 s ahead of Discord's" in text
    assert "The database can't be used" in text
    assert "no daily questions" not in text


@pytest.mark.every_language
def test_the_card_fits_at_its_worst() -> None:
    schedule = SCHEDULE.model_copy(update={"channel_id": BIG})
    post = DailyPost(
        schedule_id=BIG,
        group_id=BIG,
        day=date.max,
        state=PostState.FAILED,
        at=NOON,
        reason="\U0001f9f5" * 4000,
    )
    findings = Findings(
        clock_ahead=timedelta(days=9999),
        write_s=9999.0,
        demo_problem="x" * 4000,
        troubles=(post,) * 5,
        outages=(Outage(start=NOON, end=NOON),) * 50,
    )
    worst = check(schedule, badges=[LACKING] * 3 + [QUIET] * 4, role_gone=True)
    assert problems(doctor_card(findings, [worst] * 10)) == []
