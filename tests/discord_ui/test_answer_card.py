import pytest

from bot.coach.practice import ModelAnswer
from bot.discord_ui.answer_card import model_answer_card, shared_card, shared_files
from bot.domain.attempt import Card
from tests.discord_ui.examples import GIL, GOOD, widest
from tests.discord_ui.results import result_of, widest_result
from tests.discord_ui.screens import HOSTILE, labels_in, problems, sent, text_in

CARD = Card(id=2**62, learner_id=1, group_id=None, item_id="x")


def test_a_model_answer_links_its_sources() -> None:
    card = model_answer_card(ModelAnswer(card=CARD, item=GIL))
    assert GIL.model_answer in text_in(card)
    assert "- [Glossary: GIL](https://docs.python.org/3/glossary.html)" in text_in(card)
    assert labels_in(card) == ["Try again", "Report this question", "Next"]
    taught = model_answer_card(ModelAnswer(card=CARD, item=GIL), lesson=True)
    assert labels_in(taught) == ["Try again", "Learn", "Report this question", "Next"]


@pytest.mark.every_language
def test_the_widest_model_answer_fits() -> None:
    for char in ("x", "\U0001f512", "`", "\n"):
        model = ModelAnswer(card=CARD, item=widest(char))
        assert problems(model_answer_card(model, lesson=True)) == []


def test_a_shared_answer_is_covered_until_it_is_opened() -> None:
    score, words = sent(shared_card(result_of(GOOD), "<@1>"))["components"]
    assert not score["spoiler"]
    assert "100 / 100" in str(score)
    assert GOOD not in str(score)
    assert words["spoiler"]
    assert GOOD in str(words)


def test_a_shared_card_has_no_buttons_but_tells_how_to_answer() -> None:
    card = shared_card(result_of(GOOD), "<@1>")
    assert labels_in(card) == []
    assert "`/quiz question:what-is-the-gil`" in text_in(card)


def test_a_long_shared_answer_is_sent_along_as_a_whole() -> None:
    text = "It is a lock. " * 100
    result = result_of(text)
    (file,) = shared_files(result)
    assert file.fp.read().decode() == text
    assert problems(shared_card(result, "<@1>"), [file]) == []
    assert shared_files(result_of("x" * 999)) == []


def test_an_answer_of_many_short_lines_is_sent_along_as_well() -> None:
    result = result_of("a\n" * 41)
    assert problems(shared_card(result, "<@1>"), shared_files(result)) == []
    assert len(shared_files(result)) == 1


def test_an_answer_that_is_no_longer_kept_is_shared_without_its_words() -> None:
    result = result_of(GOOD).model_copy(update={"text": None})
    assert "no longer kept" in text_in(shared_card(result, "<@1>"))
    assert shared_files(result) == []


@pytest.mark.every_language
@pytest.mark.parametrize("text", HOSTILE)
def test_any_shared_answer_fits(text: str) -> None:
    for result in (result_of(text), widest_result("\U0001f512", text)):
        assert problems(shared_card(result, "<@1234567890123456789>"), shared_files(result)) == []
