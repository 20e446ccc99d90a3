from datetime import date

from bot.coach.disputes import MarkedSample
from bot.domain.dispute import Verdict
from bot.domain.grade import Band
from bot.storage import SqlStore
from bot.storage.dispute_store import marked_samples
from tests.storage.examples import NOON, attempt, card, dispute, draft

LATER = NOON.replace(year=2027)
FAIR = Verdict(band=Band.FAIR, note="Line 2 says it.", at=NOON)
SAMPLE = MarkedSample("what-is-the-gil", "a lock", 0.7, date(2026, 3, 14))


async def samples(store: SqlStore) -> list[MarkedSample]:
    return [*await marked_samples(store._db.read)]


async def test_a_dispute_is_kept_once_an_attempt(store: SqlStore) -> None:
    assert await store.disputes.open_dispute(dispute()) == dispute()
    assert (await store.disputes.open_dispute(dispute(61))).id == 60
    assert await store.disputes.dispute(60) == dispute()
    assert await store.disputes.dispute_of(100) == dispute()
    assert await store.disputes.dispute_of(101) is None


async def test_each_server_has_its_own_oldest_first(store: SqlStore) -> None:
    for number, group_id in ((62, 5), (60, 5), (61, 6)):
        await store.disputes.open_dispute(dispute(number, attempt_id=number, group_id=group_id))
    assert await store.disputes.open_disputes(5) == [60, 62]
    await store.disputes.judge(60, FAIR, None)
    assert await store.disputes.open_disputes(5) == [62]


async def test_a_verdict_is_kept_once_and_so_is_its_sample(store: SqlStore) -> None:
    await store.disputes.open_dispute(dispute())
    judged = await store.disputes.judge(60, FAIR, SAMPLE)
    assert judged == dispute(verdict=FAIR)
    stands = Verdict(band=None, at=NOON)
    assert await store.disputes.judge(60, stands, SAMPLE) is None
    assert await store.disputes.dispute(60) == judged
    assert await samples(store) == [SAMPLE]
    assert await store.disputes.judge(61, stands, SAMPLE) is None
    assert await samples(store) == [SAMPLE]


async def test_samples_are_listed_in_the_order_of_their_verdicts(store: SqlStore) -> None:
    for number in (1, 2, 3):
        await store.disputes.open_dispute(dispute(number, attempt_id=number))
        await store.disputes.judge(number, FAIR, SAMPLE._replace(score=number / 10))
    assert [one.score for one in await samples(store)] == [0.1, 0.2, 0.3]


async def test_a_grade_that_stands_is_kept_as_such(store: SqlStore) -> None:
    await store.disputes.open_dispute(dispute())
    stands = Verdict(band=None, at=NOON)
    assert await store.disputes.judge(60, stands, None) == dispute(verdict=stands)
    assert await samples(store) == []


async def test_a_verdict_is_news_until_it_was_told(store: SqlStore) -> None:
    await store.disputes.open_dispute(dispute())
    assert await store.disputes.untold(7) == []
    await store.disputes.judge(60, FAIR, None)
    assert await store.disputes.untold(7) == [dispute(verdict=FAIR)]
    assert await store.disputes.untold(8) == []
    await store.disputes.mark_told(60)
    assert await store.disputes.untold(7) == []


async def test_a_disputed_text_is_kept_until_the_verdict(store: SqlStore) -> None:
    await store.open_card(card())
    for draft_id in (10, 11):
        await store.open_draft(draft(draft_id))
        await store.keep_text(draft_id, "a lock")
    await store.record(attempt(100, draft_id=10))
    await store.record(attempt(101, draft_id=11))
    await store.disputes.open_dispute(dispute())
    assert await store.forget_texts(LATER, kept_before=LATER) == 1
    kept = await store.draft(10)
    assert kept is not None
    assert kept.text == "a lock"
    assert await store.has_erased(1, 7)
    await store.disputes.judge(60, FAIR, SAMPLE)
    assert await store.forget_texts(LATER, kept_before=LATER) == 1
    assert await samples(store) == [SAMPLE]


async def test_an_erasure_takes_the_dispute_and_leaves_the_sample(store: SqlStore) -> None:
    await store.disputes.open_dispute(dispute())
    await store.disputes.judge(60, FAIR, SAMPLE)
    await store.erasures.erase(70, 7)
    assert await store.disputes.dispute(60) is None
    assert await samples(store) == [SAMPLE]
