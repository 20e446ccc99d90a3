"""Token buckets: how many answers a member or a server may send in a minute."""

from datetime import datetime

from .grade import Frozen


class Bucket(Frozen):
    """What is left of an allowance that refills steadily.

    Attributes:
        tokens: what is left, at most the capacity.
        at: when that was so, aware UTC.
    """

    tokens: float
    at: datetime


def take(bucket: Bucket | None, *, per_minute: int, now: datetime) -> tuple[Bucket, float]:
    """Take one token from a bucket that holds and refills `per_minute`.

    Args:
        bucket: None where nothing was taken before: a full one.

    Returns:
        The bucket afterwards, and the seconds to wait: 0 where the token was there.
    """
    rate = per_minute / 60
    if bucket is None:
        tokens = float(per_minute)
    else:
        passed = max(0.0, (now - bucket.at).total_seconds())
        tokens = min(per_minute, bucket.tokens + passed * rate)
    if tokens < 1:
        return Bucket(tokens=tokens, at=now), (1 - tokens) / rate
    return Bucket(tokens=tokens - 1, at=now), 0.0
