"""All use cases of one running coach, as the front ends receive them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ..domain.bank import Bank
from .aftermath import Aftermath, CertaintyStore
from .checkup import Checkup, CheckupDailyStore
from .daily import Daily
from .demonstrations import Demonstrations
from .disputes import Disputes, DisputeStore
from .groups import Groups, GroupStore
from .interview_store import InterviewStore
from .interviews import Interviews
from .item_analysis import ItemAnalysis
from .leaderboards import Leaderboards
from .learners import Learners
from .marking import Grader, Marking
from .message_answers import MessageAnswers
from .own_data import Erasures, OwnData, Records
from .ports import Clock, Pictures, Store
from .practice import Practice
from .progress import AttemptHistory, ProgressReports
from .reminders import Reminders
from .replies import Replies, ReplyGrader, ReplyStore
from .reports import Reports, ReportStore
from .reviews import Reviews
from .rounds import Rounds, RoundStore
from .schedules import Schedules
from .scorecards import Scorecards
from .setups import Setups, SetupStore
from .streaks import Streaks
from .study_cards import StudyCards
from .throttle import Throttle
from .uptime import Uptime


class Notes(Protocol):
    """Small facts the bot keeps about itself."""

    async def note(self, name: str) -> str | None:
        """The value kept under that name."""
        ...

    async def keep_note(self, name: str, value: str) -> None:
        """Keep a value, replacing the old one."""
        ...


class FullGrader(Grader, ReplyGrader, Protocol):
    """Grades answers and replies."""


class GroupAndSetupStore(GroupStore, SetupStore, Protocol):
    """What is kept of servers."""


class FullStore(Store, Protocol):
    """All that is kept."""

    @property
    def daily(self) -> CheckupDailyStore:
        """What is kept of daily posts."""
        ...

    @property
    def groups(self) -> GroupAndSetupStore:
        """What admins have chosen, and setups they are filling in."""
        ...

    @property
    def reports(self) -> ReportStore:
        """What learners say about questions."""
        ...

    @property
    def history(self) -> AttemptHistory:
        """All attempts that were made."""
        ...

    @property
    def rounds(self) -> RoundStore:
        """What is kept of questions in channels."""
        ...

    @property
    def replies(self) -> ReplyStore:
        """What is kept of follow-ups."""
        ...

    @property
    def interviews(self) -> InterviewStore:
        """Mock interviews."""
        ...

    @property
    def disputes(self) -> DisputeStore:
        """What is kept of disputes."""
        ...

    @property
    def certainties(self) -> CertaintyStore:
        """How sure learners were."""
        ...

    @property
    def records(self) -> Records:
        """Everything kept about one learner."""
        ...

    @property
    def erasures(self) -> Erasures:
        """Deletes it."""
        ...


@dataclass(frozen=True, slots=True)
class Coach:
    """What a front end works with."""

    practice: Practice
    replies: Replies
    disputes: Disputes
    rounds: Rounds
    daily: Daily
    messages: MessageAnswers
    interviews: Interviews
    scorecards: Scorecards
    reviews: Reviews
    progress: ProgressReports
    demos: Demonstrations
    streaks: Streaks
    study_cards: StudyCards
    leaderboards: Leaderboards
    learners: Learners
    groups: Groups
    schedules: Schedules
    setups: Setups
    checkup: Checkup
    own_data: OwnData
    reminders: Reminders
    reports: Reports
    item_analysis: ItemAnalysis
    uptime: Uptime
    notes: Notes


def assemble(  # noqa: PLR0913 - the parts of a coach
    *,
    bank: Bank,
    grader: FullGrader,
    store: FullStore,
    demos: Demonstrations,
    pictures: Pictures,
    throttle: Throttle,
    clock: Clock,
    zones: Collection[str],
    zone: str,
    spread: bool = False,
) -> Coach:
    """Make a coach of its parts.

    Args:
        zones: names of the IANA zones there are.
        zone: the one of learners and servers that have not chosen any.
        spread: move each server's daily posts a little, as of `Daily`.
    """
    marking = Marking(bank=bank, grader=grader, store=store, throttle=throttle, zone=zone)
    groups = Groups(store.groups, clock)
    schedules = Schedules(bank=bank, store=store.daily, clock=clock, zones=zones, spread=spread)
    aftermath = Aftermath(
        replies=store.replies, disputes=store.disputes, certainties=store.certainties
    )
    practice = Practice(bank=bank, marking=marking, store=store, aftermath=aftermath, clock=clock)
    rounds = Rounds(bank=bank, store=store, rounds=store.rounds, practice=practice, clock=clock)
    replies = Replies(
        bank=bank,
        marking=marking,
        grader=grader,
        store=store,
        replies=store.replies,
        throttle=throttle,
    )
    return Coach(
        practice=practice,
        replies=replies,
        interviews=Interviews(
            bank=bank,
            marking=marking,
            replies=replies,
            store=store,
            interviews=store.interviews,
            asked=store.replies,
        ),
        scorecards=Scorecards(
            bank=bank,
            store=store,
            interviews=store.interviews,
            replies=store.replies,
            pictures=pictures,
        ),
        disputes=Disputes(
            bank=bank, marking=marking, store=store, disputes=store.disputes, clock=clock
        ),
        rounds=rounds,
        daily=Daily(bank=bank, store=store.daily, rounds=rounds, clock=clock, spread=spread),
        messages=MessageAnswers(
            bank=bank, grader=grader, practice=practice, rounds=rounds, store=store, clock=clock
        ),
        study_cards=StudyCards(bank=bank, marking=marking, store=store, clock=clock),
        reviews=Reviews(bank=bank, marking=marking, store=store),
        progress=ProgressReports(
            bank=bank,
            marking=marking,
            store=store,
            history=store.history,
            interviews=store.interviews,
            certainties=store.certainties,
            pictures=pictures,
            clock=clock,
        ),
        demos=demos,
        streaks=Streaks(bank=bank, store=store, clock=clock, pictures=pictures, zone=zone),
        leaderboards=Leaderboards(store=store, clock=clock, zone=zone),
        learners=Learners(
            store=store.learners, daily=store.daily, clock=clock, zones=zones, zone=zone
        ),
        groups=groups,
        schedules=schedules,
        setups=Setups(
            store=store.groups,
            groups=groups,
            schedules=schedules,
            clock=clock,
            zones=zones,
            zone=zone,
        ),
        checkup=Checkup(store=store, daily=store.daily, demos=demos, clock=clock),
        own_data=OwnData(bank, store.records, store.erasures, clock),
        reports=Reports(bank=bank, marking=marking, store=store, reports=store.reports),
        item_analysis=ItemAnalysis(bank=bank, rankings=store.rankings, reports=store.reports),
        reminders=Reminders(store=store, daily=store.daily, clock=clock, zone=zone),
        uptime=Uptime(store.learners, clock),
        notes=store,
    )
