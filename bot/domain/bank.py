"""The item bank: every question that can be asked, and how one is found by what somebody typed.

A bank is read once and never changes. Its order is the order of teaching: by pack, topic, level
and id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz, utils

from .beliefs import Beliefs
from .errors import CoachError, UnknownNameError
from .item import Item, Level, Misconception, PackInfo, Scale, Topic
from .language import tr
from .lesson import Lesson
from .nearest import nearest

_MAX_TYPED_CHARS = 100
_ALIKE = 60.0
_LEVELS = tuple(Level)

Named = TypeVar("Named")


@dataclass(frozen=True)
class Bank:
    """Items with all they refer to.

    Attributes:
        items: in the order of teaching.
        synonyms: shared group -> its words and phrases, as patterns.
        rivals: pairs of shared groups that stand for opposite roles, such as threads and processes.
        scales: shared opposites, by name.
        beliefs: what is known of the words of misconceptions.
        misconceptions: the catalogue, by id.
        versions: item id -> hash of its file and of the shared files.
        lessons: topic id -> its lesson; a topic may have none.
    """

    packs: tuple[PackInfo, ...]
    items: tuple[Item, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    rivals: tuple[tuple[str, str], ...]
    misconceptions: Mapping[str, Misconception]
    versions: Mapping[str, str]
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    beliefs: Beliefs = field(default_factory=Beliefs)

    def item(self, item_id: str) -> Item:
        """The item of that id.

        Raises:
            UnknownNameError: there is none; carries the nearest ids.
        """
        return _named("question", item_id, self._items)

    def topic(self, topic_id: str) -> Topic:
        """The topic of that id.

        Raises:
            UnknownNameError: there is none; carries the nearest ids.
        """
        return _named("topic", topic_id, self._topics)

    def lesson(self, topic_id: str) -> Lesson:
        """The lesson on a topic.

        Raises:
            UnknownNameError: there is no such topic; carries the nearest ids.
            CoachError: there is no lesson on it.
        """
        topic = self.topic(topic_id)
        if topic.id not in self.lessons:
            raise CoachError(tr("There is no lesson on “{topic}” yet.").format(topic=topic.title))
        return self.lessons[topic.id]

    def level(self, name: str) -> Level:
        """The level of that name.

        Raises:
            UnknownNameError: there is none; carries all levels.
        """
        return _named("level", name, {level.value: level for level in _LEVELS})

    def rubric_version(self, item_id: str) -> str:
        """The hash of all that the item's rubric is made of.

        Raises:
            UnknownNameError: there is no such item.
        """
        return self.versions[self.item(item_id).id]

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics, in the order of teaching; one that packs share is there once."""
        return tuple(self._topics.values())

    def asks_on(self, topic_id: str) -> bool:
        """Whether there is a question on a topic."""
        return any(item.topic == topic_id for item in self.items)

    def nothing_fits(self, *, topic: str | None, level: str | None) -> UnknownNameError:
        """The error for a choice without questions; it names the nearest choices that have one."""
        choices = dict.fromkeys(
            _choice(topic and item.topic, level and item.level) for item in self.items
        )
        name = _choice(topic, level)
        return UnknownNameError("question", name, nearest(name, choices))

    def find(self, typed: str, *, limit: int = 25) -> tuple[Item, ...]:
        """The items that `typed` may mean, the likeliest first; all of them for nothing typed."""
        words = utils.default_process(typed[:_MAX_TYPED_CHARS])
        if not words:
            return self.items[:limit]
        ranked = ((_likeness(words, item), item) for item in self.items)
        hits = [(rank, item) for rank, item in ranked if rank[0] or rank[1] >= _ALIKE]
        hits.sort(key=lambda hit: hit[0], reverse=True)
        return tuple(item for _, item in hits[:limit])

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        topics: dict[str, Topic] = {}
        for pack in self.packs:
            for topic in pack.topics:
                topics.setdefault(topic.id, topic)
        return topics


def order_of_teaching(items: Iterable[Item], topics: Iterable[Topic]) -> tuple[Item, ...]:
    """The items of one pack by topic, level and id."""
    chapter = {topic.id: number for number, topic in enumerate(topics)}
    return tuple(
        sorted(items, key=lambda item: (chapter[item.topic], _LEVELS.index(item.level), item.id))
    )


def _named(kind: str, name: str, known: Mapping[str, Named]) -> Named:
    found = known.get(name)
    if found is None:
        raise UnknownNameError(kind, name, nearest(name, known))
    return found


def _choice(topic: str | None, level: str | None) -> str:
    return " on ".join(part for part in (level, topic) if part) or "any"


def _likeness(words: str, item: Item) -> tuple[int, float]:
    """How many typed words begin a word of the item, then how alike the texts are (0..100)."""
    name = utils.default_process(f"{item.id} {item.title}")
    known = name.split()
    begun = sum(any(one.startswith(word) for one in known) for word in words.split())
    alike = max(fuzz.WRatio(words, utils.default_process(text)) for text in (item.id, item.title))
    return begun, alike
