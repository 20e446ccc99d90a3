"""What the use cases need from the outside world."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from ..domain.attempt import Attempt, Card, Draft
from ..domain.chart import Chart
from ..domain.demo import DemoRequest
from ..domain.demo_result import DemoOutcome
from ..domain.demo_run import DemoRun
from ..domain.streak import Answered

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


class Store(Protocol):
    """What is kept. Every method is one transaction: done in whole or not at all.

    Methods that write return after the data is on disk, and may be repeated with the same ids
    without doing anything twice.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

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

    async def keep_text(self, draft_id: int, text: str) -> None:
        """Keep what the learner sent, before anything is done with it."""
        ...

    async def latest_text(self, card_id: int, learner_id: int, *, graded: bool) -> str | None:
        """The newest non-empty text sent on the card that was (not) graded, if still kept."""
        ...

    async def record(self, attempt: Attempt) -> Attempt:
        """Keep an attempt; where its draft has one already, return that and keep nothing."""
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
        """The learner's graded attempts in the group (None: anywhere), oldest first."""
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

    async def forget_texts(self, before: datetime) -> int:
        """Erase the text of every draft last sent before that time; return how many."""
        ...

    async def note(self, name: str) -> str | None:
        """A small fact the bot keeps about itself, e.g. the hash of the synchronised commands."""
        ...

    async def keep_note(self, name: str, value: str) -> None:
        """Keep such a fact, replacing the old one."""
        ...
