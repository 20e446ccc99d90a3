"""The catalogue of misconceptions tested against the sentences that its entries give themselves."""

from collections.abc import Iterator

from ..domain.grading import Grader
from ..domain.item import Misconception
from .finding import Finding, Kind, Severity

CATALOGUE = "misconceptions"
"""The subject of the findings: the file has this name."""

_MISSED = 1 / 3
"""Share of `flagged` that may be missed before it is a warning: people also say unusual things."""


def check_misconception(place: int, entry: Misconception, grader: Grader) -> Iterator[Finding]:
    """What is `flagged` is found, what is `not_flagged` is left alone.

    Args:
        place: of the entry in the catalogue, from 0.
    """
    missed = [at for at, text in enumerate(entry.flagged) if not _is_found(entry, text, grader)]
    few = len(missed) <= _MISSED * len(entry.flagged)
    for at in missed:
        yield Finding(
            Kind.MISCONCEPTION,
            Severity.NOTE if few else Severity.WARNING,
            CATALOGUE,
            (place, "flagged", at),
            f"`{entry.id}` is not found here; say in a pattern what this claims",
        )
    for at, text in enumerate(entry.not_flagged):
        if _is_found(entry, text, grader):
            yield Finding(
                Kind.MISCONCEPTION,
                Severity.ERROR,
                CATALOGUE,
                (place, "not_flagged", at),
                f"`{entry.id}` is found here; mend the pattern that matches",
            )


def _is_found(entry: Misconception, text: str, grader: Grader) -> bool:
    found = grader.read_side_remarks(text).misconceptions
    return any(finding.id == entry.id for finding in found)
