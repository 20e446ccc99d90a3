"""A whole coach, as the bot has it, for tests of several use cases and of front ends."""

from zoneinfo import available_timezones

from bot.coach.coach import Coach, FullStore, assemble
from bot.coach.ports import Clock, DemoRunner, Pictures
from bot.coach.throttle import Throttle
from bot.domain.bank import Bank
from bot.domain.grading import Grader
from tests.coach.demo_world import PlainPictures, StagedRunner, make_demos

ZONES = available_timezones()  # once: it looks through directories


def make_coach(
    bank: Bank,
    store: FullStore,
    clock: Clock,
    *,
    runner: DemoRunner | None = None,
    pictures: Pictures | None = None,
    zone: str = "UTC",
    member_per_minute: int = 1000,
    group_per_minute: int = 10_000,
) -> Coach:
    """A coach with the real grader; without a runner no demonstration can be run."""
    pictures = pictures or PlainPictures()
    return assemble(
        bank=bank,
        grader=Grader(bank),
        store=store,
        demos=make_demos(
            store, runner or StagedRunner(), clock=clock, bank=bank, pictures=pictures
        ),
        pictures=pictures,
        throttle=Throttle(
            clock, member_per_minute=member_per_minute, group_per_minute=group_per_minute
        ),
        clock=clock,
        zones=ZONES,
        zone=zone,
    )
