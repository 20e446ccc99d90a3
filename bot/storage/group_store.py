"""Groups' settings and unfinished setups, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.groups.GroupStore` and
`coach.setups.SetupStore`.
"""

from collections.abc import Collection
from datetime import datetime

from ..domain.group import GroupSettings
from ..domain.learner import Visibility
from ..domain.setup_form import SetupForm
from ..domain.snowflake import snowflake_at
from .database import Db
from .rows import epoch_ms

_LEFT = "IN (SELECT group_id FROM left_group WHERE left_at < ?)"
_ROUNDS = (
    "IN (SELECT id FROM round JOIN left_group ON left_group.group_id = round.group_id"
    " WHERE left_at < ?)"
)
_OF_LEFT = (
    f"FROM shared_answer WHERE round_id {_ROUNDS}",
    f"FROM round_owner WHERE round_id {_ROUNDS}",
    f"FROM round WHERE group_id {_LEFT}",
    f"FROM daily_post WHERE group_id {_LEFT}",
    f"FROM schedule WHERE group_id {_LEFT}",
    f"FROM group_settings WHERE group_id {_LEFT}",
    f"FROM dispute WHERE group_id {_LEFT} AND verdict IS NULL",
    "FROM left_group WHERE left_at < ?",
)
"""What goes with a group. A dispute that nobody can judge any more would keep its text for ever."""


class SqlGroupStore:
    """Implements `coach.groups.GroupStore` and `coach.setups.SetupStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def settings(self, group_id: int) -> GroupSettings | None:
        """Find the settings."""
        sql = (
            "SELECT group_id, coach_role_id, visibility, version FROM group_settings"
            " WHERE group_id = ?"
        )
        for found_id, coach_role_id, visibility, version in await self._db.read(sql, (group_id,)):
            return GroupSettings(
                group_id=found_id,
                coach_role_id=coach_role_id,
                visibility=Visibility(visibility),
                version=version,
            )
        return None

    async def change_settings(self, settings: GroupSettings) -> bool:
        """Insert the row, or replace the one of that version."""
        sql = (
            "INSERT INTO group_settings (group_id, coach_role_id, visibility, version)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (group_id) DO UPDATE"
            " SET coach_role_id = excluded.coach_role_id, visibility = excluded.visibility,"
            " version = excluded.version WHERE group_settings.version = ? RETURNING group_id"
        )
        args = (
            settings.group_id,
            settings.coach_role_id,
            settings.visibility,
            settings.version + 1,
            settings.version,
        )
        (rows,) = await self._db.write([(sql, args)])
        return bool(rows)

    async def form(self, form_id: int) -> SetupForm | None:
        """Find the form."""
        sql = "SELECT form, version FROM setup_form WHERE id = ?"
        for form, version in await self._db.read(sql, (form_id,)):
            found = SetupForm.model_validate_json(form)
            return found.model_copy(update={"version": version})
        return None

    async def open_form(self, form: SetupForm, *, forget_before: datetime) -> None:
        """Insert the form, the first of that id; delete the old ones: their ids tell their age."""
        forget = ("DELETE FROM setup_form WHERE id < ?", (snowflake_at(forget_before),))
        keep = "INSERT INTO setup_form (id, form, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        args = (form.id, form.model_dump_json(), form.version)
        await self._db.write([forget, (keep, args)])

    async def change_form(self, form: SetupForm) -> bool:
        """Replace the row of that version."""
        sql = (
            "UPDATE setup_form SET form = ?, version = version + 1"
            " WHERE id = ? AND version = ? RETURNING id"
        )
        args = (form.model_dump_json(), form.id, form.version)
        (rows,) = await self._db.write([(sql, args)])
        return bool(rows)

    async def keep_left(self, group_id: int, *, now: datetime) -> None:
        """Insert the group; the first time stays."""
        sql = "INSERT INTO left_group (group_id, left_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
        await self._db.write([(sql, (group_id, epoch_ms(now)))])

    async def keep_joined(self, group_id: int) -> None:
        """Delete the group from those that left."""
        await self._db.write([("DELETE FROM left_group WHERE group_id = ?", (group_id,))])

    async def all_left(self) -> Collection[int]:
        """List the groups."""
        rows = await self._db.read("SELECT group_id FROM left_group", ())
        return [group_id for (group_id,) in rows]

    async def all_kept(self) -> Collection[int]:
        """List the groups, each once."""
        sql = (
            "SELECT group_id FROM schedule UNION SELECT group_id FROM group_settings"
            " UNION SELECT group_id FROM round"
        )
        return [group_id for (group_id,) in await self._db.read(sql, ())]

    async def forget_left(self, before: datetime) -> int:
        """Delete all of theirs in one unit; without such groups nothing is written."""
        args = (epoch_ms(before),)
        count = "SELECT COUNT(*) FROM left_group WHERE left_at < ?"
        ((groups,),) = await self._db.read(count, args)
        if groups:
            await self._db.write([(f"DELETE {rows}", args) for rows in _OF_LEFT])
        return int(groups)
