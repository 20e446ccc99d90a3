from bot.domain.phrase import PhraseTable
from bot.domain.reading import read

TABLE = PhraseTable(
    {"no": "no | no longer | be not | be not true |", "yes": "true | be | wrongly | wrong true"}
)


def found(text: str, index: int = 0) -> tuple[str, int] | None:
    reading = read(text)
    return TABLE.at(reading, index, len(reading.tokens))


def test_the_longest_phrase_wins() -> None:
    assert found("no longer true") == ("no", 2)
    assert found("no way") == ("no", 1)


def test_stems_and_words_both_count() -> None:
    assert found("is not true") == ("no", 3)
    assert found("was true") == ("yes", 1)


def test_a_phrase_must_be_whole() -> None:
    reading = read("is not true")
    assert TABLE.at(reading, 0, 2) == ("no", 2)
    assert TABLE.at(reading, 0, 1) == ("yes", 1)


def test_other_words_mean_nothing() -> None:
    assert found("threads") is None


def test_all_places_are_found() -> None:
    assert list(TABLE.all_in(read("is not true but no way, longer true"))) == [
        (0, "no", 3),
        (2, "yes", 1),
        (4, "no", 1),
        (7, "yes", 1),
    ]


def test_a_first_word_alone_is_no_phrase() -> None:
    assert list(TABLE.all_in(read("wrong way"))) == []


def test_a_phrase_ends_in_the_sentence_it_starts_in() -> None:
    assert list(TABLE.all_in(read("That is not. True"))) == [(1, "no", 2), (3, "yes", 1)]


def test_a_longer_phrase_of_the_word_beats_one_of_its_stem() -> None:
    table = PhraseTable({"word": "locks it all", "stem": "lock it"})
    reading = read("locks it all")
    assert table.at(reading, 0, 3) == ("word", 3)
