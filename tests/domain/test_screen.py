import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.extent import Extent, Extents
from bot.domain.matching import Match, Run
from bot.domain.pattern import Both, parse
from bot.domain.places import Places
from bot.domain.polarity import find_polarity
from bot.domain.program import Program
from bot.domain.reading import read
from bot.domain.screen import Alternative, Patterns, Screen
from tests.domain.examples import make_program

PATTERNS = (
    "@thread @share @memory",
    "@thread ... @memory",
    "(one | heap) & lock",
    "(one | own lock) && multithreading",
    "NOT share",
    "@process NOT (@share) @memory",
    "one lock? own",
    "NOT (worker thread)",
    "lock & LACKS @thread",
    "one two lock own process memory",
    "(@thread | (one ... own)) lock",
    "@at-once",
)
PROGRAM, NUMBERS = make_program(*PATTERNS)
WORDS = st.lists(
    st.sampled_from(
        "one lock thread process share memory not and own heap worker multi threading address "
        "the space at once , . but is a myth".split()
    ),
    max_size=60,
)


def run_of(text: str) -> Run:
    reading = read(text)
    return Run(PROGRAM, reading, find_polarity(reading))


def alternatives() -> Patterns:
    return Patterns(
        tuple(
            Alternative(pattern, number, isinstance(node, Both) and not node.same_sentence)
            for pattern, number in zip(PATTERNS, NUMBERS, strict=True)
            for node in [parse(pattern)]
        )
    )


LIST = alternatives()
SCREEN = Screen(PROGRAM, [LIST])


def possible(text: str) -> list[str]:
    return [one.text for one in run_of(text).possible(SCREEN).get(LIST, [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing at all", []),
        ("own it. Only a lock", ["lock & LACKS @thread"]),
        ("one. Only a heap lock", ["(one | heap) & lock", "lock & LACKS @thread"]),
        ("a heap, one of my own", ["one lock? own"]),
        ("multi threading. And one", ["(one | own lock) && multithreading"]),
        ("in that space, at this address, but once", []),
        ("all at once", ["@at-once"]),
    ],
)
def test_words_allow_the_patterns_all_of_whose_slots_they_fill(
    text: str, expected: list[str]
) -> None:
    assert possible(text) == expected


def test_an_empty_list_is_never_possible() -> None:
    assert run_of("a lock").possible(Screen(PROGRAM, [Patterns(())])) == {}


class Everywhere(Extents):
    """Passes nothing over: any node may match anywhere."""

    def __init__(self, places: Places) -> None:
        self.whole = places._inside

    def of(self, number: int) -> Extent:  # noqa: ARG002 - the same for every node
        return self.whole, self.whole, False


def thorough_run_of(text: str) -> Run:
    """A run that passes nothing over, not even a phrase."""
    run = run_of(text)
    phrases = frozenset(
        at for at, entry in enumerate(PROGRAM.entries) if at in entry.terms and entry.parts
    )
    run._places.note(dict.fromkeys(phrases, run._places._inside))
    run._extents = Everywhere(run._places)
    run._done.clear()
    run._grouped.clear()
    return run


@given(WORDS)
def test_neither_screen_nor_extents_hide_a_match(chosen: list[str]) -> None:
    text = " ".join(chosen)
    run, thorough = run_of(text), thorough_run_of(text)
    allowed = possible(text)
    for pattern, number in zip(PATTERNS, NUMBERS, strict=True):
        found: tuple[Match, ...] = thorough.matches(number)
        assert run.matches(number) == found
        assert not found or pattern in allowed
        assert not found or run.may_match(number)


def test_the_program_shares_what_patterns_have_in_common() -> None:
    program: Program
    program, (one, other, both) = make_program("@thread lock", "@thread key", "thread & thread")
    assert program.entries[one].parts[0] == program.entries[other].parts[0]
    assert len(set(program.entries[both].parts)) == 1
