import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.item import Scale
from bot.domain.lexicon import Lexicon, tight
from bot.domain.pattern import Denied, Either, Word, parse

_LONG_WORDS = ("interpreter", "concurrent", "multiprocessing", "synchronise", "bytecodes")


def lexicon_of(*patterns: str) -> Lexicon:
    lexicon = Lexicon({"thread": ("thread", "worker thread")})
    for pattern in patterns:
        lexicon.learn(parse(pattern))
    return lexicon


def stands_for(lexicon: Lexicon, word: str, pattern: str) -> bool:
    (wanted,) = [parse(pattern)]
    assert isinstance(wanted, Word)
    return lexicon.number(wanted) in lexicon.numbers_of(word)


@pytest.mark.parametrize(
    ("pattern", "word", "expected"),
    [
        ("lock", "locking", True),
        ("=lock", "lock", True),
        ("=lock", "locks", False),
        ("serial*", "serialisation", True),
        ("serial*", "cereal", False),
        ("memory", "memroy", True),
        ("memory", "mammary", False),
        ("parallelism", "paralelizm", True),
        ("thread", "thraeds", True),
        ("interpreter", "intrepreters", True),
        ("simultaneously", "simultanously", True),
        ("lock", "lokc", True),
        ("lock", "lkco", False),
        ("thread", "htreading", True),
        ("chop", "choppign", True),
        ("lock", "llocked", True),
        ("result", "reslt", True),
        ("memory", "emory", True),
        ("lock", "ock", False),
        ("amount", "mount", False),
        ("try", "tired", False),
        ("thread", "threat", False),
        ("immutable", "mutable", False),
        ("process", "progress", False),
        ("share", "shares", True),
        ("memory", "through", False),
        ("counter", "c0unter", False),
        ("unsynchronisedness", "unsynchrnoisedness", True),
        ("thread", "htread" + "x" * 4_000, False),
    ],
)
def test_which_words_stand_for_a_pattern_word(pattern: str, word: str, *, expected: bool) -> None:
    assert stands_for(lexicon_of(pattern), word, pattern) is expected


def test_a_word_of_the_vocabulary_is_never_a_typo_of_another() -> None:
    lexicon = lexicon_of("counter", "counted")
    assert not stands_for(lexicon, "counted", "counter")


def test_a_slip_of_an_exact_word_is_recognised_where_the_word_is() -> None:
    lexicon = lexicon_of("threads", "=threads", "multithread*")
    assert stands_for(lexicon, "therads", "=threads")
    assert not stands_for(lexicon, "thraed", "=threads")


def test_a_slip_of_two_words_stands_for_both() -> None:
    lexicon = lexicon_of("store", "sort")
    assert stands_for(lexicon, "sotred", "store")
    assert stands_for(lexicon, "sotred", "sort")


def test_a_letter_left_out_is_likelier_than_one_too_many() -> None:
    lexicon = lexicon_of("process", "press")
    assert stands_for(lexicon, "prcess", "process")
    assert not stands_for(lexicon, "prcess", "press")


@given(at=st.integers(min_value=0, max_value=9), word=st.sampled_from(_LONG_WORDS))
def test_neighbouring_letters_change_places_for_nothing(at: int, word: str) -> None:
    lexicon = lexicon_of(*_LONG_WORDS, *(f"={word}" for word in _LONG_WORDS))
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert lexicon.numbers_of(swapped) == lexicon.numbers_of(word)


def test_forms_of_one_word_have_one_number() -> None:
    lexicon = lexicon_of("lock", "locking")
    assert lexicon.number(Word("lock")) == lexicon.number(Word("locking"))


def test_two_neighbours_can_be_one_word() -> None:
    lexicon = lexicon_of("multithreading")
    assert lexicon.joined("multi", "threading") == (lexicon.number(Word("multithreading")),)
    assert lexicon.joined("multi", "processing") == ()
    assert lexicon.joined("two", "threading") == ()


def test_rivals_are_known_from_both_sides() -> None:
    lexicon = Lexicon({}, [("thread", "process"), ("cores", "process")])
    assert lexicon.rivals == {
        "thread": {"process"},
        "process": {"thread", "cores"},
        "cores": {"process"},
    }


def test_a_scale_has_two_ends() -> None:
    lexicon = Lexicon({}, scales={"safe": Scale(same=("safe",), opposite=("race", "torn"))})
    same, opposite = lexicon.scales["safe"]
    assert same == Either((Word("safe"), Denied(Either((Word("race"), Word("torn"))))))
    assert opposite == Either((Either((Word("race"), Word("torn"))), Denied(Word("safe"))))
    assert lexicon.frequency(lexicon.number(Word("torn"))) == 1


def test_what_was_looked_up_is_forgotten_when_another_pattern_is_learnt() -> None:
    lexicon = lexicon_of("lock")
    assert lexicon.numbers_of("key") == ()
    lexicon.learn(Word("key"))
    assert lexicon.words[lexicon.number(Word("key"))] == Word("key")
    assert lexicon.numbers_of("key") == (lexicon.number(Word("key")),)


def test_words_are_counted() -> None:
    lexicon = lexicon_of("lock & key", "locks")
    assert lexicon.frequency(lexicon.number(Word("lock"))) == 2
    assert lexicon.frequency(lexicon.number(Word("worker"))) == 1


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hold lock", True),
        ("(hold lock)", True),
        ("hold lock & LACKS never", True),
        ("(never | hold lock)", True),
        ("NOT (hold lock)", True),
        ("ABOUT (hold lock)", True),
        ("start (run | hold lock)", True),
        ("hold ... lock", False),
        ("hold & lock", False),
    ],
)
def test_the_words_of_a_phrase_stand_side_by_side(phrase: str, *, expected: bool) -> None:
    assert ("tight=True" in repr(tight(parse(phrase)))) is expected
