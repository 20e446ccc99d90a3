import asyncio
import re
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.disputes import MarkedSample
from bot.coach.ports import Store
from bot.domain.attempt import Attempt
from bot.domain.dispute import Verdict
from bot.domain.errors import StorageError
from bot.domain.learner import Learner
from bot.domain.review import review
from bot.domain.snowflake import snowflake_at
from bot.domain.streak import Answered, fold_ledger
from bot.domain.zone import local_date
from bot.storage import SqlStore, open_store
from bot.storage.database import Result, Row, Unit, Value
from bot.storage.sqlite import SqliteDb, open_sqlite
from tests.storage.examples import (
    CRASH,
    GRADE,
    NOON,
    Hands,
    attempt,
    card,
    dispute,
    draft,
    graded,
    reply,
    run,
)


async def test_a_card_comes_back_as_it_was(store: Store) -> None:
    full = card(1, topic="gil-basics", level="senior")
    bare = card(2, group_id=None)
    await store.open_card(full)
    await store.open_card(bare)
    assert await store.card(1) == full
    assert await store.card(2) == bare
    assert await store.card(3) is None


async def test_what_is_opened_twice_is_kept_once(store: Store) -> None:
    await store.open_card(card())
    await store.take_hint(1, 7, limit=3)
    await store.open_draft(draft())
    await store.keep_text(10, "a lock")
    await store.open_card(card(item_id="another"))
    await store.open_draft(draft())
    assert await store.card(1) == card()
    assert await store.hints_taken(1) == 1
    assert await store.draft(10) == draft(text="a lock")


async def test_hints_are_counted_up_to_the_limit(store: Store) -> None:
    await store.open_card(card())
    assert await store.hints_taken(1) == 0
    assert [await store.take_hint(1, hint, limit=2) for hint in (7, 8, 8, 7, 9)] == [1, 2, 2, 2, 2]
    assert await store.hints_taken(1) == 2


async def test_a_hint_asked_for_twice_is_one_hint(store: Store) -> None:
    await store.open_card(card())
    assert [await store.take_hint(1, hint, limit=3) for hint in (7, 7, 8)] == [1, 1, 2]


async def test_a_card_that_is_not_kept_has_no_hints(store: Store) -> None:
    assert await store.take_hint(1, 7, limit=2) == 0
    assert await store.hints_taken(1) == 0


async def test_a_draft_belongs_to_a_card(store: Store) -> None:
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        await store.open_draft(draft())
    assert await store.draft(10) is None


async def test_the_text_sent_last_is_kept(store: Store) -> None:
    await store.open_card(card())
    await store.open_draft(draft())
    assert await store.draft(10) == draft(text="")
    await store.keep_text(10, "a lock")
    await store.keep_text(10, "one lock an interpreter")
    assert await store.draft(10) == draft(text="one lock an interpreter")


async def test_a_graded_text_no_longer_changes(store: Store) -> None:
    await store.open_card(card())
    await store.open_draft(draft())
    await store.keep_text(10, "the first text")
    await store.record(attempt())
    await store.keep_text(10, "the second text")
    assert await store.draft(10) == draft(text="the first text")


async def test_any_text_a_client_can_send_is_kept(store: Store) -> None:
    await store.open_card(card())
    await store.open_draft(draft())
    await store.keep_text(10, "\ud800 \0 🐍 gil \ufdfa'; DROP TABLE draft; --")
    assert await store.draft(10) == draft(text="\ufffd \ufffd 🐍 gil \ufdfa'; DROP TABLE draft; --")


async def test_the_latest_text_is_found_among_graded_or_ungraded_drafts(
    store: Store, clock: Hands
) -> None:
    await store.open_card(card(1))
    await store.open_card(card(2))
    for draft_id, card_id, learner_id in [
        (10, 1, 7),
        (11, 1, 7),
        (12, 1, 7),
        (13, 1, 8),
        (14, 2, 7),
    ]:
        await store.open_draft(draft(draft_id, card_id=card_id, learner_id=learner_id))
    assert await store.latest_text(1, 7, graded=False) is None
    for draft_id in (11, 10, 13, 14):  # 12 is never sent
        clock.now += timedelta(seconds=1)
        await store.keep_text(draft_id, f"text {draft_id}")
    assert await store.latest_text(1, 7, graded=False) == "text 10"
    assert await store.latest_text(1, 7, graded=True) is None
    await store.record(attempt(draft_id=10))
    assert await store.latest_text(1, 7, graded=False) == "text 11"
    assert await store.latest_text(1, 7, graded=True) == "text 10"
    assert await store.latest_text(2, 7, graded=False) == "text 14"


