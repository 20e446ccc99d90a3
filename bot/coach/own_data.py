"""One's own data: a learner sees everything that is kept about them, and has it deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from ..domain.anki import anki_deck
from ..domain.bank import Bank
from ..domain.personal_data import Erasure, PersonalData
from .ports import Clock


class Records(Protocol):
    """What is kept about each learner.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def counts(self, learner_id: int) -> Mapping[str, int]:
        """How many rows of each table an erasure would erase."""
        ...

    async def personal_data(self, learner_id: int, *, now: datetime) -> PersonalData:
        """All of it."""
        ...


class Erasures(Protocol):
    """Deletes for good."""

    async def erase(self, erasure_id: int, learner_id: int) -> Erasure:
        """Delete everything about the learner in one transaction and leave no trace in any file.

        What remains is that it was done. Called again with the same id it tells the same.
        """
        ...


class OwnData:
    """The use cases around what is kept about a learner."""

    def __init__(self, bank: Bank, records: Records, erasures: Erasures, clock: Clock) -> None:
        self._bank = bank
        self._records = records
        self._erasures = erasures
        self._clock = clock

    async def kept(self, learner_id: int) -> Mapping[str, int]:
        """How many rows of each table would be erased."""
        return await self._records.counts(learner_id)

    async def export(self, learner_id: int) -> PersonalData:
        """Everything that is kept."""
        return await self._records.personal_data(learner_id, now=self._clock())

    def deck(self, data: PersonalData) -> str:
        """The questions of an export as a file for Anki; empty where there are none."""
        return anki_deck(self._bank, data)

    async def erase(self, erasure_id: int, *, learner_id: int) -> Erasure:
        """Delete everything, except that it was deleted.

        Args:
            erasure_id: snowflake of the request.
        """
        return await self._erasures.erase(erasure_id, learner_id)
