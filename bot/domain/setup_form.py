"""A setup of daily questions that is being filled in, step by step, by the admins of a group.

What could not be read stays as it was typed, so that it can be mended instead of typed again.
"""

from enum import StrEnum

from .errors import UnfinishedSetupError
from .grade import Frozen
from .group import GroupSettings
from .item import Level
from .language import tr
from .schedule import EVERY_DAY, DailySetup, Minute, Weekday

NINE = 9 * 60


class SetupStep(StrEnum):
    """The steps, in their order."""

    WHERE = "where"
    WHEN = "when"
    WHAT = "what"
    WHO = "who"
    REVIEW = "review"

    @property
    def number(self) -> int:
        """From 1."""
        return [*SetupStep].index(self) + 1


class SetupForm(Frozen):
    """What was chosen so far.

    Attributes:
        id: snowflake of the interaction that began it; a new schedule gets the same.
        schedule_id: the schedule that is edited, or None for a new one.
        read: what was kept of that schedule when its editing began.
        typed_time: a time that can't be used, as it was typed.
        typed_zone: the same for a time zone.
        settings: those of the whole group, as they shall be.
        finished: nothing can be chosen any more.
        version: counts changes.
    """

    id: int
    group_id: int
    settings: GroupSettings
    zone: str
    step: SetupStep = SetupStep.WHERE
    schedule_id: int | None = None
    read: DailySetup | None = None
    channel_id: int | None = None
    post_minute: Minute = NINE
    typed_time: str | None = None
    typed_zone: str | None = None
    weekdays: tuple[Weekday, ...] = EVERY_DAY
    topics: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    role_id: int | None = None
    finished: bool = False
    version: int = 0

    @property
    def target_id(self) -> int:
        """The id of the schedule that it makes or changes."""
        return self.schedule_id or self.id

    def setup(self) -> DailySetup:
        """What was chosen.

        Raises:
            UnfinishedSetupError: something is missing; the sentence says what.
        """
        if self.channel_id is None:
            raise UnfinishedSetupError(tr("Choose a channel first, in step 1."))
        if self.typed_time is not None:
            raise UnfinishedSetupError(tr("Correct the time first, in step 2."))
        if self.typed_zone is not None:
            raise UnfinishedSetupError(tr("Correct the time zone first, in step 2."))
        fields = {name: getattr(self, name) for name in DailySetup.model_fields}
        return DailySetup(**fields)