async def test_an_attempt_comes_back_as_it_was(store: Store) -> None:
    assert await store.attempt(100) is None
    assert await store.attempt_of(10) is None
    assert await store.record(attempt()) == attempt()
    assert await store.attempt(100) == attempt()
    assert await store.attempt_of(10) == attempt()
    given_up = attempt(101, draft_id=101, grade=None, gave_up=True, group_id=None)
    assert await store.record(given_up) == given_up
    assert await store.attempt(101) == given_up


async def test_a_second_attempt_on_a_draft_gets_the_first(store: Store) -> None:
    await store.record(attempt(100))
    assert await store.record(attempt(100, grade=graded(0.1))) == attempt(100)
    assert await store.record(attempt(101)) == attempt(100)
    assert await store.attempt(101) is None


async def test_an_id_used_on_two_drafts_is_refused(store: Store) -> None:
    await store.record(attempt(100))
    with pytest.raises(StorageError, match="another draft"):
        await store.record(attempt(100, draft_id=11))
    assert await store.attempt_of(11) is None


async def test_tries_are_counted_by_item_and_learner_without_ungraded_ones(store: Store) -> None:
    await store.record(attempt(100, draft_id=10))
    await store.record(attempt(101, draft_id=101, grade=None, gave_up=True))
    await store.record(attempt(102, draft_id=12, grade=graded(None)))
    await store.record(attempt(103, draft_id=13, item_id="another"))
    await store.record(attempt(104, draft_id=14, learner_id=8))
    assert await store.attempts_on("what-is-the-gil", 7) == 2
    assert await store.attempts_on("what-is-the-gil", 9) == 0


async def test_the_streak_sees_graded_attempts_oldest_first(store: Store) -> None:
    times = [NOON + timedelta(hours=hour, milliseconds=hour) for hour in range(7)]
    ids = [snowflake_at(time, 5) for time in times]
    made = [
        attempt(ids[1], draft_id=11),
        attempt(ids[0], draft_id=12, zone="Asia/Tokyo"),
        attempt(ids[2], draft_id=13, group_id=6),
        attempt(ids[3], draft_id=14, group_id=None),
        attempt(ids[4], draft_id=15, grade=graded(None)),
        attempt(ids[5], draft_id=16, grade=None, gave_up=True),
        attempt(ids[6], draft_id=17, learner_id=8),
    ]
    for one in made:
        await store.record(one)

    def answered(*order: int) -> list[Answered]:
        return [Answered(made[n].id, made[n].day, made[n].zone) for n in order]

    assert await store.answered(7, 5) == answered(1, 0)
    assert await store.answered(7, None) == answered(1, 0, 3)
    assert await store.answered(9, None) == []
    assert (await store.answered(7, None))[0].at == times[0]


@given(
    hours=st.lists(
        st.tuples(
            st.sampled_from([0, 1, 5, 11, 25, 35, 37, 50]),
            st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"]),
            st.sampled_from([5, 6, None]),
        ),
        max_size=16,
    ),
    waited=st.integers(0, 60),
)
async def test_the_streak_is_the_same_without_the_attempts_between(
    hours: list[tuple[int, str, int | None]], waited: int
) -> None:
    """Zones may change at will: each server has its own for those who chose none."""
    at, made = NOON, []
    for number, (step, zone, group_id) in enumerate(hours):
        at += timedelta(hours=step)
        one = attempt(
            snowflake_at(at, number),
            draft_id=number,
            zone=zone,
            day=local_date(at, zone),
            group_id=group_id,
        )
        made.append(one)
    now = at + timedelta(hours=waited)
    async with open_store("sqlite://", Hands()) as store:
        for one in made:
            await store.record(one)
        for group_id in (5, None):
            every = [
                Answered(one.id, one.day, one.zone)
                for one in made
                if group_id in (None, one.group_id)
            ]
            fewer = await store.answered(7, group_id)
            assert {*fewer} <= {*every}
            folded = fold_ledger(every, (), now=now, zone="UTC")
            assert fold_ledger(fewer, (), now=now, zone="UTC") == folded


async def test_the_first_graded_attempt_of_a_day_counts(store: Store) -> None:
    times = [NOON + hours * timedelta(hours=1) for hours in (0, 1, 2, 24, 25, 72)]
    given = (None, 0.5, 0.9, 0.25, 1.0, 1.0)
    for number, (at, score) in enumerate(zip(times, given, strict=True)):
        await store.record(
            attempt(
                snowflake_at(at),
                draft_id=number,
                day=at.date(),
                group_id=6 if number == 3 else 5,
                grade=graded(score),
            )
        )

    async def scores(group_id: int | None, since: date) -> list[tuple[int, float]]:
        counted = await store.counted(7, group_id, since=since)
        return [(one.day.day, one.score) for one in counted]

    assert await scores(None, NOON.date()) == [(14, 0.5), (15, 0.25), (17, 1.0)]
    assert await scores(5, NOON.date()) == [(14, 0.5), (15, 1.0), (17, 1.0)]
    assert await scores(None, NOON.date() + timedelta(days=1)) == [(15, 0.25), (17, 1.0)]
    (first, *_) = await store.counted(7, None, since=NOON.date())
    assert (first.at, first.item_id) == (times[1], "what-is-the-gil")


