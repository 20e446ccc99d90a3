from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pattern import Chain, parse
from bot.domain.places import NEAR_CONTENT_WORDS, Places
from bot.domain.reading import Reading, read
from tests.domain.examples import make_program

TEXTS = st.lists(
    st.sampled_from("one lock thread the a and of memory waits now . ?".split()), max_size=30
).map(" ".join)


def places_of(text: str, ignored: frozenset[int] = frozenset()) -> tuple[Reading, Places]:
    program, _ = make_program("one lock", "multithreading", "@memory")
    reading = read(text)
    return reading, Places(program.lexicon, reading, ignored)


def words_at(text: str, places: Places, where: int) -> list[str]:
    tokens = read(text).tokens
    return [tokens[at].word for at in places.tokens(where)]


def test_words_have_their_places() -> None:
    text = "One lock. Two locks, memory."
    _, places = places_of(text)
    assert words_at(text, places, places.of(frozenset(places.present))) == [
        "one", "lock", "locks", "memory"
    ]  # fmt: skip
    assert [len(words) for words in places.sentences] == [2, 2]


def test_two_neighbours_can_be_one_word() -> None:
    _, places = places_of("a multi threading lock")
    (word,) = places.pairs
    assert list(places.pairs_of(frozenset({word}))) == [(1, 2)]
    assert word in places.numbers[1]
    assert word in places.numbers[2]


def test_ignored_sentences_have_no_words() -> None:
    text = "a lock. one lock"
    _, places = places_of(text, frozenset({0}))
    assert words_at(text, places, places.of(frozenset(places.present))) == ["one", "lock"]


def test_the_first_places_of_many() -> None:
    text = "lock " * 9
    _, places = places_of(text)
    assert places.tokens(places.first(3, places.of(frozenset(places.present)))) == [0, 1, 2]


def test_neighbours_may_have_an_article_between() -> None:
    _, places = places_of("one the lock of memory")
    one, _, lock, _, _ = places.numbers
    assert (one, lock, places.bit(2)) in places.neighbours()


def test_neighbours_stand_in_one_sentence() -> None:
    _, places = places_of("one. the lock. a. memory")
    assert list(places.neighbours()) == [((), places.numbers[2], places.bit(2))]


def test_what_stands_before_may_be_an_article() -> None:
    text = "one the lock. the memory"
    _, places = places_of(text)
    assert words_at(text, places, places.before(places.bit(2) | places.bit(4))) == [
        "one", "the", "the"
    ]  # fmt: skip


@given(TEXTS, st.sets(st.integers(0, 29)))
def test_bits_reach_what_counting_words_reaches(text: str, chosen: set[int]) -> None:
    reading, places = places_of(text)
    tokens = reading.tokens
    begun = sorted(at for at in chosen if at < len(tokens))
    where = sum(map(places.bit, begun))
    assert places.tokens(where) == begun
    assert places.sentences_of(where) == sorted({reading.numbers[at] for at in begun})
    for pattern in ("one lock", "one ... lock"):
        chain = parse(pattern)
        assert isinstance(chain, Chain)
        for tight in (False, True):
            chain = Chain(chain.parts, chain.optional, near=chain.near, tight=tight)
            reached = {
                at
                for at in range(len(tokens))
                for before in begun
                if before < at and can_follow(reading, before, at, chain)
            }
            assert {
                at for at in range(len(tokens)) if places.reach(chain)(where) & places.bit(at)
            } == reached


def can_follow(reading: Reading, before: int, after: int, chain: Chain) -> bool:
    between = reading.tokens[before + 1 : after]
    if reading.numbers[before] != reading.numbers[after]:
        return False
    if chain.tight:
        return len(between) <= 1 and all(token.word in {"a", "the"} for token in between)
    return not chain.near or sum(token.content for token in between) <= NEAR_CONTENT_WORDS
