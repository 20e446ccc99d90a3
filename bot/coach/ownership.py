"""Whose something is: what a learner made is used by that learner alone."""

from typing import TypeVar

from ..domain.attempt import Attempt, Card, Draft
from ..domain.demo_run import DemoRun
from ..domain.errors import GoneError, NotYoursError
from ..domain.interview import Interview
from ..domain.reply import Reply

Owned = TypeVar("Owned", Card, Draft, Attempt, Reply, Interview, DemoRun)


def owned(thing: Owned | None, learner_id: int) -> Owned:
    """The thing, if it is still kept and the learner's own.

    Raises:
        GoneError: it is no longer kept.
        NotYoursError: it is somebody else's.
    """
    if thing is None:
        raise GoneError
    if thing.learner_id != learner_id:
        raise NotYoursError
    return thing
