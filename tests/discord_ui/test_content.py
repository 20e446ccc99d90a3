"""Every question that is shipped can be shown, and so can the feedback on each of its samples."""

from collections.abc import Iterator

import pytest
from discord.ui import LayoutView, Modal

from bot.coach.practice import ModelAnswer, Question, Result, Writing
from bot.discord_ui.answer_card import model_answer_card, shared_card, shared_files
from bot.discord_ui.feedback_card import feedback_card
from bot.discord_ui.lesson_card import lesson_card
from bot.discord_ui.limits import CHOICE_NAME
from bot.discord_ui.modal import answer_modal
from bot.discord_ui.question_card import question_card
from bot.domain.attempt import Card, Draft
from bot.domain.feedback import give_feedback
from bot.domain.grading import Grader
from bot.domain.item import Item, Topic
from bot.itembank.pack import find_content, load_bank
from tests.discord_ui.results import STREAK, attempt_with
from tests.discord_ui.screens import problems, text_in

BANK = load_bank(find_content())
GRADER = Grader(BANK)
CARD = Card(id=2**62, learner_id=1, group_id=7, item_id="x")


def result_of(item: Item, text: str) -> Result:
    grade = GRADER.grade(item.id, text)
    return Result(
        attempt=attempt_with(grade),
        item=item,
        feedback=give_feedback(item, grade, text, BANK.misconceptions),
        streak=STREAK,
        text=text,
        model_answer_open=True,
    )


def asked(item: Item) -> Iterator[LayoutView | Modal]:
    topic = BANK.topic(item.topic).title
    for taken in range(len(item.hints) + 1):
        question = Question(card=CARD, item=item, hints=item.hints[:taken])
        yield question_card(question, topic, lesson=True)
    draft = Draft(id=2**62, card_id=1, learner_id=1)
    yield answer_modal(Writing(draft=draft, item=item, text="x" * 4000))
    yield model_answer_card(ModelAnswer(card=CARD, item=item), lesson=True)


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_question_fits(item: Item) -> None:
    for screen in asked(item):
        assert problems(screen) == []


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_feedback_fits(item: Item) -> None:
    for text in (item.model_answer, *(sample.text for sample in item.samples)):
        result = result_of(item, text)
        assert problems(feedback_card(result)) == []
        assert problems(shared_card(result, "<@1>"), shared_files(result)) == []


@pytest.mark.parametrize("topic", BANK.topics, ids=lambda topic: topic.id)
def test_every_lesson_fits(topic: Topic) -> None:
    lesson = BANK.lesson(topic.id)
    card = lesson_card(lesson, topic, asked=True)
    assert problems(card) == []
    assert "…" not in text_in(card)
    assert all(source.url in text_in(card) for source in lesson.sources)


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_every_question_can_be_suggested(item: Item) -> None:
    name = f"{item.title} · {BANK.topic(item.topic).title} · {item.level}"
    assert len(name) <= CHOICE_NAME
