"""Groups' settings and unfinished setups, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.groups.GroupStore` and
`coach.setups.SetupStore`.
"""

from datetime import datetime

from ..domain.group import GroupSettings
from ..domain.learner import Visibility
from ..domain.setup_form import SetupForm
from ..domain.snowflake import snowflake_at
from .database import Db


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
