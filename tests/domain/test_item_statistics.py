"""How questions do, against sums written out by hand."""

from collections.abc import Sequence
from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.item_statistics import (
    DISCRIMINATION_FROM,
    MEAN_FROM,
    ItemStatistics,
    item_statistics,
)
from bot.domain.ranking import Scored


def made(number: int, learner: int, item: str, score: float | None) -> Scored:
    return Scored(number, learner, item, score, 0, first=True)


def statistics_of(scored: Sequence[Scored], **counts: dict[str, int]) -> dict[str, ItemStatistics]:
    found = item_statistics(
        scored, disputes=counts.get("disputes", {}), reports=counts.get("reports", {})
    )
    return {one.item_id: one for one in found}


def brute_force(scored: Sequence[Scored], item: str) -> tuple[float | None, float | None]:
    """Mean and discrimination as a textbook has them."""
    firsts: dict[tuple[int, str], float] = {}
    for one in sorted(scored):
        firsts.setdefault((one.learner_id, one.item_id), one.score or 0.0)
    own = {who: score for (who, which), score in firsts.items() if which == item}
    mean = sum(own.values()) / len(own) if len(own) >= MEAN_FROM else None
    pairs = []
    for who, score in own.items():
        others = [value for (one, which), value in firsts.items() if one == who and which != item]
        if others:
            pairs.append((score, sum(others) / len(others)))
    if len(pairs) < DISCRIMINATION_FROM:
        return mean, None
    middle_x = sum(x for x, _ in pairs) / len(pairs)
    middle_y = sum(y for _, y in pairs) / len(pairs)
    spread_x = sqrt(sum((x - middle_x) ** 2 for x, _ in pairs))
    spread_y = sqrt(sum((y - middle_y) ** 2 for _, y in pairs))
    if spread_x < 1e-9 or spread_y < 1e-9:
        return mean, None
    together = sum((x - middle_x) * (y - middle_y) for x, y in pairs)
    return mean, together / (spread_x * spread_y)


@st.composite
def histories(draw: st.DrawFn) -> list[Scored]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, 14),
                st.sampled_from("abc"),
                st.sampled_from([None, 0.0, 0.25, 0.5, 0.75, 1.0]),
            ),
            max_size=80,
        )
    )
    history = [made(number, *row) for number, row in enumerate(rows, start=1)]
    return draw(st.permutations(history))


@given(histories())
def test_the_figures_are_those_of_a_textbook(history: list[Scored]) -> None:
    for item_id, one in statistics_of(history).items():
        mean, discrimination = brute_force(history, item_id)
        assert one.answers == sum(row.item_id == item_id for row in history)
        assert one.learners == len({row.learner_id for row in history if row.item_id == item_id})
        assert (one.mean is None) == (mean is None)
        assert mean is None or isclose(one.mean or 0, mean, abs_tol=1e-9)
        if discrimination is not None:
            assert one.discrimination is not None
            assert isclose(one.discrimination, discrimination, abs_tol=1e-6)


def test_a_question_that_parts_the_good_from_the_rest_discriminates() -> None:
    history = [made(n, n, "a", n / 20) for n in range(1, 11)]
    history += [made(n + 20, n, "b", n / 10) for n in range(1, 11)]
    found = statistics_of(history)
    assert found["a"].discrimination is not None
    assert isclose(found["a"].discrimination, 1.0)
    assert found["b"].answers == 10


def test_about_few_learners_nothing_is_told() -> None:
    history = [made(n, n, "a", 0.5) for n in range(1, MEAN_FROM)]
    history += [made(n + 20, n, "b", 0.5) for n in range(1, DISCRIMINATION_FROM)]
    found = statistics_of(history)
    assert found["a"].mean is None
    assert found["b"].mean == 0.5
    assert found["b"].discrimination is None


def test_only_the_first_answer_counts_and_giving_up_is_nothing() -> None:
    history = [made(9, 1, "a", 1.0), made(1, 1, "a", 0.2), made(2, 2, "a", None)]
    history += [made(3, 3, "a", 0.4)]
    found = statistics_of(history)
    assert (found["a"].answers, found["a"].learners) == (4, 3)
    assert isclose(found["a"].mean or 0, 0.2)


def test_complaints_come_first_and_then_what_parts_nobody() -> None:
    history = [made(n, n, "hard", 0.1) for n in range(1, 4)]
    history += [made(n + 10, n, "easy", 0.9) for n in range(1, 4)]
    history += [made(n + 20, n, "disputed", 1.0) for n in range(1, 3)]
    found = item_statistics(history, disputes={"disputed": 1}, reports={"reported": 2})
    assert [one.item_id for one in found] == ["reported", "disputed", "hard", "easy"]
    assert [one.dispute_rate for one in found] == [0, 0.5, 0, 0]


def test_disputes_about_answers_that_are_not_counted_have_no_rate() -> None:
    (hidden,) = item_statistics([], disputes={"ungraded": 1}, reports={})
    assert (hidden.answers, hidden.disputes, hidden.dispute_rate) == (0, 1, None)
