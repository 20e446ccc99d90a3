"""The page that tells what is in a pack: `content/<pack>/README.md`, made from its files.

It has nothing that the files don't have, so a test can hold it current.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..domain.bank import Bank
from ..domain.item import Item, Kind, Level, PackInfo, Topic
from ..domain.lesson import Lesson


def overviews(content: Path, bank: Bank) -> Mapping[Path, str]:
    """The page of each pack of a content directory that holds the bank, by its path."""
    pages = {}
    for info in bank.packs:
        folder = content / info.id
        items = [item for item in bank.items if (folder / f"items/{item.id}.yaml").exists()]
        lessons = {
            topic: lesson
            for topic, lesson in bank.lessons.items()
            if (folder / f"lessons/{topic}.yaml").exists()
        }
        pages[folder / "README.md"] = _overview(info, items, lessons)
    return pages


def _overview(info: PackInfo, items: Sequence[Item], lessons: Mapping[str, Lesson]) -> str:
    sections = (
        [f"# {info.title}", _head(info, items)],
        ["## Topics", _topics(info, items, lessons)],
        ["## Kinds of questions", _kinds(items)],
        ["## Questions", *_questions(info, items)],
    )
    return "\n\n".join(part for section in sections for part in section) + "\n"


def _head(info: PackInfo, items: Sequence[Item]) -> str:
    return (
        f"Version {info.version}, {info.licence} licence, by {', '.join(info.authors)}: "
        f"{_count(items, 'question')} on {_count(info.topics, 'topic')}. "
        "This page is written by `python -m bot check --readme`."
    )


def _topics(info: PackInfo, items: Sequence[Item], lessons: Mapping[str, Lesson]) -> str:
    rows = [
        [
            topic.title,
            *_by_level(item for item in items if item.topic == topic.id),
            _lesson(topic, lessons),
        ]
        for topic in info.topics
    ]
    total = ["**all**", *_by_level(items), str(len(lessons))]
    return _table(["topic", "questions", *Level, "lesson"], [*rows, total])


def _by_level(items: Iterable[Item]) -> list[str]:
    """How many questions there are, then how many of each level."""
    levels = Counter(item.level for item in items)
    return [str(levels.total()), *(str(levels[level] or "") for level in Level)]


def _lesson(topic: Topic, lessons: Mapping[str, Lesson]) -> str:
    lesson = lessons.get(topic.id)
    return f"[{lesson.title}](lessons/{topic.id}.yaml)" if lesson else ""


def _kinds(items: Iterable[Item]) -> str:
    kinds = Counter(item.kind for item in items)
    return _table(["kind", "questions"], [[kind, str(kinds[kind])] for kind in Kind if kinds[kind]])


def _questions(info: PackInfo, items: Sequence[Item]) -> Iterator[str]:
    for topic in info.topics:
        lines = [
            f"- [{item.title}](items/{item.id}.yaml): {item.level}, {item.kind}"
            for item in items
            if item.topic == topic.id
        ]
        if lines:
            yield "\n".join([f"**{topic.title}**", "", *lines])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = f"|{'---|' * len(head)}"
    return "\n".join([_row(head), rule, *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _count(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}" + ("" if len(things) == 1 else "s")
