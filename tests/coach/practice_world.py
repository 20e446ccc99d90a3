"""Practice as the tests of several use cases need it."""

from bot.coach.aftermath import Aftermath
from bot.coach.coach import FullStore
from bot.coach.marking import Marking
from bot.coach.ports import Clock
from bot.coach.practice import Practice
from bot.coach.throttle import Throttle
from bot.domain.bank import Bank
from bot.domain.grading import Grader


def make_practice(
    bank: Bank,
    store: FullStore,
    clock: Clock,
    *,
    zone: str = "UTC",
    member_per_minute: int = 1000,
    group_per_minute: int = 10_000,
) -> Practice:
    """Practice with the real grader."""
    throttle = Throttle(
        clock, member_per_minute=member_per_minute, group_per_minute=group_per_minute
    )
    marking = Marking(bank=bank, grader=Grader(bank), store=store, throttle=throttle, zone=zone)
    aftermath = Aftermath(
        replies=store.replies, disputes=store.disputes, certainties=store.certainties
    )
    return Practice(bank=bank, marking=marking, store=store, aftermath=aftermath, clock=clock)
