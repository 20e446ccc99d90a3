"""What can happen in a mock interview.

Every event names the step it belongs to. Those that lead on, or to the end, bring the id of the
next step, the snowflake of the interaction that caused them.
"""

from .grade import Frozen
from .interview_plan import Plan


class Answered(Frozen):
    """An answer was read.

    Attributes:
        step: the one it answers.
        next_step: id for what is asked next.
        score: None where it could not be graded.
        missed: criteria to follow up on, the most valuable first.
    """

    step: int
    next_step: int
    attempt_id: int
    score: float | None
    missed: tuple[str, ...] = ()


class Replied(Frozen):
    """A reply to a follow-up was read."""

    step: int
    next_step: int
    score: float | None


class Skipped(Frozen):
    """The learner wants to go on without answering."""

    step: int
    next_step: int


class Clarified(Frozen):
    """The learner wants to know what is asked for."""

    step: int


class Paused(Frozen):
    """The learner goes away for a while."""

    step: int


class Resumed(Frozen):
    """The learner is back."""

    step: int


class Ended(Frozen):
    """The learner wants no more questions."""

    step: int
    next_step: int


class Placed(Frozen):
    """The interview got a private thread."""

    step: int
    thread_id: int


class Wished(Frozen):
    """The learner asked for another interview while this one runs."""

    step: int
    plan: Plan


Event = Answered | Replied | Skipped | Clarified | Paused | Resumed | Ended | Placed | Wished
