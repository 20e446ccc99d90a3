import itertools
from datetime import timedelta

import pytest

from bot.domain.interview import Heard, Interview, Occasion, Stage
from bot.domain.interview_event import Ended
from bot.domain.interview_plan import Style
from bot.domain.interviewer import acknowledgement, clarification, shortage
from bot.domain.item import Kind
from bot.domain.snowflake import snowflake_at
from tests.domain.examples import make_item
from tests.domain.test_interview import FIRST, NOW, after, answer, make, skip

HEARD = (None, *Heard)


def at(
    occasion: Occasion,
    heard: Heard | None = None,
    *,
    style: Style = Style.FRIENDLY,
    stage: Stage = Stage.QUESTION,
    number: int = 0,
    seconds: int = 0,
) -> Interview:
    begun = snowflake_at(NOW + timedelta(seconds=seconds))
    said = {"occasion": occasion, "heard": heard}
    changes = {"id": begun, "stage": stage, "at": number} | said
    return make(style).model_copy(update=changes)


@pytest.mark.parametrize("style", Style)
def test_something_is_said_on_every_occasion(style: Style) -> None:
    for occasion, heard, stage in itertools.product(Occasion, HEARD, Stage):
        said = {
            acknowledgement(at(occasion, heard, style=style, stage=stage, seconds=seconds))
            for seconds in range(3)
        }
        assert len(said) > 1
        assert all(line and line[0].isupper() and line[-1] in ".!?:" for line in said)


def test_the_same_state_says_the_same() -> None:
    interview = at(Occasion.ANSWER, Heard.FAIR, number=2)
    assert acknowledgement(interview) == acknowledgement(interview.model_copy())


def test_nothing_is_said_twice_in_a_row() -> None:
    for stage in (Stage.QUESTION, Stage.FOLLOW_UP):
        said = [
            acknowledgement(
                at(Occasion.ANSWER, Heard.FAIR, style=Style.STRICT, stage=stage, number=number)
            )
            for number in range(10)
        ]
        assert all(one != other for one, other in itertools.pairwise(said))


def test_one_that_was_broken_off_is_not_said_to_be_through() -> None:
    through = acknowledgement(skip(skip(skip(make()))))
    broken_off = acknowledgement(after(make(), Ended(step=FIRST, next_step=FIRST + 1)))
    assert "last question" in through or "all from my side" in through
    assert "stop here" in broken_off or "end here" in broken_off


@pytest.mark.parametrize("occasion", [Occasion.ANSWER, Occasion.REPLY])
@pytest.mark.parametrize("stage", Stage)
def test_a_strict_interviewer_says_the_same_whatever_was_heard(
    occasion: Occasion, stage: Stage
) -> None:
    said = {
        acknowledgement(at(occasion, heard, style=Style.STRICT, stage=stage), quote="`words`")
        for heard in HEARD
    }
    assert len(said) == 1
    assert "`words`" not in said.pop()


def test_a_friendly_one_quotes_what_was_good() -> None:
    assert acknowledgement(at(Occasion.ANSWER, Heard.FAIR), quote="`a lock`").startswith(
        "You said `a lock`, and that is right. "
    )
    assert "`a lock`" not in acknowledgement(at(Occasion.ANSWER, Heard.THIN), quote="`a lock`")
    assert "`a lock`" not in acknowledgement(at(Occasion.SKIP), quote="`a lock`")


def test_an_answer_that_could_not_be_read_is_asked_for_again_or_left() -> None:
    unread = answer(make(), score=None)
    assert "sentence or two" in acknowledgement(unread)
    assert "leave that one" in acknowledgement(answer(unread, score=None))


@pytest.mark.parametrize("kind", Kind)
def test_a_question_is_clarified_without_its_ideas(kind: Kind) -> None:
    item = make_item(kind=kind)
    said = clarification(item)
    assert "what it is and what follows from it" in said
    assert "Two to six sentences" in said
    assert all(criterion.say not in said for criterion in item.criteria)


def test_every_skill_can_be_listened_for() -> None:
    skills = ("mechanism", "remedy", "nuance")
    required = [
        make_item().required[0].model_dump() | {"id": skill, "skill": skill} for skill in skills
    ]
    said = clarification(make_item(required=required))
    assert "how it works, what you would do about it and where its limits are" in said
    assert "for how it works." in clarification(make_item(required=required[:1]))


def test_it_is_said_once_that_there_were_fewer_questions_than_asked_for() -> None:
    assert shortage(make()) == "There are only 3 questions of that kind."
    assert shortage(make(items=["a"])) == "There is only 1 question of that kind."
    assert shortage(make(items=["a"] * 5)) == ""
    assert shortage(answer(make())) == ""
