from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grade import Band, Grade, Mark, Status
from bot.domain.probing import most_valuable
from tests.domain.examples import make_item
from tests.domain.follow_ups import make_asking_item

ITEM = make_asking_item()
IDS = [criterion.id for criterion in ITEM.criteria]


def grade_with(*credits_: float) -> Grade:
    marks = tuple(
        Mark(criterion=one, status=Status.CLOSE, credit=credit)
        for one, credit in zip(IDS, credits_, strict=False)
    )
    return Grade(item_id=ITEM.id, score=0.5, band=Band.PARTIAL, marks=marks)


def asked(*credits_: float, before: tuple[str, ...] = ()) -> str | None:
    found = most_valuable(ITEM, grade_with(*credits_), asked=before)
    return found.id if found else None


def test_what_cost_most_is_asked_about() -> None:
    assert asked(0, 0, 0, 0) == "threads-share"
    assert asked(0.5, 0, 0, 0) == "processes-apart"


def test_a_required_idea_comes_before_any_bonus() -> None:
    assert asked(0.9, 1, 0, 0) == "threads-share"
    assert asked(1, 1, 0, 0) == "copied"


def test_nothing_is_asked_twice() -> None:
    assert asked(0, 0, 0, 0, before=("threads-share",)) == "processes-apart"
    assert asked(0, 0, 0, 0, before=("threads-share", "processes-apart")) == "copied"
    assert asked(0, 0, 0, 0, before=("threads-share", "processes-apart", "copied")) is None


def test_nothing_is_asked_where_all_was_said_or_nothing_was_graded() -> None:
    assert asked(1, 1, 1, 1) is None
    assert asked() is None


def test_an_idea_without_a_follow_up_is_not_asked_about() -> None:
    assert most_valuable(make_item(), grade_with(0, 0, 0, 0)) is None


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.sets(st.sampled_from(IDS)))
def test_whatever_is_asked_was_missed_and_is_new(shares: list[float], before: set[str]) -> None:
    found = most_valuable(ITEM, grade_with(*shares), asked=before)
    if found is not None:
        assert found.id not in before
        assert found.follow_up is not None
        assert shares[IDS.index(found.id)] < 1
