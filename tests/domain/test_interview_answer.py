import pytest

from bot.domain.feedback import MAX_QUOTE_CHARS
from bot.domain.grade import Status
from bot.domain.interview_answer import Question
from tests.domain.examples import make_item
from tests.domain.interview_examples import (
    HALF,
    OTHER,
    SHARES,
    STRONG,
    WRONG,
    asked,
    card_of,
    forgotten,
)


def test_the_strongest_words_are_those_of_the_weightiest_idea_of_the_best_answer() -> None:
    card = card_of(asked(text=HALF), asked(OTHER))
    assert card.strongest is not None
    assert card.strongest.item_id == OTHER.id
    assert card.strongest.words == "Threads share memory"
    assert card.strongest.say == SHARES.required[0].say


def test_the_weakest_words_are_a_misconception() -> None:
    card = card_of(asked(), asked(text=WRONG))
    assert card.weakest is not None
    assert "GIL any more" in card.weakest.words
    assert card.weakest.say == "The default build still has the GIL."


def test_else_the_weakest_words_are_the_opposite_of_an_idea() -> None:
    question = asked(text="Threads never share memory with each other, that is the whole point.")
    marks = [mark.status for mark in question.grade.marks] if question.grade else []
    assert Status.NEGATED in marks
    card = card_of(question)
    assert card.weakest is not None
    assert "never share memory" in card.weakest.words
    assert card.strongest is None


def test_the_opposite_of_a_bonus_costs_nothing_and_is_no_weakest_word() -> None:
    question = asked(text=f"{STRONG} Nothing is ever pickled on the way between them.")
    assert question.grade
    assert question.grade.marks[-1].status is Status.NEGATED
    assert card_of(question).weakest is None


def test_a_word_is_quoted_with_its_sentence_or_a_part_of_it() -> None:
    short = card_of(asked(text="I am sure. The threads share memory, of course! What else?"))
    assert short.strongest is not None
    assert short.strongest.words == "The threads share memory, of course"
    long = card_of(asked(text=f"Threads share memory, {'as I have often said ' * 20}."))
    assert long.strongest is not None
    assert long.strongest.words == "Threads share memory"


def test_a_long_quote_is_cut() -> None:
    question = asked(text=f"Threads share memory {'as I have often said ' * 20}")
    assert question.attempt
    assert question.grade
    far = question.grade.marks[0].model_copy(update={"evidence": ((0, 300),)})
    grade = question.grade.model_copy(update={"marks": (far,)})
    card = card_of(question._replace(attempt=question.attempt.model_copy(update={"grade": grade})))
    assert card.strongest is not None
    assert len(card.strongest.words) == MAX_QUOTE_CHARS
    assert card.strongest.words.endswith("…")


def test_without_texts_there_are_no_quotes() -> None:
    card = card_of(forgotten(asked()), forgotten(asked(text=WRONG)))
    assert card.strongest is None
    assert card.weakest is None
    assert card.points is not None


def test_marks_of_ideas_that_have_left_the_question_are_passed_over() -> None:
    question = asked(text=STRONG)
    changed = make_item(required=[SHARES.required[1].model_dump()], bonus=[])
    moved = Question(changed, question.turn, question.attempt, question.text)
    card = card_of(moved)
    assert card.strongest is not None
    assert card.strongest.say == SHARES.required[1].say


@pytest.mark.parametrize("text", [None, STRONG])
def test_the_score_is_that_of_the_grade(text: str | None) -> None:
    question = asked()._replace(text=text)
    assert question.score == 1.0
