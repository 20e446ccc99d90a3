"""What learners say about questions."""

from collections.abc import AsyncIterator

import pytest

from bot.coach.marking import Marking
from bot.coach.reports import Reports
from bot.coach.throttle import Throttle
from bot.domain.attempt import Card
from bot.domain.errors import GoneError, NotYoursError
from bot.domain.grading import Grader
from bot.domain.report import MAX_WORDS_CHARS, ReportKind
from bot.storage import SqlStore, open_store
from bot.storage.report_store import read_reports
from tests.domain.examples import make_bank, make_item
from tests.storage.examples import Hands

ALICE, BOB, GROUP = 11, 22, 5
BANK = make_bank(make_item(), make_item(id="other"))


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    async with open_store("sqlite://", Hands()) as opened:
        await opened.open_card(card(1))
        await opened.open_card(card(2, learner_id=BOB))
        await opened.open_card(card(3, item_id="gone"))
        yield opened


@pytest.fixture
def reports(store: SqlStore) -> Reports:
    throttle = Throttle(Hands(), member_per_minute=10, group_per_minute=10)
    marking = Marking(bank=BANK, grader=Grader(BANK), store=store, throttle=throttle, zone="UTC")
    return Reports(bank=BANK, marking=marking, store=store, reports=store.reports)


def card(card_id: int, *, learner_id: int = ALICE, item_id: str = "who-shares") -> Card:
    return Card(id=card_id, learner_id=learner_id, group_id=GROUP, item_id=item_id)


async def report(
    reports: Reports, number: int, *, card_id: int = 1, learner: int = ALICE, words: str = ""
) -> None:
    await reports.report(
        number, card_id=card_id, learner_id=learner, kind=ReportKind.WRONG, words=words
    )


async def test_a_report_is_kept_with_the_version_of_the_question(
    reports: Reports, store: SqlStore
) -> None:
    item = await reports.about(1, learner_id=ALICE)
    assert item.id == "who-shares"
    await report(reports, 10, words="  no \x00 it is not  ")
    (kept,) = await read_reports(store.records._read)
    assert (kept.id, kept.learner_id, kept.group_id) == (10, ALICE, GROUP)
    assert kept.words == "no \ufffd it is not"
    assert kept.rubric_version == BANK.rubric_version("who-shares")


async def test_the_last_report_of_a_learner_stays_whatever_arrives_when(
    reports: Reports, store: SqlStore
) -> None:
    for number, words in ((11, "second"), (10, "first"), (11, "second, twice")):
        await report(reports, number, words=words)
    await report(reports, 12, card_id=2, learner=BOB, words="x" * 2 * MAX_WORDS_CHARS)
    kept = await read_reports(store.records._read)
    assert [(one.id, one.words[:6]) for one in kept] == [(11, "second"), (12, "xxxxxx")]
    assert len(kept[1].words) == MAX_WORDS_CHARS
    assert await store.reports.reports_in(GROUP) == {"who-shares": 2}
    assert await store.reports.reports_in(6) == {}


async def test_only_ones_own_card_and_a_question_that_is_there_can_be_reported(
    reports: Reports,
) -> None:
    with pytest.raises(NotYoursError):
        await report(reports, 10, card_id=2)
    with pytest.raises(NotYoursError):
        await reports.about(2, learner_id=ALICE)
    for card_id in (3, 4):
        with pytest.raises(GoneError):
            await report(reports, 10, card_id=card_id)
        with pytest.raises(GoneError):
            await reports.about(card_id, learner_id=ALICE)
