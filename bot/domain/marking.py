"""What an answer says of a criterion, as a mark."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from .answer import Answer, Sighting
from .cues import Mood
from .grade import Mark, Span, Status
from .matching import Match
from .rubric import Compiled
from .screen import Patterns

CLOSE_CREDIT = 0.5
"""What a close pattern earns, and soft coverage at most. Source: docs/grading.md."""

SOFT_FROM = 0.6
"""Share of an idea's words that must stand in one sentence before soft coverage counts."""

_SOFT_WORDS = 3
_SAME_WORDS = 2 / 3


def mark(answer: Answer, compiled: Compiled, *, soft: bool) -> Mark:
    """The mark of one criterion.

    Args:
        soft: whether a sentence with most words of the idea earns part of it.
    """
    turned = [*answer.claims(answer.possible(compiled.turned))]
    wrong = frozenset().union(*(answer.sentences(claim.match) for claim in turned))
    found = _found(answer, compiled, wrong, soft=soft)
    if not turned:
        return found
    # What is said the right way round in one sentence, and the wrong one in another, is both.
    status = Status.CONTRADICTED if found.credit else Status.NEGATED
    opposite = answer.quote(turned[0].match.tokens)
    return _mark(compiled, status, 0.0, (*found.evidence, *opposite), turned[0].pattern)


def affirmed(answer: Answer, patterns: Patterns) -> list[int]:
    """Which patterns, by position, are affirmed somewhere."""
    found = {one for one in answer.possible(patterns) if answer.look(one).affirmed}
    return [at for at, one in enumerate(patterns.alternatives) if one in found]


def _found(answer: Answer, compiled: Compiled, without: AbstractSet[int], *, soft: bool) -> Mark:
    """The mark that the sentences without some of them earn."""
    seen = _sight(answer, compiled.any, without)
    if seen and seen.affirmed:
        quotes = answer.quote(seen.affirmed.tokens)
        if seen.denied and _contradicts(answer, seen.affirmed, seen.denied):
            quotes += answer.quote(seen.denied.tokens)
            return _mark(compiled, Status.CONTRADICTED, 0.0, quotes, seen.pattern)
        return _mark(compiled, Status.MET, 1.0, quotes, seen.pattern)
    near = _sight(answer, compiled.close, without)
    if near and near.affirmed:
        quotes = answer.quote(near.affirmed.tokens)
        return _mark(compiled, Status.CLOSE, CLOSE_CREDIT, quotes, near.pattern)
    if seen and seen.denied:
        return _mark(compiled, Status.NEGATED, 0.0, answer.quote(seen.denied.tokens), seen.pattern)
    return (_soft(answer, compiled, without) if soft else None) or compiled.missed


def _sight(answer: Answer, patterns: Patterns, without: AbstractSet[int]) -> Sighting | None:
    """The first pattern that is affirmed somewhere, else the first that is denied."""
    only_denied = None
    for alternative in answer.possible(patterns):
        seen = answer.look(alternative, without)
        if seen.affirmed:
            return seen
        if seen.denied and only_denied is None:
            only_denied = seen
    return only_denied


def _contradicts(answer: Answer, affirmed: Match, denied: Match) -> bool:
    """Whether two sentences claim the same thing, once denied."""
    if answer.run.sentence(denied.first) == answer.run.sentence(affirmed.first):
        return False
    if (answer.mood(denied) | answer.mood(affirmed)) is not Mood.CLAIMED:
        return False
    said, taken_back = _stems(answer, affirmed), _stems(answer, denied)
    return len(said & taken_back) >= _SAME_WORDS * len(said)


def _stems(answer: Answer, match: Match) -> frozenset[str]:
    return frozenset(answer.reading.stems[token] for token in match.tokens)


def _soft(answer: Answer, compiled: Compiled, without: AbstractSet[int]) -> Mark | None:
    """Half credit at most for a sentence that has most words of the idea."""
    run = answer.run
    enough = max(_SOFT_WORDS, SOFT_FROM * len(compiled.idea))
    words = [word for word in compiled.idea if run.may_match(word)]
    if len(words) < enough:
        return None
    places: dict[int, dict[int, Match]] = {}
    for at, word in enumerate(words):
        for match in run.matches(word):
            sentence = run.sentence(match.first)
            if sentence in without or Mood.REPORTED in answer.mood(match) or run.denied(match):
                continue
            places.setdefault(sentence, {}).setdefault(at, match)
    best = max(places.values(), key=len, default={})
    if len(best) < enough:
        return None
    credit = round(CLOSE_CREDIT * len(best) / len(compiled.idea), 4)
    tokens = sorted({token for match in best.values() for token in match.tokens})
    return _mark(compiled, Status.CLOSE, credit, answer.quote(tokens), "say")


def _mark(
    compiled: Compiled, status: Status, credit: float, evidence: Sequence[Span], pattern: str
) -> Mark:
    return Mark(
        criterion=compiled.criterion.id,
        status=status,
        credit=credit,
        evidence=tuple(sorted(evidence)),
        pattern=pattern,
    )
