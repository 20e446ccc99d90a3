import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.limits import characters
from bot.discord_ui.quote import (
    code_block,
    cut,
    fits_block,
    link,
    links,
    one_line,
    quoted,
    quoted_block,
    unwrapped,
)
from bot.domain.item import Source
from tests.discord_ui.screens import HOSTILE, nasty_text


@given(st.text(max_size=500), st.integers(20, 400))
def test_a_cut_text_is_never_longer_than_asked_for(text: str, most: int) -> None:
    assert characters(cut(text, most)) <= most


def test_a_text_is_cut_at_a_word() -> None:
    assert cut("one lock for all threads", 15) == "one lock for…"
    assert cut("short", 15) == "short"


def test_code_is_closed_again_where_a_text_is_cut() -> None:
    assert cut("call `list.append` on it", 20) == "call `list.append`…"
    assert cut("call `a list` on it", 10) == "call `a`…"


def test_each_paragraph_of_markdown_stands_on_one_line() -> None:
    code = "```text\na\n  b\n\n- c\n```"
    wrapped = f"One\ntwo **th\nree**.\n\n- a\n  b\n- c\n\n# d\n> e\n{code}\n\nf\ng"
    assert unwrapped(wrapped) == (f"One two **th ree**.\n\n- a b\n- c\n\n# d\n> e\n{code}\n\nf g")


@given(st.text("a \n-`#>*", max_size=200))
def test_unwrapping_changes_nothing_but_space(text: str) -> None:
    assert unwrapped(text).split() == text.split()


def test_as_many_links_are_shown_as_fit() -> None:
    sources = [Source(title=name, url="https://a.b/c") for name in ("One", "Two")]
    assert links(sources, 100) == "- [One](https://a.b/c)\n- [Two](https://a.b/c)"
    assert links(sources, 40) == "- [One](https://a.b/c)"
    assert links([], 40) == ""


def test_lines_are_joined() -> None:
    assert one_line(" a\n  b\tc ") == "a b c"


def test_a_link_ends_where_its_address_ends() -> None:
    shown = link("The [GIL]", "https://en.wikipedia.org/wiki/Lock_(computer_science)")
    assert shown == "[The (GIL)](https://en.wikipedia.org/wiki/Lock_%28computer_science%29)"


@given(nasty_text, st.integers(20, 120))
def test_quoted_words_can_not_leave_their_code(text: str, most: int) -> None:
    shown = quoted(text, most)
    if shown:
        assert re.fullmatch(r"`[^`\n]+`", shown)
        assert characters(shown) <= most + 2
        assert shown.isprintable()


@given(nasty_text, st.integers(50, 1000))
def test_a_quoted_answer_can_not_leave_its_block(text: str, most: int) -> None:
    shown = quoted_block(text, most)
    assert shown.startswith("```\n")
    assert shown.endswith("\n```")
    inside = shown[4:-4]
    assert "``" not in inside
    assert characters(inside) <= most
    assert inside
    assert all(char.isprintable() or char in "\n\u200b" for char in inside)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_stay_inside(text: str) -> None:
    assert "``" not in quoted_block(text, 1000)[4:-4]
    assert "`" not in quoted(text, 120)[1:-1]


def test_an_answer_is_shown_as_it_was_written() -> None:
    text = "One thread at a time.\n\n  It says `lock`, \tthat's all."
    assert quoted_block(text, 1000) == (
        "```\nOne thread at a time.\n\n  It says `\u200block`\u200b,  that's all.\n```"
    )
    assert quoted("it says `lock`", 100) == "`it says lock`"


def test_what_is_left_out_is_marked() -> None:
    assert quoted_block("x" * 101, 100) == f"```\n{'x' * 99}…\n```"
    assert quoted_block("x\n" * 41, 1000).endswith("x…\n```")
    assert quoted("x" * 11, 10) == f"`{'x' * 9}…`"


def test_a_block_tells_whether_it_shows_everything() -> None:
    assert fits_block("x" * 99, 100)
    assert not fits_block("x" * 100, 100)
    assert not fits_block("`" * 60, 100)
    assert not fits_block("\U0001f512" * 60, 100)
    assert fits_block("x\n" * 40, 1000)
    assert not fits_block("x\n" * 41, 1000)


def test_nothing_to_show_is_no_quote() -> None:
    assert quoted("\u200b \u202e`", 100) == ""
    assert quoted_block("\u200b", 100) == "```\n \n```"


def test_code_of_an_author_stays_in_its_block() -> None:
    assert code_block('"""```"""', 100, "python") == '```python\n"""`\u200b`\u200b`\u200b"""\n```'
