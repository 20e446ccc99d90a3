"""DATABASE_URL: where the database is, written as SQLAlchemy writes it.

    sqlite:////var/lib/coach.db    an absolute path (four slashes)
    sqlite:///data/coach.db        a path from the folder the bot was started in (three)
    sqlite://                      in memory, gone at the end: for tests

Other databases are refused here, before anything is opened.
"""

from pathlib import Path

from ..domain.errors import SettingError

MEMORY = ":memory:"
"""SQLite's own name for a database in memory."""

_SETTING = "DATABASE_URL"


def sqlite_path(url: str) -> str:
    """Return the path of the database file, or `MEMORY`.

    Raises:
        SettingError: not the address of a SQLite file. The address itself, which may hold a
            password, is not repeated.
    """
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.partition("+")[0] != "sqlite":
        raise SettingError(_SETTING, "only SQLite is supported now: write sqlite:///data/coach.db.")
    if rest in ("", "/", f"/{MEMORY}"):
        return MEMORY
    if not rest.startswith("/"):
        raise SettingError(_SETTING, f"a slash is missing: write sqlite:///{rest}.")
    path = rest[1:]
    if "?" in path:
        raise SettingError(_SETTING, "options after “?” are not supported: end with the file name.")
    return path


def sqlite_file(url: str) -> Path:
    """Return the path of the database file.

    Raises:
        SettingError: not the address of a SQLite file; one in memory is none.
    """
    path = sqlite_path(url)
    if path == MEMORY:
        raise SettingError(_SETTING, "a database in memory is gone when the bot stops.")
    return Path(path)
