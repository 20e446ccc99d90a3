from bot.domain.attempt import Attempt
from bot.domain.interview_answer import Question, Reply
from bot.domain.interview_report import write_report
from bot.domain.item import Code
from tests.domain.examples import CATALOGUE, make_item
from tests.domain.interview_examples import (
    HALF,
    OTHER,
    STRONG,
    WRONG,
    asked,
    card_of,
    forgotten,
    interview_of,
    skipped,
    unreached,
)

REPLY = Reply(
    "processes-apart", "And processes?", "Private memory.", "They have their own memory.", 0.9
)


def report(*questions: Question) -> str:
    return write_report(
        interview_of(*questions), card_of(*questions), questions, {one.id: one for one in CATALOGUE}
    )


def test_the_whole_conversation_is_in_it() -> None:
    text = report(asked(text=HALF, hints=1, replies=(REPLY,)), skipped())
    for part in (
        "# Mock interview of 2026-11-23",
        "**30 / 100**",
        "## Question 1: Who shares memory?",
        "> Think of a variable.",
        f"```text\n{HALF}\n```",
        "- ✓ met: Threads of one program share its memory.",
        "- ○ missing: Each process has private memory",
        "**Follow-up:** And processes?",
        "They have their own memory.",
        "90 / 100\n\n**Good to say:** Private memory.",
        "  ` threads of the program share its memory `",
        "**A strong answer:** Threads of one program",
        "*You skipped this one.*",
        "## Study these",
        "Demo: `/demo race`",
        "| Choosing a model | 60 % |",
    ):
        assert part in text


def test_a_skipped_question_keeps_its_strong_answer() -> None:
    assert "**A strong answer:**" in report(skipped())


def test_what_was_never_asked_is_left_out() -> None:
    assert "Question 2" not in report(asked(), unreached())


def test_a_question_that_was_open_at_the_end_is_named() -> None:
    question = unreached()
    turn = question.turn.model_copy(update={"card_id": 3})
    assert "*Not answered.*" in report(question._replace(turn=turn))


def test_words_can_not_end_their_block() -> None:
    text = report(asked(text=f"```\n# not a heading\n```` {STRONG}"))
    assert "`````text\n```\n# not a heading" in text


def test_erased_words_are_said_to_be_erased() -> None:
    text = report(forgotten(asked(replies=(REPLY,))))
    assert text.count("*The text is no longer kept.*") == 2
    assert "Your strongest words" not in text


def test_a_follow_up_without_a_reply_is_shown() -> None:
    silent = REPLY._replace(text="", score=None)
    assert "*Nothing was said.*" in report(asked(replies=(silent,)))


def test_quotes_are_shown_with_what_they_mean() -> None:
    text = report(asked(), asked(OTHER, WRONG))
    assert "## Your strongest words\n\n```text\nThreads share memory\n```" in text
    assert "## Your weakest words" in text


def test_code_and_an_answer_without_a_grade_are_shown() -> None:
    item = make_item(code=Code(text="print(1)\n"))
    text = report(asked(item, "no"))
    assert "```python\nprint(1)\n```" in text
    assert "```text\nno\n```" in text
    assert "Nothing to score" in text


def test_a_misconception_is_corrected_and_quoted() -> None:
    costs = asked(text=WRONG)
    assert "- ✗ A misconception: The default build still has the GIL. [" in report(costs)
    text = report(costs._replace(attempt=_at_no_cost(costs)))
    assert "- → Worth checking, at no cost here: The default build still has the GIL. [" in text
    assert "GIL any more" in text


def _at_no_cost(question: Question) -> Attempt:
    """The attempt with its misconceptions as side remarks."""
    assert question.attempt
    assert question.grade
    found = [one.model_copy(update={"attached": False}) for one in question.grade.misconceptions]
    grade = question.grade.model_copy(update={"misconceptions": tuple(found)})
    return question.attempt.model_copy(update={"grade": grade})
