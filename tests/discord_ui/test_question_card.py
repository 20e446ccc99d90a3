import pytest

from bot.coach.practice import Question, Writing
from bot.discord_ui.modal import answer_modal
from bot.discord_ui.question_card import question_card
from bot.domain.attempt import Card, Draft
from bot.domain.item import AppliesTo, Item
from tests.discord_ui.examples import CODE, GIL, widest
from tests.discord_ui.screens import labels_in, problems, text_in

CARD = Card(id=2**62, learner_id=1, group_id=None, item_id="x")


def ask(item: Item, hints: int = 0) -> Question:
    return Question(card=CARD, item=item, hints=item.hints[:hints])


def test_a_question_stands_in_large_letters_under_its_topic_and_level() -> None:
    shown = text_in(question_card(ask(GIL), "The GIL"))
    assert shown.splitlines()[:2] == ["-# The GIL · Junior", f"## {GIL.prompt}"]
    assert "2-6 sentences" in shown


def test_a_long_prompt_stands_under_its_title() -> None:
    shown = text_in(question_card(ask(CODE), "Races"))
    assert f"## {CODE.title}\n{CODE.prompt}\n```python\ntotal = 0" in shown


def test_the_pythons_it_is_about_stand_below_it_in_small_print() -> None:
    nogil = GIL.model_copy(update={"applies_to": AppliesTo(build="free-threaded")})
    shown = text_in(question_card(ask(nogil), "x"))
    assert f"## {GIL.prompt}\n-# About the free-threaded build.\n" in shown
    assert "About" not in text_in(question_card(ask(GIL), "x"))


def test_hints_are_opened_one_by_one() -> None:
    assert labels_in(question_card(ask(GIL), "x"))[1] == "Hint (2 left)"
    card = question_card(ask(GIL, hints=1), "x")
    assert "**Hint 1 of 2** · Think of bytecode." in text_in(card)
    assert "count references" not in text_in(card)
    assert labels_in(card)[1] == "Hint (1 left)"
    assert labels_in(question_card(ask(GIL, hints=2), "x"))[1] == "[No hints left]"


def test_a_lesson_on_the_topic_can_be_opened() -> None:
    assert "Learn" not in labels_in(question_card(ask(GIL), "x"))
    card = question_card(ask(GIL), "x", lesson=True)
    assert labels_in(card) == ["Answer", "Hint (2 left)", "Another", "Learn", "I don't know"]


@pytest.mark.every_language
def test_the_widest_question_fits() -> None:
    for char in ("x", "\U0001f512", "`", "\n"):
        item = widest(char)
        for hints in range(4):
            assert problems(question_card(ask(item, hints), char * 60, lesson=True)) == []


@pytest.mark.every_language
def test_the_widest_modal_fits() -> None:
    for char in ("x", "\U0001f512", "`", "\n"):
        item = widest(char)
        draft = Draft(id=2**63 - 1, card_id=1, learner_id=1)
        assert problems(answer_modal(Writing(draft=draft, item=item, text=char * 4000))) == []
        assert problems(answer_modal(Writing(draft=draft, item=item, text=""))) == []
