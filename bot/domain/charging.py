"""Which misconceptions an answer claims: by a pattern, or else by how it is worded."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from .answer import Answer, Claim
from .grade import Finding, Span
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
        claim = _held(answer, trap, doubted=doubted)
        if claim:
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


def _held(answer: Answer, trap: Trap, *, doubted: bool) -> Claim | None:
    """The first claim of a misconception that is what the learner believes."""
    possible = *answer.possible(trap.any), *answer.possible(trap.asked)
    claims = [*answer.claims(possible)] if possible else []
    if not claims or _is_refuted(answer, trap):
        return None
    if doubted and not trap.attached and len({claim.pattern for claim in claims}) == 1:
        return None
    return next((claim for claim in claims if _is_worded(answer, trap, claim)), None)


def _is_worded(answer: Answer, trap: Trap, claim: Claim) -> bool:
    """Whether the words around a claim are those of the misconception, too."""
    sentences = {answer.run.sentence(token) for token in claim.match.tokens}
    return answer.wording.allows(trap.id, sentences, listed=trap.attached)


def _is_refuted(answer: Answer, trap: Trap) -> bool:
    return any(answer.claims(trap.unless.alternatives))


def _meets(sentence: Span, spans: Iterable[Span]) -> bool:
    """Whether a sentence has a part in common with some spans."""
    start, end = sentence
    return any(first < end and start < last for first, last in spans)
