"""Which misconceptions an answer claims: by a pattern, or else by how it is worded."""

from collections.abc import Iterable, Iterator, Sequence

from .answer import Answer, Claim
from .grade import Finding, Span
from .rubric import Trap

WORDING = "wording"
"""Stands for the pattern where it was how a sentence is worded that told."""


def charge(answer: Answer, traps: Sequence[Trap], *, doubted: bool = False) -> list[Finding]:
    """The misconceptions that an answer claims.

    Args:
        doubted: whether one that the item does not list must be found by two patterns.
    """
    found = [*_by_patterns(answer, traps, doubted=doubted)]
    return found if doubted else [*found, *_by_wording(answer, traps, found)]


def _by_patterns(answer: Answer, traps: Sequence[Trap], *, doubted: bool) -> Iterator[Finding]:
    paid: list[Span] = []
    for trap in traps:
        claim = _held(answer, trap, doubted=doubted)
        if claim is None:
            continue
        quotes = answer.quote(claim.match.tokens)
        if trap.attached:
            paid += quotes
        elif all(_meets(quote, paid) for quote in quotes):
            continue  # words that cost points have their correction
        yield Finding(
            id=trap.id,
            evidence=quotes,
            pattern=claim.pattern,
            cap=trap.cap,
            penalty=trap.penalty,
            attached=trap.attached,
        )


def _by_wording(
    answer: Answer, traps: Sequence[Trap], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Remarks on what no pattern found: without a second sign not worth a point."""
    told = {finding.id for finding in found}
    quoted = [span for finding in found for span in finding.evidence]
    for trap in traps:
        sentence = None if trap.id in told else answer.wording.beliefs.get(trap.id)
        if sentence and not _is_refuted(answer, trap) and not _meets(sentence, quoted):
            yield Finding(id=trap.id, evidence=(sentence,), pattern=WORDING, attached=False)


def _held(answer: Answer, trap: Trap, *, doubted: bool) -> Claim | None:
    """The first claim of a misconception that is what the learner believes."""
    possible = *answer.possible(trap.any), *answer.possible(trap.asked)
    if not possible:
        return None
    claims: Iterable[Claim] = answer.claims(possible)
    if doubted and not trap.attached:
        claims = [*claims]
        if len({claim.pattern for claim in claims}) <= 1:
            return None
    held = next((claim for claim in claims if _is_worded(answer, trap, claim)), None)
    return None if held is None or _is_refuted(answer, trap) else held


def _is_worded(answer: Answer, trap: Trap, claim: Claim) -> bool:
    """Whether the words around a claim are those of the misconception, too."""
    return answer.wording.allows(trap.id, answer.sentences(claim.match), listed=trap.attached)


def _is_refuted(answer: Answer, trap: Trap) -> bool:
    return any(answer.claims(trap.unless.alternatives))


def _meets(sentence: Span, spans: Iterable[Span]) -> bool:
    """Whether a sentence has a part in common with some spans."""
    start, end = sentence
    return any(first < end and start < last for first, last in spans)
