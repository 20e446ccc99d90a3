import pytest

from bot.domain.item import Scale
from bot.domain.lexicon import Lexicon
from bot.domain.pattern import Denied, Either, Word, parse


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
        ("lock", "lokc", False),
        ("thread", "threat", False),
        ("immutable", "mutable", False),
        ("process", "progress", False),
        ("share", "shares", True),
        ("memory", "through", False),
        ("counter", "c0unter", False),
    ],
)
def test_which_words_stand_for_a_pattern_word(pattern: str, word: str, *, expected: bool) -> None:
    assert stands_for(lexicon_of(pattern), word, pattern) is expected


def test_a_word_of_the_vocabulary_is_never_a_typo_of_another() -> None:
    lexicon = lexicon_of("counter", "counted")
    assert not stands_for(lexicon, "counted", "counter")


def test_forms_of_one_word_have_one_number() -> None:
    lexicon = lexicon_of("lock", "locking")
    assert lexicon.number(Word("lock")) == lexicon.number(Word("locking"))


def test_what_is_learnt_later_is_known() -> None:
    lexicon = lexicon_of("lock")
    assert lexicon.numbers_of("bytecode") == ()
    lexicon.learn(parse("bytecode"))
    assert stands_for(lexicon, "bytecodes", "bytecode")


def test_two_neighbours_can_be_one_word() -> None:
    lexicon = lexicon_of("multithreading")
    assert lexicon.joined("multi", "threading") == (lexicon.number(Word("multithreading")),)
    assert lexicon.joined("multi", "processing") == ()
    assert lexicon.joined("two", "threading") == ()


def test_groups_are_known_by_name() -> None:
    lexicon = lexicon_of()
    assert lexicon.groups.keys() == {"thread"}


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
