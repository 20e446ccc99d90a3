"""Rounds, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.rounds.RoundStore` and
`coach.round_keeper.KeeperStore`. `look_at` alone says which rounds need a keeper: what changes the
count of a round puts it there, so a look costs what there is to do, however many rounds are open.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from ..coach.round_keeper import LEASE
from ..domain.attempt import Attempt, Card
from ..domain.errors import StorageError
from ..domain.round import Posted, Round
from ..domain.snowflake import snowflake_at
from .database import Db, Row, Statement
from .rows import (
    INSERT_CARD,
    SELECT_ATTEMPT,
    SELECT_CARD,
    epoch_ms,
    from_card,
    from_epoch_ms,
    storable,
    to_attempt,
    to_card,
)

_SELECT = (
    "SELECT id, group_id, channel_id, item_id, opened_at, closes_at, closed_at, message_id,"
    " threaded, shown, version, role_id,"
    " (SELECT learner_id FROM round_owner WHERE round_id = round.id) FROM round"
)

_ANSWERED = (
    "SELECT COUNT(*) FROM card WHERE round_id = ? AND EXISTS"
    " (SELECT 1 FROM attempt WHERE card_id = card.id AND score IS NOT NULL)"
)
_FIRST = (
    "SELECT MIN(a.id) FROM card AS c"
    " JOIN attempt AS a ON a.card_id = c.id AND a.score IS NOT NULL WHERE c.round_id = ?"
)
_MAX_ID = 2**63 - 1
_SHARED = "SELECT attempt_id FROM shared_answer WHERE round_id = ? AND learner_id <> ?"


class SqlRoundStore:
    """Implements `coach.rounds.RoundStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def open_round(self, opened: Round) -> Round:
        """Keep the round and its owner; the first of that id stays."""
        insert = (
            "INSERT INTO round (id, group_id, channel_id, item_id, role_id, opened_at, closes_at,"
            " look_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
        closes_at = epoch_ms(opened.closes_at)
        args = (
            opened.id,
            opened.group_id,
            opened.channel_id,
            opened.item_id,
            opened.role_id,
            epoch_ms(opened.opened_at),
            closes_at,
            closes_at,
        )
        unit: list[Statement] = [(insert, args)]
        if opened.owner_id is not None:
            own = "INSERT INTO round_owner (round_id, learner_id) VALUES (?, ?)"
            unit.append((f"{own} ON CONFLICT DO NOTHING", (opened.id, opened.owner_id)))
        *_, (row,) = await self._db.write([*unit, (f"{_SELECT} WHERE id = ?", (opened.id,))])
        return _to_round(row)

    async def round(self, round_id: str) -> Round | None:
        """Find the round."""
        rows = await self._db.read(f"{_SELECT} WHERE id = ?", (round_id,))
        return _to_round(rows[0]) if rows else None

    async def round_in(self, thread_id: int) -> Round | None:
        """Find the round by its message: a thread made from that has the same id."""
        rows = await self._db.read(f"{_SELECT} WHERE message_id = ?", (thread_id,))
        return _to_round(rows[0]) if rows else None

    async def keep_message(self, round_id: str, posted: Posted, *, now: datetime) -> None:
        """Keep the message, and look whether it says too little already."""
        sql = (
            "UPDATE round SET message_id = ?, threaded = ?, look_at = ?, version = version + 1"
            " WHERE id = ? AND message_id IS NULL"
        )
        args = (posted.message_id, int(posted.threaded), epoch_ms(now), round_id)
        await self._db.write([(sql, args)])

    async def close_round(self, round_id: str, *, now: datetime) -> None:
        """Close it, if it is open."""
        sql = (
            "UPDATE round SET closed_at = ?, look_at = ?, version = version + 1"
            " WHERE id = ? AND closed_at IS NULL"
        )
        await self._db.write([(sql, (epoch_ms(now), epoch_ms(now), round_id))])

    async def open_of(self, owner_id: int, channel_id: int, *, now: datetime) -> Sequence[str]:
        """List the rounds; one that did not get into the channel keeps nobody from asking again."""
        sql = (
            "SELECT id FROM round WHERE id IN (SELECT round_id FROM round_owner"
            " WHERE learner_id = ?) AND channel_id = ? AND message_id IS NOT NULL"
            " AND closed_at IS NULL AND closes_at > ?"
        )
        rows = await self._db.read(sql, (owner_id, channel_id, epoch_ms(now)))
        return [round_id for (round_id,) in rows]

    async def asked_in(self, channel_id: int) -> Sequence[str]:
        """List the questions."""
        sql = (
            "SELECT item_id FROM round WHERE channel_id = ?"
            " GROUP BY item_id ORDER BY MAX(opened_at) DESC"
        )
        return [item_id for (item_id,) in await self._db.read(sql, (channel_id,))]

    async def open_round_card(self, card: Card) -> Card:
        """Keep the card; the first of that member and round stays."""
        kept = (f"{SELECT_CARD} WHERE round_id = ? AND learner_id = ?", _key(card))
        _, rows = await self._db.write([(INSERT_CARD, from_card(card)), kept])
        if not rows:
            raise StorageError(f"Card {card.id} was already opened outside of the round.")
        return to_card(rows[0])

    async def first_attempt(self, round_id: str, learner_id: int) -> Attempt | None:
        """Find the attempt."""
        sql = f"{SELECT_ATTEMPT} WHERE id = ({_FIRST} AND c.learner_id = ?)"
        rows = await self._db.read(sql, (round_id, learner_id))
        return to_attempt(rows[0]) if rows else None

    async def share(self, attempt: Attempt, round_id: str) -> None:
        """Keep that it is shared; once is enough."""
        sql = (
            "INSERT INTO shared_answer (attempt_id, round_id, learner_id) VALUES (?, ?, ?)"
            " ON CONFLICT DO NOTHING"
        )
        await self._db.write([(sql, (attempt.id, round_id, attempt.learner_id))])

    async def shared(self, round_id: str, *, besides: int, limit: int) -> Sequence[Attempt]:
        """List the attempts."""
        sql = f"{SELECT_ATTEMPT} WHERE id IN ({_SHARED}) ORDER BY id DESC LIMIT ?"
        return [to_attempt(row) for row in await self._db.read(sql, (round_id, besides, limit))]

    async def due(self, now: datetime, *, limit: int) -> Sequence[Round]:
        """List what is due, in the order of the index.

        A claim from further ahead than any was made by a clock that was wrong, and is void.
        """
        sql = (
            f"{_SELECT} WHERE look_at <= ? AND (not_before <= ? OR not_before > ?)"
            " ORDER BY look_at, id LIMIT ?"
        )
        present, latest = epoch_ms(now), epoch_ms(now + LEASE + timedelta(seconds=1))
        rows = await self._db.read(sql, (present, present, latest, limit))
        return [_to_round(row) for row in rows]

    async def claim(self, current: Round, *, now: datetime, until: datetime) -> Round | None:
        """Claim that version."""
        claim = (
            "UPDATE round SET not_before = ?, tries = tries + 1, version = version + 1,"
            " closed_at = CASE WHEN closed_at IS NULL AND closes_at <= ? THEN closes_at"
            " ELSE closed_at END"
            " WHERE id = ? AND version = ? RETURNING id"
        )
        args = (epoch_ms(until), epoch_ms(now), current.id, current.version)
        claimed, rows = await self._db.write(
            [(claim, args), (f"{_SELECT} WHERE id = ?", (current.id,))]
        )
        return _to_round(rows[0]) if claimed else None

    async def tries(self, round_id: str) -> int:
        """Read the count."""
        ((tries,),) = await self._db.read("SELECT tries FROM round WHERE id = ?", (round_id,))
        return int(tries)

    async def answered(self, round_id: str) -> int:
        """Count the members; each has one card."""
        ((answered,),) = await self._db.read(_ANSWERED, (round_id,))
        return int(answered)

    async def first_attempts(self, current: Round) -> Sequence[Attempt]:
        """List the attempts. A thousand take long to check, so that is done in a thread."""
        end = _MAX_ID
        if current.closed_at is not None:
            end = snowflake_at(current.closed_at + timedelta(milliseconds=1))
        sql = f"{SELECT_ATTEMPT} WHERE id < ? AND id IN ({_FIRST} GROUP BY c.id) ORDER BY id"
        rows = await self._db.read(sql, (end, current.id))
        return await asyncio.to_thread(lambda: [to_attempt(row) for row in rows])

    async def keep_shown(self, round_id: str, shown: int, *, not_before: datetime) -> None:
        """Keep the number; without an answer since it was counted, look again at the close."""
        keep = "UPDATE round SET shown = ?, not_before = ?, tries = 0 WHERE id = ?"
        rest = (
            "UPDATE round SET look_at = closes_at WHERE id = ? AND closed_at IS NULL AND shown ="
            " (SELECT COUNT(*) FROM card WHERE round_id = round.id AND EXISTS"
            " (SELECT 1 FROM attempt WHERE card_id = card.id AND score IS NOT NULL))"
        )
        keep_args = (shown, epoch_ms(not_before), round_id)
        await self._db.write([(keep, keep_args), (rest, (round_id,))])

    async def put_off(self, round_id: str, *, not_before: datetime) -> None:
        """Move the end of the claim."""
        sql = "UPDATE round SET not_before = ? WHERE id = ?"
        await self._db.write([(sql, (epoch_ms(not_before), round_id))])

    async def finish(
        self, round_id: str, *, shown: int, now: datetime, reason: str | None = None
    ) -> None:
        """Take it out of the index."""
        sql = (
            "UPDATE round SET look_at = NULL, shown = ?, reason = ?,"
            " closed_at = COALESCE(closed_at, ?), version = version + 1 WHERE id = ?"
        )
        kept = None if reason is None else storable(reason)
        await self._db.write([(sql, (shown, kept, epoch_ms(now), round_id))])


def note_answer(attempt: Attempt) -> Statement:
    """Return what makes the round of a graded attempt due, if it has one."""
    sql = (
        "UPDATE round SET look_at = ? WHERE look_at > ?"
        " AND id = (SELECT round_id FROM card WHERE card.id = ?)"
    )
    at = epoch_ms(attempt.at)
    return sql, (at, at, attempt.card_id)


def note_erasure(learner_id: int) -> Statement:
    """Return what makes the rounds of a learner due who is about to be erased."""
    sql = (
        "UPDATE round SET look_at = opened_at WHERE look_at IS NOT NULL"
        " AND id IN (SELECT round_id FROM card WHERE learner_id = ?)"
    )
    return sql, (learner_id,)


def _key(card: Card) -> tuple[str | None, int]:
    return card.round_id, card.learner_id


def _to_round(row: Row) -> Round:
    """Read a row of `_SELECT`."""
    round_id, group_id, channel_id, item_id, opened_at, closes_at, closed_at, *rest = row
    message_id, threaded, shown, version, role_id, owner_id = rest
    return Round(
        id=round_id,
        group_id=group_id,
        channel_id=channel_id,
        item_id=item_id,
        owner_id=owner_id,
        role_id=role_id,
        opened_at=from_epoch_ms(opened_at),
        closes_at=from_epoch_ms(closes_at),
        closed_at=None if closed_at is None else from_epoch_ms(closed_at),
        message_id=message_id,
        threaded=bool(threaded),
        shown=shown,
        version=version,
    )
