"""Whether the lessons of a pack are complete. What is wrong in one of them, the loader says."""

from collections.abc import Iterator

from ..domain.bank import Bank
from ..domain.item import PackInfo
from .finding import Finding, Kind, Severity


def check_lessons(bank: Bank) -> Iterator[Finding]:
    """A pack may do without lessons; one that has any teaches all of its topics."""
    for pack in bank.packs:
        if any(topic.id in bank.lessons for topic in pack.topics):
            yield from _missing(pack, bank)


def _missing(pack: PackInfo, bank: Bank) -> Iterator[Finding]:
    for place, topic in enumerate(pack.topics):
        if topic.id not in bank.lessons:
            yield Finding(
                Kind.LESSON,
                Severity.WARNING,
                f"{pack.id}/pack",
                ("topics", place, "id"),
                f"no lesson teaches this topic; add lessons/{topic.id}.yaml",
            )
