from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.progress import (
    Progress,
    TopicMastery,
    alt_text,
    mastery_of_topics,
    point_in_words,
)
from bot.domain.recall import RetentionPoint
from bot.domain.review import ReviewCard, retrievability
from tests.domain.examples import make_bank, make_item

TODAY = date(2026, 3, 16)
BANK = make_bank(
    make_item(id="one", topic="a"), make_item(id="two", topic="a"), make_item(id="three", topic="b")
)
POINT = RetentionPoint(4, 7, 0.876, 9, 10)


def card(item_id: str, day: date) -> ReviewCard:
    return ReviewCard(
        learner_id=1, item_id=item_id, day=day, due=day, stability=5.0, difficulty=5.0
    )


def progress(*topics: TopicMastery, curve: tuple[RetentionPoint, ...] = ()) -> Progress:
    return Progress(topics=topics, curve=curve, recalls=0)


def test_a_question_never_tried_counts_nothing() -> None:
    first, second = mastery_of_topics(BANK, {"one": [1.0]}, [card("one", TODAY)], TODAY)
    assert (first.share, first.answered, first.total) == (0.5, 1, 2)
    assert (second.share, second.answered, second.total) == (0, 0, 1)
    assert first.words == "50 % · 1 of 2 tried"
    assert second.words == "1 question, not tried yet"


def test_what_fades_lowers_the_mastery() -> None:
    then = card("three", TODAY - timedelta(days=20))
    *_, topic = mastery_of_topics(BANK, {"three": [0.5, 1.0]}, [then], TODAY)
    assert topic.share == pytest.approx(0.75 * retrievability(then, TODAY))
    assert topic.share < 0.7


def test_a_score_without_a_review_counts_in_full() -> None:
    *_, topic = mastery_of_topics(BANK, {"three": [0.8], "gone": [1.0], "two": []}, [], TODAY)
    assert topic.share == pytest.approx(0.8)


def test_a_topic_without_questions_is_left_out() -> None:
    assert [one.topic for one in mastery_of_topics(BANK, {}, [], TODAY)] == ["a", "b"]
    empty = make_bank(make_item(topic="a"))
    packs = (empty.packs[0].model_copy(update={"topics": BANK.topics}),)
    bank = type(empty)(
        packs=packs,
        items=empty.items,
        synonyms={},
        rivals=(),
        misconceptions={},
        versions=empty.versions,
    )
    assert [one.topic for one in mastery_of_topics(bank, {}, [], TODAY)] == ["a"]


def test_the_whole_weighs_topics_by_their_questions() -> None:
    whole = progress(*mastery_of_topics(BANK, {"one": [1.0], "two": [1.0]}, [], TODAY))
    assert whole.share == pytest.approx(2 / 3)
    assert (whole.answered, whole.total) == (2, 3)
    assert progress().share == 0


def test_the_picture_is_said_in_words() -> None:
    topics = mastery_of_topics(BANK, {"one": [1.0]}, [], TODAY)
    assert alt_text(progress(*topics)) == (
        "Mastery of each topic. a: 50 % · 1 of 2 tried; b: 1 question, not tried yet."
    )
    assert alt_text(progress(*topics, curve=(POINT,))).endswith(
        "What stayed in memory: 4-7 days: 9 of 10 remembered, 88 % expected."
    )
    assert point_in_words(POINT) == "4-7 days: 9 of 10 remembered, 88 % expected"


@given(
    st.dictionaries(
        st.sampled_from(["one", "two", "three", "gone"]),
        st.lists(st.floats(0, 1), min_size=1, max_size=3),
    ),
    st.lists(st.tuples(st.sampled_from(["one", "two", "three"]), st.integers(0, 900)), max_size=3),
)
def test_mastery_is_a_share(
    scores: dict[str, list[float]], reviewed: list[tuple[str, int]]
) -> None:
    cards = [card(item, TODAY - timedelta(days=ago)) for item, ago in reviewed]
    topics = mastery_of_topics(BANK, scores, cards, TODAY)
    for topic in topics:
        assert 0 <= topic.share <= 1
        assert topic.answered <= topic.total
    assert 0 <= progress(*topics).share <= 1
