from datetime import date

from bot.domain.attempt import Certainty
from bot.domain.certainty import Rated
from bot.storage import SqlStore
from tests.storage.examples import attempt, graded

SURE = {"certainty": Certainty.CERTAIN}


async def keep(store: SqlStore, number: int, **other: object) -> None:
    await store.record(attempt(number, draft_id=number, **(SURE | other)))


async def test_answers_of_a_learner_that_say_how_sure_they_were_are_listed(store: SqlStore) -> None:
    await keep(store, 1, grade=graded(0.9))
    await keep(store, 2, item_id="other", certainty=None)
    await keep(store, 3, item_id="third", certainty=Certainty.GUESS, grade=graded(0.1))
    await keep(store, 4, learner_id=8)
    assert await store.certainties.rated(7) == [
        Rated(Certainty.CERTAIN, 0.9),
        Rated(Certainty.GUESS, 0.1),
    ]


async def test_only_the_first_answer_to_a_question_on_a_day_counts(store: SqlStore) -> None:
    await keep(store, 1, grade=graded(0.2))
    await keep(store, 2, grade=graded(1.0))
    await keep(store, 3, grade=graded(0.8), day=date(2026, 3, 15))
    assert [score for _, score in await store.certainties.rated(7)] == [0.2, 0.8]


async def test_an_answer_that_was_not_graded_is_no_first_one(store: SqlStore) -> None:
    await keep(store, 1, grade=graded(None))
    await keep(store, 2, grade=graded(0.7))
    assert [score for _, score in await store.certainties.rated(7)] == [0.7]


async def test_after_giving_up_the_answer_is_known(store: SqlStore) -> None:
    await keep(store, 1, grade=None, gave_up=True, certainty=None)
    await keep(store, 2, grade=graded(1.0))
    assert await store.certainties.rated(7) == []
