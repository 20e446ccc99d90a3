import pytest

from bot.coach.replies import MAX_REPLY_CHARS, FollowUp, ReplyResult
from bot.discord_ui.follow_up_cards import follow_up_card, reply_card, reply_modal
from bot.domain.item import FollowUp as Further
from bot.domain.reply import Reply
from tests.discord_ui.examples import GIL, widest
from tests.discord_ui.results import result_of, widest_result
from tests.discord_ui.screens import HOSTILE, labels_in, problems, text_in

ID = 2**62


def follow_up_with(ask: str = "And why?", text: str | None = "") -> FollowUp:
    reply = Reply(id=ID, attempt_id=ID, learner_id=1, item_id=GIL.id, criterion="x", text=text)
    return FollowUp(reply=reply, item=GIL, ask=ask, number=2)


def result_with(text: str, *, more: bool = False) -> ReplyResult:
    """A result of one line, as any reply has."""
    feedback = result_of(text).feedback
    one = feedback.model_copy(update={"lines": feedback.lines[:1]})
    return ReplyResult(follow_up=follow_up_with(), feedback=one, more=more)


def test_the_question_stands_in_large_letters_without_the_answer() -> None:
    told = text_in(follow_up_card(follow_up_with()))
    assert told.startswith("-# What is the GIL? · Follow-up 2 of at most 3\n## And why?")
    assert "changes no score and no points" in told


def test_the_modal_starts_with_what_was_written() -> None:
    modal = reply_modal(follow_up_with(text="so far"))
    assert modal.custom_id == f"gc1:reply:{ID}"
    assert "'value': 'so far'" in str(modal.to_dict())
    assert problems(modal) == []
    assert problems(reply_modal(follow_up_with(text=None))) == []


def test_after_a_reply_comes_the_next_follow_up_or_the_result() -> None:
    said = "One thread runs bytecode at a time."
    assert labels_in(reply_card(result_with(said))) == ["Back to the result"]
    assert labels_in(reply_card(result_with(said, more=True))) == [
        "Next follow-up",
        "Back to the result",
    ]
    assert labels_in(reply_card(result_with("ok"))) == ["Answer again", "Back to the result"]


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "\U0001f512", "`", "\n", "[", "ﷺ"])
def test_the_widest_follow_up_fits(char: str) -> None:
    item, ask = widest(char), f"x{char * 398}x"
    further = Further(ask=ask, say=ask)
    asked = follow_up_with(further.ask, char * MAX_REPLY_CHARS).model_copy(update={"item": item})
    assert problems(follow_up_card(asked)) == []
    assert problems(reply_modal(asked)) == []
    feedback = widest_result(char, "x").feedback
    one = feedback.model_copy(update={"lines": feedback.lines[:1]})
    assert problems(reply_card(ReplyResult(follow_up=asked, feedback=one, more=True))) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_any_reply_can_be_quoted(text: str) -> None:
    result = result_with("One thread runs bytecode at a time.")
    (line,) = result.feedback.lines
    quoting = line.model_copy(update={"quotes": (text[:120], text[-120:])})
    feedback = result.feedback.model_copy(update={"lines": (quoting,)})
    assert problems(reply_card(result.model_copy(update={"feedback": feedback}))) == []
