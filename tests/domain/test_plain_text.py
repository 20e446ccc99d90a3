import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plain_text import MAX_CHARS, make_plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a “lock” isn’t… – fine", 'a "lock" isn\'t. - fine'),
        ("ＧＩＬ ﬁle", "GIL file"),
        ("th\u200bre\u202ead\u0301", "thread"),
        ("тhrеаd", "thread"),
        ("поток", "поток"),
    ],
)
def test_a_text_is_made_plain(text: str, expected: str) -> None:
    assert make_plain(text).text == expected


@given(st.text(alphabet=st.characters(categories=["Cf", "Mn"]), max_size=20))
def test_invisible_characters_change_nothing(noise: str) -> None:
    assert make_plain("".join(f"{letter}{noise}" for letter in "thread")).text == "thread"


@given(st.text(max_size=300))
def test_each_character_knows_where_it_stood(text: str) -> None:
    plain = make_plain(text)
    if plain.origin:
        assert len(plain.origin) == len(plain.text)
        assert [*plain.origin] == sorted(plain.origin)
        assert all(at < len(text) for at in plain.origin)
    else:
        assert plain.text == text or not plain.text


def test_a_long_text_is_cut_and_says_so() -> None:
    for text in ("a" * 10_000, "é" + "a" * 10_000):
        plain = make_plain(text)
        assert plain.cut
        assert len(plain.text) == MAX_CHARS


def test_a_character_that_grows_is_clamped() -> None:
    plain = make_plain("\ufdfa" * 4000)
    assert plain.cut
    assert len(plain.text) == MAX_CHARS
    assert plain.foreign == 1.0


def test_letters_that_are_not_latin_are_foreign() -> None:
    assert make_plain("ab же éß").foreign == pytest.approx(2 / 6)
    assert make_plain("").foreign == 0.0
