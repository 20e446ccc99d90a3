"""Which misconceptions an answer claims: by a pattern, or else by how it is worded."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from .answer import Answer
from .grade import Finding, Span
from .matching import Match
from .rubric import Trap

WORDING = "wording"
"""Stands for the pattern where it was how a sentence is worded that told."""


def charge(answer: Answer, traps: Sequence[Trap], *, doubted: bool = False) -> Iterator[Finding]:
    """The misconceptions that an answer claims.

    Args:
        doubted: whether one that the item does not list must be found by two patterns.
    """
    told: dict[str, tuple[Span, ...]] = {}
    for trap in traps:
        claim = answer.claim(trap.any) or answer.claim(trap.asked)
        if claim and _is_held(answer, trap, claim.match, doubted=doubted):
            told[trap.id] = answer.quote(claim.match.tokens)
            yield Finding(
                id=trap.id,
                evidence=told[trap.id],
                pattern=claim.pattern,
                cap=trap.cap,
                penalty=trap.penalty,
                attached=trap.attached,
            )
    worded = {} if doubted else answer.wording.beliefs
    quoted = [*chain.from_iterable(told.values())]
    for trap in traps:
        sentence = None if trap.id in told else worded.get(trap.id)
        if sentence and not _is_refuted(answer, trap) and not _meets(sentence, quoted):
            # It is worth a remark, but without a second sign not a point.
            yield Finding(id=trap.id, evidence=(sentence,), pattern=WORDING, attached=False)


def _is_held(answer: Answer, trap: Trap, match: Match, *, doubted: bool) -> bool:
    """Whether what a pattern found is what the learner believes."""
    sentences = {answer.run.sentence(token) for token in match.tokens}
    return (
        not _is_refuted(answer, trap)
        and (trap.attached or not doubted or _is_claimed_twice(answer, trap))
        and answer.wording.allows(trap.id, sentences, listed=trap.attached)
    )


def _is_refuted(answer: Answer, trap: Trap) -> bool:
    return any(answer.claims(trap.unless.alternatives))


def _is_claimed_twice(answer: Answer, trap: Trap) -> bool:
    return len([*islice(answer.claims(answer.possible(trap.any)), 2)]) > 1


def _meets(sentence: Span, spans: Iterable[Span]) -> bool:
    """Whether a sentence has a part in common with some spans."""
    start, end = sentence
    return any(first < end and start < last for first, last in spans)
