from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bank import Bank, order_of_teaching
from bot.domain.errors import CoachError, UnknownNameError
from bot.domain.item import Criterion, Item, Kind, Level, PackInfo, Skill, Source, Topic
from bot.domain.lesson import Lesson

TITLES = {
    "what-is-the-gil": "What is the GIL?",
    "when-is-the-gil-released": "When does a thread let go?",
    "race-conditions-and-locks": "Race conditions and locks",
    "lock-vs-rlock": "Lock or RLock",
    "deadlock-conditions": "How a deadlock comes about",
    "asyncio-and-the-gil": "asyncio and the GIL",
}


def item(item_id: str, topic: str = "basics", level: Level = Level.JUNIOR) -> Item:
    return Item(
        id=item_id,
        topic=topic,
        level=level,
        kind=Kind.EXPLAIN,
        title=TITLES.get(item_id, item_id),
        prompt="What is it, please?",
        required=(Criterion(id="one", say="One.", skill=Skill.DEFINITION, any=("one",)),),
        hints=("One?",),
        model_answer="One.",
        sources=(Source(title="Glossary", url="https://docs.python.org/3/glossary.html"),),
    )


def pack(pack_id: str, *topics: str) -> PackInfo:
    return PackInfo(
        id=pack_id,
        title=pack_id,
        version="1.0.0",
        licence="MIT",
        authors=("Somebody",),
        topics=tuple(Topic(id=topic, title=f"{topic} of {pack_id}") for topic in topics),
    )


def bank(*items: Item, packs: tuple[PackInfo, ...] = (pack("gil", "basics", "locks"),)) -> Bank:
    return Bank(
        packs=packs,
        items=items,
        synonyms={},
        rivals=(),
        misconceptions={},
        versions={one.id: f"v-{one.id}" for one in items},
    )


BANK = bank(*(item(item_id) for item_id in TITLES))


def test_an_item_is_found_by_its_id() -> None:
    assert BANK.item("lock-vs-rlock").title == "Lock or RLock"
    assert BANK.rubric_version("lock-vs-rlock") == "v-lock-vs-rlock"


def test_an_unknown_item_is_told_with_the_nearest_ones() -> None:
    for ask in (BANK.item, BANK.rubric_version):
        with pytest.raises(UnknownNameError) as unknown:
            ask("what is teh gil")
        assert unknown.value.kind == "question"
        assert unknown.value.nearest[0] == "what-is-the-gil"
        assert len(unknown.value.nearest) == 5


def test_a_topic_is_found_by_its_id() -> None:
    assert BANK.topic("locks").title == "locks of gil"
    with pytest.raises(UnknownNameError, match=r"no topic “lokcs”. Nearest: locks, basics\."):
        BANK.topic("lokcs")


def test_a_topic_that_packs_share_is_there_once() -> None:
    shared = bank(packs=(pack("gil", "basics", "locks"), pack("more", "locks", "pools")))
    assert [topic.title for topic in shared.topics] == [
        "basics of gil",
        "locks of gil",
        "pools of more",
    ]


def test_a_lesson_is_found_by_its_topic() -> None:
    source = Source(title="Glossary", url="https://docs.python.org/3/glossary.html")
    lesson = Lesson(topic="basics", title="One", text="Text.", sources=(source,))
    taught = replace(BANK, lessons={lesson.topic: lesson})
    assert taught.lesson("basics") is lesson
    with pytest.raises(CoachError, match="no lesson on “locks of gil” yet"):
        taught.lesson("locks")
    with pytest.raises(UnknownNameError, match="no topic “lokcs”"):
        taught.lesson("lokcs")


def test_a_topic_may_have_no_questions() -> None:
    assert BANK.asks_on("basics")
    assert not BANK.asks_on("locks")


def test_a_level_is_found_by_its_name() -> None:
    assert BANK.level("senior") is Level.SENIOR
    with pytest.raises(UnknownNameError) as unknown:
        BANK.level("sneior")
    assert unknown.value.kind == "level"
    assert unknown.value.nearest[0] == "senior"
    assert sorted(unknown.value.nearest) == sorted(Level)


def test_a_choice_without_questions_names_the_nearest_choices_that_have_one() -> None:
    some = bank(item("a", "basics", Level.JUNIOR), item("b", "locks", Level.SENIOR))
    error = some.nothing_fits(topic="locks", level="staff")
    assert str(error) == (
        "There is no question “staff on locks”. Nearest: senior on locks, junior on basics."
    )
    assert some.nothing_fits(topic="pools", level=None).nearest == ("locks", "basics")
    assert some.nothing_fits(topic=None, level="staff").nearest == ("senior", "junior")
    assert bank().nothing_fits(topic=None, level=None).nearest == ()


def test_the_order_of_teaching_is_by_topic_level_and_id() -> None:
    items = [
        item("d", "locks", Level.JUNIOR),
        item("c", "basics", Level.STAFF),
        item("b", "basics", Level.JUNIOR),
        item("a", "basics", Level.JUNIOR),
    ]
    ordered = order_of_teaching(items, pack("gil", "basics", "locks").topics)
    assert [one.id for one in ordered] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("what", "what-is-the-gil"),
        ("GIL rel", "when-is-the-gil-released"),
        ("rlock", "lock-vs-rlock"),
        ("locks race", "race-conditions-and-locks"),
        ("dedlock", "deadlock-conditions"),
        ("deadlock cmoes about", "deadlock-conditions"),
        ("lock-vs-rlock", "lock-vs-rlock"),
        ("a thread let go", "when-is-the-gil-released"),
    ],
)
def test_the_likeliest_item_is_found_first(typed: str, first: str) -> None:
    assert BANK.find(typed)[0].id == first


def test_nothing_typed_finds_all_in_the_order_of_teaching() -> None:
    assert BANK.find("") == BANK.items
    assert BANK.find(" ?! ", limit=2) == BANK.items[:2]


def test_what_is_like_nothing_finds_nothing() -> None:
    assert BANK.find("xyzzy qqq") == ()


def test_no_more_than_discord_shows_are_found() -> None:
    many = bank(*(item(f"item-{number}") for number in range(60)))
    assert len(many.find("")) == len(many.find("item")) == 25


@given(st.text(max_size=200))
def test_whatever_is_typed_each_item_is_found_once_at_most(typed: str) -> None:
    found = BANK.find(typed)
    assert len({one.id for one in found}) == len(found)


@given(st.sampled_from(sorted(TITLES)))
def test_an_item_is_found_first_by_its_id_and_by_its_title(item_id: str) -> None:
    assert BANK.find(item_id)[0].id == item_id
    assert BANK.find(TITLES[item_id])[0].id == item_id
