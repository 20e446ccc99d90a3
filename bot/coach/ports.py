"""What the use cases need from the outside world."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from ..domain.attempt import Attempt, Card, Certainty, Draft
from ..domain.chart import Chart
from ..domain.daily_post import DailyPost
from ..domain.demo import DemoRequest
from ..domain.demo_result import DemoOutcome
from ..domain.demo_run import DemoRun
from ..domain.item import Item
from ..domain.learner import Learner, Visibility
from ..domain.progress import Progress
from ..domain.ranking import Scored
from ..domain.review import Review
from ..domain.round import Posted, Round
from ..domain.schedule import Schedule
from ..domain.scorecard import Scorecard
from ..domain.streak import Answered, Outage, Streak
from ..domain.streak_calendar import Calendar, Counted
from .review_store import ReviewStore

Clock = Callable[[], datetime]
"""The current time, aware, in UTC."""


class Interpreter(NamedTuple):
    """A Python that demonstrations can run on.

    Attributes:
        label: what members choose it by, such as "3.13.5" or "3.14.1t, GIL off".
    """

    label: str
    python: str
    free_threaded: bool
    gil_enabled: bool


class DemoRunner(Protocol):
    """Runs demonstrations, each in an interpreter of its own, one at a time on each machine."""

    def cores(self) -> int:
        """How many cores demonstrations may use."""
        ...

    def interpreters(self) -> Sequence[Interpreter]:
        """The interpreters there are, the bot's own first."""
        ...

    def code(self, demo: str) -> str:
        """The measured function of a demonstration, as its script has it."""
        ...

    async def run(self, request: DemoRequest) -> DemoOutcome:
        """Run it and return what was measured, or why nothing was.

        Cancelling ends every process of the run. What goes wrong in the run is a `Failure`.

        Raises:
            UnknownNameError: there is no interpreter of that label.
            DemoRefusedError: demonstrations can't be run any more, or an interpreter that this one
                needs is not there.
        """
        ...


class Pictures(Protocol):
    """Draws, without keeping the event loop waiting."""

    async def demo(self, chart: Chart) -> bytes:
        """The chart as PNG."""
        ...

    async def streak(self, calendar: Calendar) -> bytes:
        """The calendar as PNG."""
        ...

    async def scorecard(self, scorecard: Scorecard) -> bytes:
        """The result of a mock interview as PNG."""
        ...

    async def progress(self, progress: Progress) -> bytes:
        """The mastery of each topic, and what stays, as PNG."""
        ...


class LearnerStore(Protocol):
    """What learners have chosen, and when the bot was down. Every method is one transaction.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def learner(self, learner_id: int) -> Learner | None:
        """The settings of a learner who ever changed one."""
        ...

    async def zone(self, learner_id: int, group_id: int | None) -> str | None:
        """The learner's zone, else the server's, else None."""
        ...

    async def visibility(self, learner_id: int, group_id: int) -> Visibility:
        """Who may see the learner: as the learner chose, else as the server wants it."""
        ...

    async def change_learner(self, learner: Learner) -> bool:
        """Keep a learner; return whether the stored one still was as this one was read."""
        ...

    async def to_remind(self, now: datetime, *, limit: int) -> Sequence[Learner]:
        """Learners whose `remind_at` has come, the longest overdue first."""
        ...

    async def beat(self, now: datetime, *, gap: timedelta) -> None:
        """Keep that everything works now; a longer gap since the last time becomes an outage."""
        ...

    async def outages(self, since: datetime, *, now: datetime, gap: timedelta) -> Sequence[Outage]:
        """The outages that ended after `since`, oldest first, and one that lasts until now."""
        ...


class RankingStore(Protocol):
    """What leaderboards count.

    Learners whom only they themselves may see are left out: by their own choice, or by the server's
    where they never chose.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def scored(
        self, group_id: int, *, viewer_id: int, since: date | None, after: int, limit: int
    ) -> Sequence[Scored]:
        """Attempts in the server that are graded or given up, oldest first.

        Args:
            viewer_id: a learner who is not left out in any case.
            since: the first local date that counts; None is any.
            after: id of the last attempt that was read before, or 0.
        """
        ...

    async def scored_by(self, learner_id: int, group_id: int) -> Sequence[Scored]:
        """The learner's own graded attempts in the server, oldest first."""
        ...

    async def answering(self, group_id: int, *, viewer_id: int, since: date) -> Sequence[int]:
        """The learners with a graded attempt in the server since that date or a day before it."""
        ...


