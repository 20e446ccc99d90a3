"""What coaches see of a server's questions."""

from collections.abc import AsyncIterator

import pytest

from bot.coach.item_analysis import PAGE_ITEMS, ItemAnalysis
from bot.storage import SqlStore, open_store
from tests.domain.examples import make_bank, make_item
from tests.storage.examples import Hands, attempt, graded, report

GROUP = 5
BANK = make_bank(make_item(), make_item(id="other"))


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    async with open_store("sqlite://", Hands()) as opened:
        yield opened


async def test_coaches_see_what_needs_a_look_first(store: SqlStore) -> None:
    analysis = ItemAnalysis(bank=BANK, rankings=store.rankings, reports=store.reports)
    empty = await analysis.show(6)
    assert (empty.rows, empty.page, empty.pages) == ((), 1, 1)
    for learner_id in (11, 22):
        await store.reports.keep_report(report(10, learner_id=learner_id, item_id="who-shares"))
    for number in range(1, PAGE_ITEMS + 2):
        one = attempt(number, draft_id=number, item_id=f"q-{number}", grade=graded(0.5))
        await store.record(one)
    page = await analysis.show(GROUP)
    assert page.rows[0].item_id == "who-shares"
    assert page.titles["who-shares"] == "Who shares memory?"
    assert page.titles["q-1"] == "q-1"
    assert (page.page, page.pages) == (1, 2)
    assert len((await analysis.show(GROUP, page=9)).rows) == 2


async def test_a_long_history_is_read_in_pieces(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.coach.item_analysis.PIECE", 2)
    for number in range(1, 6):
        await store.record(attempt(number, draft_id=number, grade=graded(0.5)))
    analysis = ItemAnalysis(bank=BANK, rankings=store.rankings, reports=store.reports)
    rows = {row.item_id: row for row in (await analysis.show(GROUP)).rows}
    assert rows["what-is-the-gil"].answers == 5
