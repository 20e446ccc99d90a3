from bot.domain.attempt import Certainty
from bot.domain.interview_answer import Reply
from bot.domain.item import Skill
from tests.domain.interview_examples import (
    HALF,
    OTHER,
    SHARES,
    asked,
    card_of,
    skipped,
    unreached,
)


def test_everything_is_counted() -> None:
    card = card_of(asked(text=HALF), skipped(), unreached())
    assert (card.planned, card.asked, card.answered, card.skipped) == (3, 2, 1, 1)
    assert card.ungraded == 0
    assert card.points == 30


def test_an_answer_that_could_not_be_graded_does_not_count() -> None:
    card = card_of(asked(text="no"), asked())
    assert (card.answered, card.ungraded) == (1, 1)
    assert card.points == 100


def test_topics_are_means_of_their_questions() -> None:
    card = card_of(asked(), asked(text=HALF), skipped(), unreached())
    parts = {part.name: (round(part.share, 3), part.questions) for part in card.topics}
    assert parts == {"Choosing a model": (0.8, 2), "locks": (0.0, 1)}


def test_skills_are_shares_of_the_required_weight() -> None:
    card = card_of(asked(text=HALF), skipped())
    parts = {part.name: part.share for part in card.skills}
    assert parts == {Skill.DEFINITION: 0.5, Skill.CONSEQUENCE: 0.0}
    assert card.skills[0].questions == 2


def test_certainty_is_held_against_what_was_right() -> None:
    card = card_of(
        asked(certainty=Certainty.CERTAIN),
        asked(text=HALF, certainty=Certainty.CERTAIN),
        asked(text=HALF, certainty=Certainty.GUESS),
        asked(),
    )
    told = [(one.certainty, one.right, one.answers) for one in card.calibration]
    assert told == [(Certainty.CERTAIN, 1, 2), (Certainty.GUESS, 0, 1)]


def test_hints_cost_points_of_the_leaderboard() -> None:
    card = card_of(asked(hints=2), asked(text=HALF, hints=1), asked())
    assert card.hints == 3
    assert card.hint_points == 2 + 1
    assert card.points == 87


def test_follow_ups_are_counted_apart() -> None:
    replies = (
        Reply("processes-apart", "And processes?", "Private.", "They have their own.", 0.9),
        Reply("threads-share", "And threads?", "Shared.", "?", 0.2),
        Reply("pickling", "And then?", "Pickled.", None, None),
    )
    card = card_of(asked(text=HALF, replies=replies))
    assert (card.replied, card.replied_well) == (2, 1)
    assert card.points == 60


def test_the_dearest_gaps_are_named_first() -> None:
    card = card_of(asked(text=HALF), skipped(), asked(), unreached())
    assert [(one.item_id, one.demo) for one in card.study] == [
        (OTHER.id, "race"),
        (SHARES.id, None),
        (OTHER.id, "race"),
    ]
    assert card.study[1].say == card.study[2].say == SHARES.required[1].say


def test_three_things_are_enough() -> None:
    assert len(card_of(*[skipped() for _ in range(5)]).study) == 3


def test_an_interview_without_answers_has_no_points() -> None:
    card = card_of(unreached(), unreached())
    assert card.points is None
    assert (card.topics, card.skills, card.study) == ((), (), ())
