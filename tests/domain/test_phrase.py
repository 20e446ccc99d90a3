from bot.domain.phrase import PhraseTable
from bot.domain.reading import read

TABLE = PhraseTable(
    {"no": "no | no longer | be not | be not true |", "yes": "true | be | wrongly | wrong true"}
)


def found(text: str, index: int = 0) -> tuple[str, int] | None:
    tokens = read(text).tokens
    return TABLE.at(tokens, index, len(tokens))


def test_the_longest_phrase_wins() -> None:
    assert found("no longer true") == ("no", 2)
    assert found("no way") == ("no", 1)


def test_stems_and_words_both_count() -> None:
    assert found("is not true") == ("no", 3)
    assert found("was true") == ("yes", 1)


def test_a_phrase_must_be_whole() -> None:
    tokens = read("is not true").tokens
    assert TABLE.at(tokens, 0, 2) == ("no", 2)
    assert TABLE.at(tokens, 0, 1) == ("yes", 1)


def test_other_words_mean_nothing() -> None:
    assert found("threads") is None


def test_all_places_in_a_stretch_are_found() -> None:
    tokens = read("is not true but no way, longer true").tokens
    assert list(TABLE.all_in(tokens, 0, len(tokens))) == [
        (0, "no", 3),
        (2, "yes", 1),
        (4, "no", 1),
        (7, "yes", 1),
    ]


def test_a_first_word_alone_is_no_phrase() -> None:
    tokens = read("wrong way").tokens
    assert list(TABLE.all_in(tokens, 0, 2)) == []


def test_a_longer_phrase_of_the_word_beats_one_of_its_stem() -> None:
    table = PhraseTable({"word": "locks it all", "stem": "lock it"})
    tokens = read("locks it all").tokens
    assert table.at(tokens, 0, 3) == ("word", 3)
