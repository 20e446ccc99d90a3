"""What is kept of mock interviews, as the use cases need it."""

from collections.abc import Sequence
from typing import Protocol

from ..domain.interview import Interview


class InterviewStore(Protocol):
    """Interviews; of each learner's at most one runs. Every method is one transaction.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def begin(self, interview: Interview) -> Interview:
        """Keep a new interview, unless the learner has one that runs; return what is kept.

        One of that id that was kept before is returned as it is now.
        """
        ...

    async def interview(self, interview_id: int) -> Interview | None:
        """The interview of that id."""
        ...

    async def running(self, learner_id: int) -> Interview | None:
        """The learner's interview that has not ended."""
        ...

    async def change(self, interview: Interview) -> bool:
        """Keep the next state; return whether the stored one still was as this one was read."""
        ...

    async def ended(self, learner_id: int, *, before: int, limit: int) -> Sequence[Interview]:
        """The learner's interviews that have ended, the newest first.

        Args:
            before: only those with a smaller id, begun earlier.
        """
        ...
