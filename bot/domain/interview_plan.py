"""What a mock interview is to be like, and which questions it draws.

Topics take turns, so that no topic is asked twice before every other was asked once; inside a topic
what is due or weak comes first. Asked are then the easier levels before the harder ones.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .grade import Frozen
from .item import Item, Level
from .selection import choose_item

SHORTEST, LONGEST, USUAL = 3, 10, 5
"""Questions of an interview."""

_LEVELS = tuple(Level)


class Style(StrEnum):
    """How the interviewer talks.

    A strict one gives away nothing until the end, and follows up once a question at most.
    """

    FRIENDLY = "friendly"
    STRICT = "strict"


class Plan(Frozen):
    """What the learner asked for.

    Attributes:
        level: None is any.
        focus: id of the only topic; None is all of them.
    """

    length: Annotated[int, Field(ge=SHORTEST, le=LONGEST)] = USUAL
    level: Level | None = None
    style: Style = Style.FRIENDLY
    focus: str | None = None


def draw_items(
    items: Sequence[Item],
    recent_scores: Mapping[str, Sequence[float]],
    plan: Plan,
    *,
    due: Sequence[str] = (),
    seed: int,
) -> tuple[Item, ...]:
    """The questions to ask, none twice; fewer than planned where there are no more, maybe none.

    Args:
        recent_scores: item id -> the learner's last scores, newest first.
        due: ids of the items to be asked again, the most urgent first.
        seed: spreads the choice, e.g. the id of the interview.
    """
    left = [
        item
        for item in items
        if plan.focus in (None, item.topic) and plan.level in (None, item.level)
    ]
    drawn: list[Item] = []
    while left and len(drawn) < plan.length:
        chosen = _next(left, drawn, recent_scores, due, seed)
        drawn.append(chosen)
        left.remove(chosen)
    return tuple(sorted(drawn, key=lambda item: _LEVELS.index(item.level)))


def _next(
    left: Sequence[Item],
    drawn: Sequence[Item],
    recent_scores: Mapping[str, Sequence[float]],
    due: Sequence[str],
    seed: int,
) -> Item:
    """One of the topics drawn least often, chosen as in practice."""
    times = Counter(item.topic for item in drawn)
    least = min(times[item.topic] for item in left)
    candidates = [item for item in left if times[item.topic] == least]
    chosen = choose_item(
        candidates, recent_scores, due=due, topic=None, level=None, avoid=None, seed=seed
    )
    return chosen or candidates[0]
