"""Names like a name that was mistyped."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

_MAX_CHARS = 100
_LIKELY = 0.5


def nearest(name: str, known: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """The known names most like `name`, the most similar first; case and hyphens don't matter."""
    hits = process.extract(
        name[:_MAX_CHARS],
        list(known),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
    )
    return tuple(hit[0] for hit in hits)


def likely(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None where none is near enough."""
    hit = process.extractOne(
        name[:_MAX_CHARS],
        list(known),
        scorer=OSA.normalized_similarity,
        score_cutoff=_LIKELY,
    )
    return hit[0] if hit else None