class Reminding(Protocol):
    """Carries reminders to learners."""

    async def remind(self, learner_id: int, streak: Streak, *, channel_id: int | None) -> bool:
        """Tell a learner that the streak is about to end; return False where it was refused.

        Args:
            channel_id: where; None is a direct message.
        """
        ...


class Store(Protocol):
    """What is kept. Every method is one transaction: done in whole or not at all.

    Methods that write return after the data is on disk, and may be repeated with the same ids
    without doing anything twice.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    @property
    def learners(self) -> LearnerStore:
        """What learners have chosen."""
        ...

    @property
    def rankings(self) -> RankingStore:
        """What leaderboards count."""
        ...

    @property
    def reviews(self) -> ReviewStore:
        """What is known of learners' memories."""
        ...

    async def open_card(self, card: Card) -> None:
        """Keep a card that is about to be shown."""
        ...

    async def card(self, card_id: int) -> Card | None:
        """The card of that id."""
        ...

    async def take_hint(self, card_id: int, hint_id: int, *, limit: int) -> int:
        """Count one more hint of the card, up to `limit`; return how many are taken now.

        Args:
            hint_id: snowflake of the request; one not newer than the last counted is not counted.
        """
        ...

    async def hints_taken(self, card_id: int) -> int:
        """How many hints were taken on the card."""
        ...

    async def open_draft(self, draft: Draft) -> None:
        """Keep a draft whose modal is about to be shown."""
        ...

    async def draft(self, draft_id: int) -> Draft | None:
        """The draft of that id."""
        ...

    async def keep_text(
        self, draft_id: int, text: str, *, certainty: Certainty | None = None, share: bool = False
    ) -> None:
        """Keep what the learner sent, before anything is done with it."""
        ...

    async def latest_text(self, card_id: int, learner_id: int, *, graded: bool) -> str | None:
        """The newest non-empty text sent on the card that was (not) graded, if still kept."""
        ...

    async def has_erased(self, card_id: int, learner_id: int) -> bool:
        """Whether a text that was sent on the card is no longer kept."""
        ...

    async def record(self, attempt: Attempt, review: Review | None = None) -> Attempt:
        """Keep an attempt; where its draft has one already, return that and keep nothing.

        Args:
            review: what the attempt tells about the learner's memory; kept with it.
        """
        ...

    async def attempt(self, attempt_id: int) -> Attempt | None:
        """The attempt of that id."""
        ...

    async def attempt_of(self, draft_id: int) -> Attempt | None:
        """The attempt that graded the draft."""
        ...

    async def attempts_on(self, item_id: str, learner_id: int) -> int:
        """How many times the learner tried the item: graded or given up, not the ungraded ones."""
        ...

    async def answered(self, learner_id: int, group_id: int | None) -> Sequence[Answered]:
        """The learner's graded attempts in the group (None: anywhere), oldest first.

        Of those on one date in one zone only the first and the last.
        """
        ...

    async def counted(
        self, learner_id: int, group_id: int | None, *, since: date
    ) -> Sequence[Counted]:
        """The first graded attempt of each date from `since` on, in the group (None: anywhere)."""
        ...

    async def recent_scores(self, learner_id: int) -> Mapping[str, Sequence[float]]:
        """Item id -> the learner's last 3 scores, newest first; a question given up counts 0."""
        ...

    async def open_run(self, run: DemoRun) -> None:
        """Keep a demonstration whose card is about to be shown."""
        ...

    async def demo_run(self, run_id: int) -> DemoRun | None:
        """The demonstration of that id."""
        ...

    async def finish_run(
        self, run_id: int, *, prediction: str | None, outcome: DemoOutcome, measured_at: datetime
    ) -> DemoRun:
        """Keep what was predicted and measured, unless it was before; return the run as it is."""
        ...

    async def forget_runs(self, before: datetime) -> int:
        """Erase the demonstrations opened before that time; return how many."""
        ...

    async def forget_texts(self, before: datetime, *, kept_before: datetime) -> int:
        """Erase the text of every draft and reply last sent before that time; return how many.

        That of an answer in dispute stays until the verdict.

        Args:
            kept_before: the time for learners who want their text kept longer.
        """
        ...

    async def note(self, name: str) -> str | None:
        """A small fact the bot keeps about itself, e.g. the hash of the synchronised commands."""
        ...

    async def keep_note(self, name: str, value: str) -> None:
        """Keep such a fact, replacing the old one."""
        ...


