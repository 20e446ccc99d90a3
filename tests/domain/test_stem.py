import pytest

from bot.domain.stem import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("locks", "locking"),
        ("held", "holds"),
        ("ran", "running"),
        ("serialise", "serialized"),
        ("synchronisation", "synchronization"),
        ("written", "writes"),
        ("thrown", "throws"),
        ("forbade", "forbidden"),
        ("is", "were"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("interpreter", "interpreted"),
        ("generators", "generate"),
        ("executor", "executes"),
        ("synchronous", "asynchronous"),
        ("thread", "threat"),
        ("promise", "promize"),
        ("rise", "rize"),
    ],
)
def test_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["+=", "3.12", "größe", "io2"])
def test_what_is_no_plain_word_is_its_own_stem(word: str) -> None:
    assert stem(word) == word