async def test_recent_scores_are_the_last_three_of_each_item(store: Store) -> None:
    for number, score in enumerate([0.1, 0.2, 0.3, 0.4, None]):
        await store.record(attempt(100 + number, draft_id=10 + number, grade=graded(score)))
    await store.record(attempt(200, draft_id=200, grade=None, gave_up=True))
    await store.record(attempt(201, draft_id=20, item_id="another", grade=graded(1.0)))
    await store.record(attempt(202, draft_id=21, learner_id=8))
    assert await store.recent_scores(7) == {
        "what-is-the-gil": (0.0, 0.4, 0.3),
        "another": (1.0,),
    }
    assert await store.recent_scores(9) == {}


async def test_texts_sent_before_a_time_are_forgotten(store: Store, clock: Hands) -> None:
    await store.open_card(card())
    for draft_id in (10, 11, 12):
        await store.open_draft(draft(draft_id))
    await store.keep_text(10, "old")
    clock.now += timedelta(hours=1)
    await store.keep_text(11, "new")
    assert await store.forget_texts(clock.now, kept_before=NOON) == 1
    assert await store.forget_texts(clock.now, kept_before=NOON) == 0
    assert await store.draft(10) == draft(10, text=None)
    assert await store.draft(11) == draft(11, text="new")
    assert await store.draft(12) == draft(12, text="")
    assert await store.latest_text(1, 7, graded=False) == "new"


async def test_a_text_is_kept_longer_for_those_who_chose_so(store: Store, clock: Hands) -> None:
    await store.open_card(card())
    for draft_id, learner_id in ((10, 7), (11, 8), (12, 9)):
        await store.open_draft(draft(draft_id, learner_id=learner_id, text="mine"))
    await store.learners.change_learner(Learner(id=7, keep_text=True))
    await store.learners.change_learner(Learner(id=8))
    later = clock.now + timedelta(days=1, seconds=1)
    assert await store.forget_texts(later, kept_before=clock.now) == 2
    assert await store.draft(10) == draft(10, text="mine")
    assert await store.forget_texts(later, kept_before=later) == 1


async def test_a_draft_opened_with_a_text_is_forgotten_like_any_other(
    store: Store, clock: Hands
) -> None:
    await store.open_card(card())
    await store.open_draft(draft(10, text="from the start"))
    await store.open_draft(draft(11, text=None))
    assert await store.draft(11) == draft(11, text=None)
    assert await store.forget_texts(clock.now + timedelta(milliseconds=1), kept_before=NOON) == 1


async def test_a_forgotten_text_is_in_no_file(tmp_path: Path, clock: Hands) -> None:
    random = Random(1)  # noqa: S311 - a repeatable test
    async with open_store(f"sqlite:///{tmp_path}/coach.db", clock) as store:
        await store.open_card(card())
        for draft_id in range(10, 210):
            await store.open_draft(draft(draft_id))
            for _ in range(2):  # an edited text leaves its first version behind
                await store.keep_text(draft_id, f"{draft_id} secret " * random.randint(1, 400))
            if draft_id % 3:
                await store.record(attempt(1000 + draft_id, draft_id=draft_id))
        assert await store.forget_texts(clock.now + timedelta(seconds=1), kept_before=NOON) == 200
        files = sorted(tmp_path.iterdir())
        assert [file.suffix for file in files] == [".db", ".db-shm", ".db-wal", ".lock"]
        assert not [file for file in files if b"secret" in file.read_bytes()]


async def test_the_last_note_stays(store: Store) -> None:
    assert await store.note("commands") is None
    await store.keep_note("commands", "1")
    await store.keep_note("commands", "2")
    await store.keep_note("other", "3")
    assert await store.note("commands") == "2"


async def test_two_submits_of_one_draft_at_once_agree(store: Store) -> None:
    await store.open_card(card())
    await store.open_draft(draft())
    results = await asyncio.gather(*(store.record(attempt(100 + n)) for n in range(50)))
    assert len(set(results)) == 1


DRAFTS = (10, 11, 12)
steps = st.one_of(
    st.tuples(st.just("keep_text"), st.sampled_from(DRAFTS), st.integers(0, 9)),
    st.tuples(st.just("record"), st.sampled_from(DRAFTS), st.integers(0, 9)),
)


