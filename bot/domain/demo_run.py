"""One run of a demonstration by a learner: asked for, predicted, measured."""

from datetime import datetime

from .demo import DemoRequest
from .demo_result import DemoOutcome
from .grade import Frozen


class DemoRun(Frozen):
    """A demonstration on a learner's card.

    Attributes:
        id: snowflake of the interaction that opened the card.
        group_id: the server it was opened in, or None in direct messages and user installs.
        prediction: key of the option the learner chose, None before or without.
        outcome: None until it ran.
        measured_at: when it ran, aware; before the card was opened where another learner's run of
            the same request answered this one too.
    """

    id: int
    learner_id: int
    group_id: int | None
    request: DemoRequest
    prediction: str | None = None
    outcome: DemoOutcome | None = None
    measured_at: datetime | None = None
