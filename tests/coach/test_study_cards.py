"""What a member shows of their practice, and to whom."""

from collections.abc import AsyncIterator

import pytest

from bot.coach.groups import Groups
from bot.coach.marking import Marking
from bot.coach.study_cards import StudyCards
from bot.coach.throttle import Throttle
from bot.domain.errors import NotShownError
from bot.domain.grading import Grader
from bot.domain.learner import Learner, Visibility
from bot.storage import SqlStore, open_store
from tests.domain.examples import make_bank, make_item
from tests.storage.examples import NOON, Hands, attempt, graded

ALICE, BOB, GROUP = 7, 22, 5
BANK = make_bank(make_item(), make_item(id="other", topic="locks"))


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    async with open_store("sqlite://", Hands()) as opened:
        yield opened


@pytest.fixture
def study_cards(store: SqlStore) -> StudyCards:
    throttle = Throttle(Hands(), member_per_minute=10, group_per_minute=10)
    marking = Marking(bank=BANK, grader=Grader(BANK), store=store, throttle=throttle, zone="UTC")
    return StudyCards(bank=BANK, marking=marking, store=store, clock=Hands())


async def choose(store: SqlStore, visibility: Visibility) -> None:
    learner = await store.learners.learner(ALICE) or Learner(id=ALICE)
    chosen = learner.model_copy(update={"visibility": visibility, "visibility_chosen": True})
    assert await store.learners.change_learner(chosen)


async def seen(
    study_cards: StudyCards, *, viewer: int = BOB, group: int | None = GROUP, together: bool = True
) -> bool:
    try:
        await study_cards.show(ALICE, viewer_id=viewer, group_id=group, together=together)
    except NotShownError:
        return False
    return True


async def test_it_has_streak_points_and_what_is_mastered(
    study_cards: StudyCards, store: SqlStore
) -> None:
    own = {"item_id": "who-shares", "day": NOON.date(), "zone": "UTC"}
    at = 1_482_344_448_000 << 22  # some day in 2026
    for number, (group_id, score, hints) in enumerate(
        ((GROUP, 0.9, 1), (GROUP, 1.0, 0), (6, 1.0, 0))
    ):
        await store.record(
            attempt(
                at + number,
                draft_id=number,
                group_id=group_id,
                grade=graded(score),
                hints=hints,
                **own,
            )
        )
    shown = await study_cards.show(ALICE, viewer_id=ALICE, group_id=GROUP, together=True)
    assert shown.points == 8  # of the first answer of the day, a hint less
    assert [one.topic for one in shown.mastered] == ["choosing-a-model"]
    assert (shown.topics, shown.answered, shown.questions) == (2, 1, 2)
    everywhere = await study_cards.show(ALICE, viewer_id=ALICE, group_id=None, together=False)
    assert everywhere.points is None
    assert everywhere.group_id is None


async def test_who_never_chose_is_seen_as_the_server_says(
    study_cards: StudyCards, store: SqlStore
) -> None:
    assert await seen(study_cards)
    assert not await seen(study_cards, together=False)
    assert not await seen(study_cards, group=None, together=False)
    groups = Groups(store.groups, Hands())
    settings = await groups.settings(GROUP)
    await groups.change(settings.model_copy(update={"visibility": Visibility.PRIVATE}))
    assert not await seen(study_cards)
    assert await seen(study_cards, viewer=ALICE)


@pytest.mark.parametrize(
    ("visibility", "together", "apart"),
    [
        (Visibility.PUBLIC, True, True),
        (Visibility.SERVER, True, False),
        (Visibility.PRIVATE, False, False),
    ],
)
async def test_everybody_decides_who_sees_their_card(
    study_cards: StudyCards,
    store: SqlStore,
    visibility: Visibility,
    *,
    together: bool,
    apart: bool,
) -> None:
    await choose(store, visibility)
    assert await seen(study_cards) is together
    assert await seen(study_cards, together=False) is apart
    assert await seen(study_cards, group=None, together=False) is apart
    assert await seen(study_cards, viewer=ALICE, group=None, together=False)