@given(st.lists(st.lists(steps, max_size=6), min_size=2, max_size=5))
def test_however_submits_interleave_a_draft_has_one_attempt_and_its_text(
    learners: list[list[tuple[str, int, int]]],
) -> None:
    """Each list is one task; they run side by side."""
    recorded: dict[int, set[Attempt]] = {draft_id: set() for draft_id in DRAFTS}
    graded_text: dict[int, str | None] = {}

    async def act(store: Store, mine: list[tuple[str, int, int]]) -> None:
        for what, draft_id, number in mine:
            if what == "keep_text":
                await store.keep_text(draft_id, f"text {number}")
                continue
            one = await store.record(attempt(1000 + 10 * draft_id + number, draft_id=draft_id))
            recorded[draft_id].add(one)
            now = await store.draft(draft_id)
            assert now is not None
            assert graded_text.setdefault(draft_id, now.text) == now.text

    async def play() -> None:
        async with open_store("sqlite://", Hands()) as store:
            await store.open_card(card())
            for draft_id in DRAFTS:
                await store.open_draft(draft(draft_id))
            await asyncio.gather(*(act(store, mine) for mine in learners))
            for draft_id in DRAFTS:
                only = await store.attempt_of(draft_id)
                assert recorded[draft_id] == ({only} if only else set())

    asyncio.run(play())


class Listening:
    """Passes everything on to a database and notes the SQL."""

    def __init__(self, db: SqliteDb) -> None:
        self._db = db
        self.heard: list[str] = []

    async def read(self, sql: str, args: Sequence[Value] = ()) -> list[Row]:
        self.heard.append(sql)
        return await self._db.read(sql, args)

    async def write(self, unit: Unit) -> Result:
        self.heard += [sql for sql, _ in unit]
        return await self._db.write(unit)

    async def scrub(self) -> None:
        await self._db.scrub()

    async def writer_death(self) -> StorageError:
        return await self._db.writer_death()


async def after_an_answer(store: SqlStore) -> None:
    """Use everything that is kept after an answer."""
    await store.replies.open_reply(reply())
    await store.replies.reply(50)
    await store.replies.replies(100)
    await store.replies.keep_reply(50, "text")
    await store.replies.grade_reply(50, GRADE)
    await store.disputes.open_dispute(dispute())
    await store.disputes.dispute_of(100)
    await store.disputes.open_disputes(5)
    sample = MarkedSample("what-is-the-gil", "text", 0.7, NOON.date())
    await store.disputes.judge(60, Verdict(band=None, at=NOON), sample)
    await store.disputes.untold(7)
    await store.disputes.mark_told(60)
    await store.certainties.rated(7)


async def test_every_statement_walks_an_index(tmp_path: Path) -> None:
    path = str(tmp_path / "coach.db")
    async with open_sqlite(path) as db:
        listening = Listening(db)
        store = SqlStore(listening, Hands())
        calls = {
            "open_card": store.open_card(card()),
            "card": store.card(1),
            "take_hint": store.take_hint(1, 7, limit=3),
            "hints_taken": store.hints_taken(1),
            "open_draft": store.open_draft(draft()),
            "draft": store.draft(10),
            "keep_text": store.keep_text(10, "text"),
            "latest_text": store.latest_text(1, 7, graded=True),
            "has_erased": store.has_erased(1, 7),
            "record": store.record(attempt()),
            "attempt": store.attempt(100),
            "attempt_of": store.attempt_of(10),
            "attempts_on": store.attempts_on("what-is-the-gil", 7),
            "answered": store.answered(7, 5),
            "counted": store.counted(7, 5, since=NOON.date()),
            "recent_scores": store.recent_scores(7),
            "forget_texts": store.forget_texts(NOON, kept_before=NOON),
            "open_run": store.open_run(run()),
            "demo_run": store.demo_run(1),
            "finish_run": store.finish_run(1, prediction=None, outcome=CRASH, measured_at=NOON),
            "forget_runs": store.forget_runs(NOON),
            "note": store.note("name"),
            "keep_note": store.keep_note("name", "value"),
        }
        methods = {name for name in vars(Store) if not name.startswith("_")} - {
            "learners",
            "rankings",
            "reviews",
        }
        assert calls.keys() == methods
        for call in calls.values():
            await call
        await store.answered(7, None)
        await store.record(attempt(), review(None, attempt()))
        await store.reviews.card(7, "what-is-the-gil")
        await store.reviews.cards(7)
        await store.reviews.recalls(7)
        await store.history.attempts(7, offset=10, limit=10)
        await after_an_answer(store)
    connection = sqlite3.connect(path)
    for sql in listening.heard:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
        steps = [detail for *_, detail in plan]
        tables = "card|draft|attempt|note|review|review_card|reply|dispute"
        assert not [step for step in steps if re.match(f"SCAN ({tables})", step)], sql
    connection.close()
