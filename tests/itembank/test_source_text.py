import re

from hypothesis import given
from hypothesis import strategies as st

from bot.itembank.source_text import Problem, SourceText, short


@given(st.text(st.sampled_from("ab\r\n\u2028é")), st.data())
def test_a_place_leads_back_to_its_index(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    source = SourceText("f.yaml", text)
    line, column = source.place(index)
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", text)
    assert sum(map(len, lines[: line - 1])) + column - 1 == index


@given(st.text(st.sampled_from("ab \t\r\né\0"), max_size=400), st.data())
def test_the_caret_stands_under_the_character_of_the_problem(
    text: str, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, max(0, len(text) - 1)))
    fault = SourceText("f.yaml", text).fault(Problem(index, "wrong"))
    assert (fault.line, fault.column) == SourceText("f.yaml", text).place(index)
    shown, caret = fault.excerpt.split("\n")
    assert len(shown) <= 100
    under = shown[len(caret) - 1 : len(caret)]
    if text[index : index + 1].isalpha():
        assert under == text[index]
    elif text[index : index + 1] == "\0":
        assert under == "�"


def test_indentation_is_not_shown() -> None:
    fault = SourceText("f.yaml", "a:\n      b: c\n").fault(Problem(12, "wrong"))
    assert str(fault) == "f.yaml:2:10: wrong\n    b: c\n       ^"


def test_a_long_line_is_shown_around_the_place() -> None:
    fault = SourceText("f.yaml", "x" * 500 + "!" + "y" * 500).fault(Problem(500, "wrong"))
    shown, caret = fault.excerpt.split("\n")
    assert shown[caret.index("^")] == "!"
    assert len(shown) == 100


def test_the_end_of_the_file_is_a_place() -> None:
    fault = SourceText("f.yaml", "a\n").fault(Problem(2, "wrong"))
    assert str(fault) == "f.yaml:2:1: wrong\n    \n    ^"


def test_problems_come_in_the_order_of_the_file_and_once() -> None:
    problems = [Problem(2, "second"), Problem(0, "first"), Problem(2, "second")]
    faults = SourceText("f.yaml", "a\nb\n").error(problems).faults
    assert [(one.line, one.sentence) for one in faults] == [(1, "first"), (2, "second")]


def test_a_flood_of_problems_is_cut() -> None:
    error = SourceText("f.yaml", "a" * 500).error(Problem(index, "no") for index in range(500))
    *shown, last = error.faults
    assert len(shown) == 40
    assert str(last) == "f.yaml: and more; mend these first"


def test_a_long_name_is_cut() -> None:
    assert short("key") == "`key`"
    assert short("k" * 300) == f"`{'k' * 60}…`"
