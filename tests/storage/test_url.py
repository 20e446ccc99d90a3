import pytest

from bot.domain.errors import SettingError
from bot.storage.url import MEMORY, sqlite_path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////var/lib/coach.db", "/var/lib/coach.db"),
        ("sqlite:///data/coach.db", "data/coach.db"),
        ("sqlite+aiosqlite:///coach.db", "coach.db"),
        ("sqlite:///my data/ü.db", "my data/ü.db"),
        ("sqlite://", MEMORY),
        ("sqlite:///", MEMORY),
        ("sqlite:///:memory:", MEMORY),
    ],
)
def test_an_address_is_read_as_sqlalchemy_reads_it(url: str, path: str) -> None:
    assert sqlite_path(url) == path


@pytest.mark.parametrize(
    "url",
    ["postgresql://coach:secret@db/coach", "mysql://secret@db", "secret.db", ":memory:", "", "://"],
)
def test_another_database_is_refused_without_repeating_its_password(url: str) -> None:
    with pytest.raises(SettingError, match="only SQLite is supported now") as refusal:
        sqlite_path(url)
    assert refusal.value.setting == "DATABASE_URL"
    assert "secret" not in str(refusal.value)


def test_a_missing_slash_is_named() -> None:
    with pytest.raises(SettingError, match="a slash is missing: write sqlite:///coach"):
        sqlite_path("sqlite://coach.db")


def test_options_are_refused() -> None:
    with pytest.raises(SettingError, match="options"):
        sqlite_path("sqlite:///coach.db?mode=ro")
