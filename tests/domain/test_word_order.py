import random

import pytest

from bot.domain.guard import phrases_of
from bot.domain.reading import read
from bot.domain.word_order import KINDS, is_scrambled, is_strung, kinds_of, pairs_of
from tests.shipped import shipped_bank

MODEL_ANSWERS = [item.model_answer for item in shipped_bank().items]


@pytest.mark.parametrize("text", MODEL_ANSWERS)
def test_a_model_answer_is_english_until_it_is_shuffled(text: str) -> None:
    words = [*read(text).words]
    shuffled = random.Random(7).sample(words, len(words))  # noqa: S311 - no secret
    assert not is_scrambled(phrases_of(read(text)))
    assert is_scrambled([kinds_of(shuffled)])


@pytest.mark.parametrize(
    "text",
    [
        "the a of lock when thread reads released other wait shared is value race before two",
        "lock release race race wait and the not is mutex of the which thread then by until",
    ],
)
def test_words_in_no_order_are_scrambled(text: str) -> None:
    assert is_scrambled(phrases_of(read(text)))


@pytest.mark.parametrize(
    "text",
    [
        "is when thread A and B both change x. Lock makes that B waits for A",
        "mutex for interpreter, one thread run bytecode, because refcount is not safe",
        "Threads: one memory, one GIL. Processes: own memory, own GIL each.",
        "the if has to be a while, after wait() another one may have taken the item",
        "the of is and",
        "",
    ],
)
def test_broken_english_and_a_few_words_are_not(text: str) -> None:
    assert not is_scrambled(phrases_of(read(text)))


def test_names_strung_together_claim_nothing() -> None:
    text = "the lock of the race with the shared data and the threads of timing and the release"
    assert is_strung(phrases_of(read(text)))
    assert not is_strung(phrases_of(read(text.replace("and the threads", "and it stops threads"))))
    assert not is_strung(phrases_of(read(text[: len(text) // 2])))
    assert not is_strung(phrases_of(read(text.replace("the ", ""))))


def test_edges_count_around_more_than_one_word() -> None:
    assert [*pairs_of([kinds_of(["lock"]), kinds_of(["the", "lock"])])] == [
        ("edge", "article"),
        ("article", "noun"),
        ("noun", "edge"),
    ]
    assert len(KINDS) == len({*KINDS})
