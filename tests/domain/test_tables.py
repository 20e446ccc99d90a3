import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import Reading, read
from bot.domain.tables import with_heads


def sentences(reading: Reading) -> list[str]:
    return [" ".join(reading.words[first:last]) for first, last in reading.sentences]


def test_cells_are_read_with_the_head_of_their_column() -> None:
    text = "| | thread | process |\n|---|---|---|\n| memory | shared | own |\n| lock | one | many |"
    reading = with_heads(read(text))
    assert sentences(reading) == [
        "thread process",
        "memory thread shared process own",
        "lock thread one process many",
    ]
    assert [text[slice(*span)] for span in reading.spans[3:5]] == ["shared", "shared"]


def test_code_in_a_cell_stays_code() -> None:
    reading = with_heads(read("| way | state |\n|---|---|\n| check | `not` safe |"))
    assert [reading.words[at] for at in sorted(reading.code)] == ["not"]


def test_a_head_without_a_rule_has_no_label() -> None:
    assert sentences(with_heads(read("| | thread | process |\n| memory | shared | own |")))[1] == (
        "memory thread shared process own"
    )


def test_a_rule_makes_a_head_of_a_row_with_a_label() -> None:
    text = "kind | memory\n---|---\nthread | shared\nprocess | own\n\nThat is all."
    assert sentences(with_heads(read(text)))[1:] == [
        "thread memory shared",
        "process memory own",
        "that is all",
    ]


def test_the_first_row_of_a_framed_table_is_its_head() -> None:
    text = "| way | thread | process |\n| memory | shared | own |\n| lock | one | many |"
    assert sentences(with_heads(read(text)))[1:] == [
        "memory thread shared process own",
        "lock thread one process many",
    ]


def test_a_row_goes_on_behind_the_stops_in_its_cells() -> None:
    text = "| | thread | process |\n|---|---|---|\n| Alone? | Sure. At once! | The one waits... |"
    assert sentences(with_heads(read(text)))[1:] == [
        "alone thread sure at once process the one waits"
    ]


def test_a_no_denies_what_its_row_asks() -> None:
    text = "| | thread | process |\n|---|---|---|\n| waits for others | no, never | yes |"
    assert sentences(with_heads(read(text)))[1:] == [
        "waits for others thread no waits for others no never process yes"
    ]


def test_a_no_denies_what_its_column_asks() -> None:
    text = "| kind | has the lock? | cost |\n|---|---|---|\n| io | no | low |\n| cpu | yes | high |"
    assert sentences(with_heads(read(text)))[1:] == [
        "io no has the lock no cost low",
        "cpu has the lock yes cost high",
    ]


def test_a_long_label_is_not_said_again() -> None:
    text = "| | a | thread |\n|---|---|---|\n| all that it has ever seen or done in here | b | no |"
    assert sentences(with_heads(read(text)))[1].endswith("in here a b thread no")


@pytest.mark.parametrize(
    "text",
    [
        "thread | shared | io\nprocess | own | cpu",
        "read | write",
        "one | two | three\n---\nA sentence with none.",
        "| | a much longer head than any table has | b |\n| x | y |",
        "| | |\n|--|--|",
    ],
)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert with_heads(read(text)) == read(text)


@given(st.text(alphabet="ab |-\n", max_size=200))
def test_heads_stand_where_their_cells_stand(text: str) -> None:
    plain, reading = read(text), with_heads(read(text))
    assert len(reading.tokens) == len(reading.spans) == len(reading.numbers)
    assert {*reading.spans} == {*plain.spans}
    assert len(reading.sentences) == len(plain.sentences)