class DailyStore(Protocol):
    """What is kept of daily posts. Every method is one transaction, on disk when it returns.

    A change of a schedule is kept only if its `version` is still the stored one.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def schedules(self, group_id: int) -> Sequence[Schedule]:
        """The schedules of a server, the oldest first."""
        ...

    async def schedule(self, schedule_id: int) -> Schedule | None:
        """The schedule of that id."""
        ...

    async def add_schedule(self, schedule: Schedule) -> None:
        """Keep a new schedule; the first of that id stays."""
        ...

    async def change_schedule(self, schedule: Schedule) -> bool:
        """Replace a schedule; return whether it still was as this one was read."""
        ...

    async def skip_post(self, schedule: Schedule, day: date, *, now: datetime) -> bool:
        """Replace a schedule and leave out that day, unless its post was begun."""
        ...

    async def remove_schedule(self, schedule_id: int) -> None:
        """Erase a schedule and give up what it began; its posts are kept."""
        ...

    async def due(self, now: datetime, *, limit: int) -> Sequence[Schedule]:
        """Active schedules whose next post is due, the one due longest first."""
        ...

    async def unfinished(
        self, before: datetime, *, limit: int
    ) -> Sequence[tuple[Schedule, DailyPost]]:
        """Posts claimed before that time that are neither sent nor given up, the oldest first."""
        ...

    async def claim(
        self, schedule: Schedule, day: date, *, item_id: str | None, now: datetime, stale: datetime
    ) -> DailyPost | None:
        """Claim the post of a day for this process, and keep the schedule's `next_due`.

        Args:
            item_id: the question, for a post that was not claimed before.
            stale: a claim made before that time is taken over.

        Returns:
            The post; None where it is settled, somebody else's, or the schedule has changed.
        """
        ...

    async def mark_sent(self, post: DailyPost, message_id: int, *, now: datetime) -> None:
        """Keep that a claimed post is in the channel; forget the failures before it."""
        ...

    async def mark_skipped(self, post: DailyPost, reason: str, *, now: datetime) -> None:
        """Give up a claimed post because its time is over."""
        ...

    async def mark_failed(
        self, post: DailyPost, reason: str, *, now: datetime, pause_after: int
    ) -> Schedule | None:
        """Give up a claimed post that was refused, and pause its schedule after so many in a row.

        Returns:
            The schedule afterwards, or None where it was removed.
        """
        ...

    async def mark_told(self, schedule_id: int) -> None:
        """Keep that an admin was told of the failures."""
        ...

    async def daily_post(self, schedule_id: int, day: date) -> DailyPost | None:
        """The post of a schedule on that date."""
        ...

    async def last_day(self, schedule_id: int) -> date | None:
        """The newest date whose post was begun or left out."""
        ...

    async def asked(self, schedule_id: int, before: date) -> Sequence[str]:
        """The questions posted before that date, each once, newest first."""
        ...

    async def plan_again(self, now: datetime) -> None:
        """Make due what was planned when the clock was ahead of `now`."""
        ...


class Poster(Protocol):
    """Puts daily posts into channels.

    Raises:
        PostRefusedError: from any method: the channel is gone or closed to the bot. Anything else
            that is raised counts as not knowing whether it was done.
    """

    async def post(self, opened: Round, item: Item, nonce: str) -> Posted:
        """Post the question of a round into its channel.

        Args:
            nonce: sent along with `enforce_nonce`, so that a repeated post is none.

        Raises:
            PostDelayedError: 429, 5xx, or no answer.
        """
        ...

    async def find_own(self, opened: Round) -> Posted | None:
        """The bot's own message of a round, if it is in the channel.

        Raises:
            PostDelayedError: 429, 5xx, or no answer.
        """
        ...

    async def tell_admin(self, schedule: Schedule, problem: str) -> None:
        """Tell whoever looks after the server what keeps its daily posts from getting out."""
        ...
