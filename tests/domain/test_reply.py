import pytest

from bot.domain.feedback import Feedback
from bot.domain.grade import Status
from bot.domain.reply import Reply, give_reply_feedback, next_to_ask
from tests.domain.examples import CATALOGUE, make_grader
from tests.domain.follow_ups import BOTH, NEITHER, make_asking_item

ITEM = make_asking_item()
GRADER = make_grader(ITEM)
KNOWN = {entry.id: entry for entry in CATALOGUE}


def told(text: str, criterion: str = "threads-share") -> Feedback:
    grade = GRADER.grade_reply(ITEM.id, criterion, text)
    return give_reply_feedback(ITEM, criterion, grade, text, KNOWN)


def reply_on(criterion: str, number: int = 1) -> Reply:
    return Reply(
        id=number, attempt_id=1, learner_id=7, item_id=ITEM.id, criterion=criterion, text="x"
    )


def test_a_right_reply_is_told_what_it_said() -> None:
    feedback = told("One may overwrite what the other wrote.")
    assert feedback.headline == "Now you have it"
    (line,) = feedback.lines
    assert line.status is Status.MET
    assert line.quotes == ("overwrite",)


def test_a_reply_that_has_part_of_it_is_nearly_there() -> None:
    feedback = told("Their values get mixed up in the list.")
    assert feedback.lines[0].status is Status.CLOSE
    assert feedback.headline == "Nearly: a part of it is there"


def test_a_wrong_reply_reads_the_idea_of_the_follow_up() -> None:
    feedback = told("Nothing at all goes wrong with a list.")
    assert feedback.headline == "Not yet: this is the idea"
    (line,) = feedback.lines
    assert line.word == "missing"
    assert line.say == "One may overwrite what the other has just written."


def test_a_missed_bonus_is_told_too() -> None:
    (line,) = told("The name of a function goes to the other program.", "copied").lines
    assert line.word == "missing"


def test_a_misconception_in_a_reply_is_corrected() -> None:
    feedback = told("One may overwrite the other since the GIL has been removed.")
    assert [one.id for one in feedback.corrections] == ["gil-removed"]
    assert feedback.headline == "Nearly: a part of it is there"


def test_a_reply_that_can_not_be_graded_says_so() -> None:
    feedback = told("Nothing.")
    assert feedback.points is None
    assert feedback.headline == "Not graded"


def test_a_criterion_that_lost_its_follow_up_is_told_by_its_own_idea() -> None:
    grade = GRADER.grade_reply(ITEM.id, "threads-share", "One may overwrite the other.")
    bare = ITEM.criterion("threads-share").model_copy(update={"follow_up": None})
    item = ITEM.model_copy(update={"required": (bare,)})
    (line,) = give_reply_feedback(item, "threads-share", grade, None, KNOWN).lines
    assert line.say == bare.say


@pytest.mark.parametrize(
    ("criteria", "following"),
    [
        ([], "threads-share"),
        (["threads-share"], "processes-apart"),
        (["threads-share", "processes-apart"], "copied"),
        (["threads-share", "processes-apart", "copied"], None),
    ],
)
def test_three_are_asked_at_most(criteria: list[str], following: str | None) -> None:
    replies = [reply_on(one, number) for number, one in enumerate(criteria)]
    found = next_to_ask(ITEM, GRADER.grade(ITEM.id, NEITHER), replies)
    assert (found.id if found else None) == following


def test_nothing_is_asked_of_whoever_gave_up() -> None:
    assert next_to_ask(ITEM, None, []) is None


def test_a_whole_answer_leaves_only_the_bonus_to_ask() -> None:
    found = next_to_ask(ITEM, GRADER.grade(ITEM.id, BOTH), [])
    assert found is not None
    assert found.id == "copied"
