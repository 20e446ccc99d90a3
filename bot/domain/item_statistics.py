"""How questions do: how hard each is, and whether who is good elsewhere is good at it too.

Of each learner's answers to a question only the first counts, so that practice does not make a
question look easy; a question given up counts 0. Figures about few learners are None: they would
say more about those learners than about the question.

Source: classical item analysis, e.g. Ebel and Frisbie, Essentials of Educational Measurement,
chapter 13: difficulty is the mean score, discrimination the correlation with the rest of the test.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Final, NamedTuple

from .agreement import pearson
from .grade import Frozen
from .ranking import Scored

MEAN_FROM: Final = 3
"""Learners from which on a mean is told."""

DISCRIMINATION_FROM: Final = 10
"""Learners from which on a correlation is told; it is still a rough one."""


class ItemStatistics(Frozen):
    """What is known about one question.

    Attributes:
        answers: how many there were, later ones of a learner included.
        learners: how many answered it.
        mean: of the first scores, 0..1: the lower, the harder.
        discrimination: correlation, -1..1, of the first scores with the same learners' mean on
            all other questions.
        disputes: how many answers had their grade disputed.
        reports: how many learners reported the question.
    """

    item_id: str
    answers: int = 0
    learners: int = 0
    mean: float | None = None
    discrimination: float | None = None
    disputes: int = 0
    reports: int = 0

    @property
    def dispute_rate(self) -> float | None:
        """Disputes by answers; None where answers were disputed that are not counted here."""
        if self.disputes > self.answers:
            return None
        return self.disputes / self.answers if self.answers else 0.0


class _First(NamedTuple):
    id: int
    score: float


def item_statistics(
    scored: Iterable[Scored], *, disputes: Mapping[str, int], reports: Mapping[str, int]
) -> Sequence[ItemStatistics]:
    """The questions that were answered, disputed or reported, the one to look at first first.

    Args:
        scored: attempts, in any order.
        disputes: item id -> how many grades were disputed.
        reports: item id -> how many learners reported it.
    """
    answers: dict[str, int] = defaultdict(int)
    firsts: dict[tuple[int, str], _First] = {}
    for one in scored:
        answers[one.item_id] += 1
        key, first = (one.learner_id, one.item_id), _First(one.id, one.score or 0.0)
        firsts[key] = min(first, firsts.get(key, first))
    scores = _by_item(firsts)
    rest = _Rest(firsts)
    known = dict.fromkeys([*answers, *disputes, *reports])
    found = [
        ItemStatistics(
            item_id=item_id,
            answers=answers.get(item_id, 0),
            learners=len(scores.get(item_id, {})),
            mean=_mean(scores.get(item_id, {})),
            discrimination=rest.correlation(scores.get(item_id, {})),
            disputes=disputes.get(item_id, 0),
            reports=reports.get(item_id, 0),
        )
        for item_id in known
    ]
    return sorted(found, key=_worst_first)


class _Rest:
    """What each learner scored on all questions but one."""

    def __init__(self, firsts: Mapping[tuple[int, str], _First]) -> None:
        self._totals: dict[int, tuple[float, int]] = {}
        for (learner_id, _), first in firsts.items():
            total, count = self._totals.get(learner_id, (0.0, 0))
            self._totals[learner_id] = total + first.score, count + 1

    def correlation(self, scores: Mapping[int, float]) -> float | None:
        """The correlation of one question's scores with those on the others."""
        pairs = []
        for learner_id, score in scores.items():
            total, count = self._totals[learner_id]
            if count > 1:
                pairs.append((score, (total - score) / (count - 1)))
        if len(pairs) < DISCRIMINATION_FROM:
            return None
        own, others = zip(*pairs, strict=True)
        return pearson(own, others)


def _by_item(firsts: Mapping[tuple[int, str], _First]) -> Mapping[str, Mapping[int, float]]:
    scores: dict[str, dict[int, float]] = defaultdict(dict)
    for (learner_id, item_id), first in firsts.items():
        scores[item_id][learner_id] = first.score
    return scores


def _mean(scores: Mapping[int, float]) -> float | None:
    return fmean(scores.values()) if len(scores) >= MEAN_FROM else None


def _worst_first(one: ItemStatistics) -> tuple[int, float, float, str]:
    """Most complaints, then the least discrimination, then the hardest; unknown is no fault."""
    discrimination = 1.0 if one.discrimination is None else one.discrimination
    mean = 1.0 if one.mean is None else one.mean
    return -(one.disputes + one.reports), discrimination, mean, one.item_id
