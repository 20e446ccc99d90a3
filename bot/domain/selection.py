"""Which question comes next: what is due again, then weak ones, then new ones, the rest.

Of the new ones the easier come first. The choice inside a tier is spread by a seed, so that the
same call gives the same question and two members rarely get the same one.
"""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from statistics import fmean

from .item import Item, Level

WEAK_BELOW = 0.6
"""Mean of the last 3 scores under which a question counts as weak."""

_NEW = 1
_LEVELS = [*Level]


def choose_item(
    items: Sequence[Item],
    recent_scores: Mapping[str, Sequence[float]],
    *,
    due: Sequence[str] = (),
    topic: str | None,
    level: Level | None,
    avoid: str | None,
    seed: int,
) -> Item | None:
    """The next item of that topic and level, or None where there is none.

    Args:
        recent_scores: item id -> the learner's last scores, newest first.
        due: ids of the items to be asked again, the most urgent first.
        avoid: the item just shown; taken again only where it is the only one.
        seed: spreads the choice, e.g. the id of the interaction.
    """
    fitting = [
        item
        for item in items
        if (topic is None or item.topic == topic) and (level is None or item.level is level)
    ]
    candidates = [item for item in fitting if item.id != avoid] or fitting
    urgency = {item_id: number - len(due) for number, item_id in enumerate(due)}

    def place(item: Item) -> tuple[int, int, bytes]:
        tier = urgency.get(item.id, _tier(recent_scores.get(item.id)))
        return tier, _LEVELS.index(item.level) if tier == _NEW else 0, _spread(seed, item.id)

    return min(candidates, key=place, default=None)


def choose_daily_item(
    items: Sequence[Item],
    asked: Sequence[str],
    *,
    topics: Collection[str],
    levels: Collection[Level],
    seed: str,
) -> Item | None:
    """The item for a daily post: one never asked, else one of the half asked longest ago.

    Args:
        asked: ids of the items asked before, each once, newest first.
        topics: the topics to choose from; none means any. The same for levels.
        seed: spreads the choice, e.g. schedule and day.
    """
    fitting = [
        item
        for item in items
        if (not topics or item.topic in topics) and (not levels or item.level in levels)
    ]
    known = {item.id for item in fitting}
    before = [item_id for item_id in asked if item_id in known]
    lately = set(before if len(before) < len(fitting) else before[: len(fitting) // 2])
    return min(
        (item for item in fitting if item.id not in lately),
        key=lambda item: _spread(seed, item.id),
        default=None,
    )


def _tier(scores: Sequence[float] | None) -> int:
    if not scores:
        return _NEW
    return 0 if fmean(scores) < WEAK_BELOW else 2


def _spread(seed: int | str, item_id: str) -> bytes:
    return blake2b(f"{seed} {item_id}".encode(), digest_size=8).digest()
