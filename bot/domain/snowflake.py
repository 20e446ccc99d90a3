"""Discord's ids carry the millisecond they were made in.

Every card, draft and attempt is named by the snowflake of the interaction that made it, so the time
of an answer is the moment the member pressed the button, not the moment we came round to it.

Source: Discord API reference, "Snowflakes": bits 63-22 are milliseconds since 2015-01-01 UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import PlainSerializer

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_SEQUENCE_BITS = 22
_MILLISECOND = timedelta(milliseconds=1)

Id = Annotated[int, PlainSerializer(str, return_type=str, when_used="json")]
"""An id as Discord writes it: as text, since JavaScript rounds numbers of that size."""


def time_of(snowflake: int) -> datetime:
    """The UTC time inside a snowflake, exact to the millisecond."""
    return EPOCH + timedelta(milliseconds=snowflake >> _SEQUENCE_BITS)


def snowflake_at(at: datetime, sequence: int = 0) -> int:
    """An id of Discord's shape for the aware time `at`; `sequence` (0..4,194,303) parts twins."""
    milliseconds = (at - EPOCH) // _MILLISECOND
    return (milliseconds << _SEQUENCE_BITS) | (sequence & ((1 << _SEQUENCE_BITS) - 1))
