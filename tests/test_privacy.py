"""What PRIVACY.md, SECURITY.md and docs/export.md promise is true of the code."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.coach.retention import GROUPS_KEPT, KEPT, KEPT_ON_REQUEST, RUNS_KEPT
from bot.discord_ui.limits import FILE_BYTES
from bot.domain.personal_data import TABLES, PersonalData, Record
from bot.settings import Settings
from bot.storage.migrate import migrate

ROOT = Path(__file__).parents[1]
PAGES = ("PRIVACY.md", "SECURITY.md", "docs/export.md")
PRIVACY, SECURITY, EXPORT = ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)


def tables() -> set[str]:
    """All tables of the database."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return {name for (name,) in connection.execute(query)}


def rows(text: str) -> Mapping[str, str]:
    """The rows of the tables in a page: first cell, and the others."""
    return dict(re.findall(r"^\| (`[a-z_`, ]+`) \| (.+) \|$", text, re.MULTILINE))


def test_every_table_is_named() -> None:
    about_learners, others = PRIVACY.split("These tables hold nothing about members")
    assert {name.strip("`") for name in rows(about_learners)} == set(TABLES)
    rest = set(re.findall(r"`([a-z_]+)`", others.split("\n\n")[0]))
    assert rest == tables() - set(TABLES)


def test_the_times_are_those_of_the_code() -> None:
    kept = rows(PRIVACY)
    assert f"{KEPT.total_seconds() / 3600:.0f} hours" in kept["`draft`"]
    assert f"{KEPT_ON_REQUEST.days} days" in kept["`draft`"]
    assert f"{RUNS_KEPT.days} days" in kept["`demo_run`"]
    assert f"are deleted {GROUPS_KEPT.days} days later" in PRIVACY


def test_every_field_of_an_export_is_explained() -> None:
    top, *sections = re.split(r"^## `([a-z_]+)`$", EXPORT, flags=re.MULTILINE)
    assert names(top) == [*PersonalData.model_fields]
    assert sections[::2] == [*TABLES]
    for table, text in zip(sections[::2], sections[1::2], strict=True):
        assert names(text) == columns(TABLES[table]), table
    assert PersonalData.model_fields["format"].default in EXPORT
    assert f"{FILE_BYTES >> 20} MiB" in EXPORT


def names(text: str) -> list[str]:
    return [name for cell in rows(text) for name in re.findall(r"`([a-z_]+)`", cell)]


def columns(record: type[Record]) -> list[str]:
    return [name for name in record.model_fields if name != "id"]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_setting_and_link_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for command, words in re.findall(r"python -m bot ([a-z]+)([^`]*)`", text):
        known = {option for one in commands[command].params for option in one.opts}
        assert set(re.findall(r"--[a-z-]+", words)) <= known
    for setting in re.findall(r"COACH_[A-Z_]+", text):
        assert setting in Settings.names()
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert ((ROOT / page).parent / target).exists(), target
