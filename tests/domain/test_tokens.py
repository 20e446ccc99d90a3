import pytest

from bot.domain.tokens import Token, forms_of, token_of


def test_a_token_knows_whether_it_carries_an_idea() -> None:
    assert token_of("locking") == Token("locking", "lock", content=True)
    assert not token_of("the").content


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ThreadPool", [("thread", 0, 6), ("pool", 6, 10)]),
        ("dont", [("do", 0, 4), ("not", 0, 4)]),
        ("dosent", [("does", 0, 6), ("not", 0, 6)]),
        ("does'nt", [("does", 0, 7), ("not", 0, 7)]),
        ("donot", [("do", 0, 5), ("not", 0, 5)]),
        ("wihtout", [("without", 0, 7)]),
        ("theyre", [("they", 0, 6), ("are", 0, 6)]),
        ("idk", [("i", 0, 3), ("do", 0, 3), ("not", 0, 3), ("know", 0, 3)]),
        ("kinda", [("kind", 0, 5), ("of", 0, 5)]),
        ("non-daemon", [("nondaemon", 0, 10)]),
    ],
)
def test_what_a_written_word_stands_for(raw: str, expected: list[tuple[str, int, int]]) -> None:
    assert [(token.word, first, last) for token, first, last in forms_of(raw)] == expected
