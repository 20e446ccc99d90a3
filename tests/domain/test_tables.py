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
