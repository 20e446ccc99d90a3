from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recall import SHOWN_FROM, Recall, RetentionPoint, retention_curve
from bot.domain.review import Rating

recall = st.builds(Recall, st.integers(1, 500), st.floats(0.01, 1), st.sampled_from(Rating))


def test_too_few_reviews_show_nothing() -> None:
    assert retention_curve([Recall(1, 0.9, Rating.GOOD)] * (SHOWN_FROM - 1)) == ()


def test_reviews_are_put_together_by_how_long_they_had_to_last() -> None:
    recalls = [
        *[Recall(1, 0.9, Rating.GOOD)] * 3,
        Recall(1, 0.7, Rating.AGAIN),
        Recall(2, 0.9, Rating.HARD),
        Recall(3, 0.9, Rating.EASY),
        Recall(4, 0.8, Rating.AGAIN),
        Recall(14, 0.8, Rating.GOOD),
        Recall(30, 0.6, Rating.GOOD),
        Recall(31, 0.5, Rating.AGAIN),
    ]
    assert [(one.span, one.remembered, one.reviews) for one in retention_curve(recalls)] == [
        ("1 day", 3, 4),
        ("2-3 days", 2, 2),
        ("4-7 days", 0, 1),
        ("8-14 days", 1, 1),
        ("15-30 days", 1, 1),
        ("over 30 days", 0, 1),
    ]
    first = retention_curve(recalls)[0]
    assert round(first.predicted, 9) == 0.85
    assert first.actual == 0.75


def test_a_point_without_reviews_is_left_out() -> None:
    curve = retention_curve([Recall(40, 0.8, Rating.GOOD)] * SHOWN_FROM)
    assert [point.span for point in curve] == ["over 30 days"]


@given(st.lists(recall, min_size=SHOWN_FROM, max_size=60))
def test_every_review_is_in_one_point(recalls: list[Recall]) -> None:
    curve = retention_curve(recalls)
    assert sum(point.reviews for point in curve) == len(recalls)
    assert sum(point.remembered for point in curve) == sum(one.remembered for one in recalls)
    for point in curve:
        assert isinstance(point, RetentionPoint)
        assert 0 <= point.actual <= 1
        assert 0 < point.predicted <= 1.000001
