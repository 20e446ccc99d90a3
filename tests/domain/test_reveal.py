from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grade import Band, Finding, Grade, Mark, Status, band_of
from bot.domain.reveal import Reveal, reveal_of
from tests.domain.examples import CATALOGUE, make_item

ITEM = make_item()
KNOWN = {entry.id: entry for entry in CATALOGUE}
IDS = [criterion.id for criterion in ITEM.criteria]


def grade(score: float | None = 0.5, *, said: Sequence[str] = (), **statuses: Status) -> Grade:
    """A grade; criteria are named with underscores."""
    return Grade(
        item_id=ITEM.id,
        score=score,
        band=band_of(score),
        marks=tuple(
            Mark(criterion=name.replace("_", "-"), status=status, credit=0.0)
            for name, status in statuses.items()
        ),
        misconceptions=tuple(Finding(id=one, evidence=(), pattern="") for one in said),
    )


def shares_of(reveal: Reveal) -> dict[str, tuple[float, float]]:
    return {share.criterion: (share.met, share.partly) for share in reveal.shares}


def test_each_criterion_has_the_share_that_met_it_and_that_came_close() -> None:
    grades = [
        grade(threads_share=Status.MET, processes_apart=Status.CLOSE),
        grade(threads_share=Status.MET, processes_apart=Status.NEGATED),
        grade(threads_share=Status.CLOSE, processes_apart=Status.CONTRADICTED),
        grade(threads_share=Status.MISSED),
    ]
    assert shares_of(reveal_of(ITEM, grades, KNOWN)) == {
        "threads-share": (0.5, 0.25),
        "processes-apart": (0.0, 0.25),
        "pickling": (0.0, 0.0),
    }


def test_what_only_lifts_the_score_is_told_apart() -> None:
    reveal = reveal_of(ITEM, [grade()], KNOWN)
    assert [(share.criterion, share.bonus) for share in reveal.shares] == [
        ("threads-share", False),
        ("processes-apart", False),
        ("pickling", True),
    ]
    assert reveal.shares[0].say == ITEM.required[0].say


def test_a_criterion_that_has_left_the_question_is_left_out() -> None:
    assert shares_of(reveal_of(ITEM, [grade(of_old=Status.MET)], KNOWN)).keys() == {*IDS}


@pytest.mark.parametrize(
    ("scores", "median", "band"),
    [
        ([], None, Band.UNGRADED),
        ([1.0], 1.0, Band.EXCELLENT),
        ([0.0, 0.9, 0.6], 0.6, Band.FAIR),
        ([0.2, 0.4], pytest.approx(0.3), Band.WEAK),
    ],
)
def test_the_median_says_how_it_went(scores: list[float], median: float | None, band: Band) -> None:
    reveal = reveal_of(ITEM, [grade(score) for score in scores], KNOWN)
    assert reveal.median == median
    assert (reveal.band, reveal.answered) == (band, len(scores))


def test_the_commonest_misconception_is_told_with_how_many_said_it() -> None:
    grades = [
        grade(said=["gil-removed", "threads-useless"]),
        grade(said=["threads-useless", "threads-useless"]),
        grade(),
    ]
    reveal = reveal_of(ITEM, grades, KNOWN)
    assert (reveal.misconception, reveal.said_by) == (KNOWN["threads-useless"], 2)


def test_without_any_misconception_none_is_told() -> None:
    reveal = reveal_of(ITEM, [grade()], KNOWN)
    assert (reveal.misconception, reveal.said_by) == (None, 0)


def test_a_misconception_that_has_left_the_catalogue_is_not_told() -> None:
    reveal = reveal_of(ITEM, [grade(said=["gone", "gil-removed"]), grade(said=["gone"])], KNOWN)
    assert (reveal.misconception, reveal.said_by) == (KNOWN["gil-removed"], 1)


grades = st.builds(
    grade,
    st.none() | st.floats(0, 1),
    said=st.lists(st.sampled_from([*KNOWN, "gone"]), max_size=3),
    threads_share=st.sampled_from(Status),
    processes_apart=st.sampled_from(Status),
)


@given(st.lists(grades, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_members_does_not_matter(several: list[Grade], random: object) -> None:
    reveal = reveal_of(ITEM, several, KNOWN)
    random.shuffle(several)  # type: ignore[attr-defined]
    assert reveal_of(ITEM, several, KNOWN) == reveal


@given(st.lists(grades, max_size=12))
def test_shares_are_shares(several: list[Grade]) -> None:
    reveal = reveal_of(ITEM, several, KNOWN)
    for share in reveal.shares:
        assert 0 <= share.met <= 1
        assert 0 <= share.partly <= 1
        assert share.met + share.partly <= 1 + 1e-9
    assert reveal.said_by <= reveal.answered == len(several)
    assert (reveal.misconception is None) == (reveal.said_by == 0)
    assert reveal.median is None or 0 <= reveal.median <= 1


@given(st.lists(grades, min_size=1, max_size=12), st.integers(2, 4))
def test_twice_the_same_members_change_no_share(several: list[Grade], times: int) -> None:
    once, often = (reveal_of(ITEM, several * count, KNOWN) for count in (1, times))
    for one, other in zip(once.shares, often.shares, strict=True):
        assert one.met == pytest.approx(other.met)
        assert one.partly == pytest.approx(other.partly)
    assert often.said_by == times * once.said_by
