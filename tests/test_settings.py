import re
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.errors import SettingError
from bot.settings import CoachSettings, LogFormat, LogLevel, Settings

EXAMPLE = (Path(__file__).parents[1] / ".env.example").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [*Settings.names(), *CoachSettings.names()]:
        monkeypatch.delenv(name, raising=False)


def refused(settings: type[CoachSettings] = Settings) -> str:
    with pytest.raises(SettingError) as caught:
        settings.load()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_nothing_has_to_be_set() -> None:
    settings = Settings.load()
    assert settings.discord_token is None
    assert settings.database_url is None
    assert settings.timezone == "UTC"
    assert settings.limit_member_answers_per_minute == 10
    assert settings.limit_group_answers_per_minute == 1200


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("COACH_TIMEZONE=Asia/Tokyo\nCOACH_LOG_LEVEL=debug\n", encoding="utf-8")
    monkeypatch.setenv("COACH_TIMEZONE", "Europe/Vienna")
    settings = Settings.load()
    assert settings.timezone == "Europe/Vienna"
    assert settings.log_level is LogLevel.DEBUG


def test_an_empty_line_sets_nothing() -> None:
    Path(".env").write_text("DISCORD_TOKEN=\nCOACH_LOG_FORMAT=JSON\n", encoding="utf-8")
    settings = Settings.load()
    assert settings.discord_token is None
    assert settings.log_format is LogFormat.JSON


def test_the_token_is_not_shown() -> None:
    Path(".env").write_text("DISCORD_TOKEN=very-secret\n", encoding="utf-8")
    settings = Settings.load()
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "very-secret"
    assert "very-secret" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("COACH_TIMEZONE", "Vienna", "Did you mean Europe/Vienna"),
        ("COACH_TIMEZONE", "../../etc/passwd", "such as Europe/Vienna"),
        ("COACH_TIMEZONE", "?", "Did you mean UTC?"),
        ("COACH_LIMIT_MEMBER_ANSWERS_PER_MINUTE", "0", "a whole number from 1"),
        ("COACH_LIMIT_GROUP_ANSWERS_PER_MINUTE", "many", "“many” cannot be used"),
        ("COACH_LOG_LEVEL", "loud", "Write DEBUG, INFO, WARNING or ERROR"),
        ("COACH_LOG_FORMAT", "xml", "Write text or json"),
        ("COACH_ALLOW_EPHEMERAL_DISK", "maybe", "Write true or false"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    message = refused()
    assert message.startswith(f"{name}: ")
    assert told in message


def test_a_misspelt_name_is_refused_in_the_file() -> None:
    Path(".env").write_text("COACH_TIMEZON=UTC\n", encoding="utf-8")
    assert refused() == "COACH_TIMEZON: there is no such setting. Did you mean COACH_TIMEZONE?"


def test_a_misspelt_name_is_refused_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATADIR", "/tmp")  # noqa: S108 - only a value
    try:
        assert "Did you mean COACH_DATA_DIR?" in refused()
    finally:
        monkeypatch.delenv("COACH_DATADIR")


def test_the_names_of_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("REDIS_URL=x\nTIMEZONE=Nowhere\ndata_dir=x\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert Settings.load() == Settings()


def test_a_file_in_another_encoding_is_named() -> None:
    Path(".env").write_bytes("COACH_DATA_DIR=caf\xe9".encode("latin-1"))
    assert refused() == ".env: this file is not UTF-8 text. Save it as UTF-8."


def test_a_plugin_reads_nothing_of_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DISCORD_TOKEN=host\nCOACH_DATABASE_URL=sqlite:///x.db\n", "utf-8")
    monkeypatch.setenv("DATABASE_URL", "postgresql://host")
    settings = CoachSettings.load()
    assert settings.database_url == "sqlite:///x.db"
    assert "host" not in repr(settings)


def test_the_name_of_the_plugins_database_is_refused_for_the_bot() -> None:
    Path(".env").write_text("COACH_DATABASE_URL=sqlite:///x.db\n", encoding="utf-8")
    assert "Did you mean DATABASE_URL?" in refused()


def test_a_database_file_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.load().database_file("coach.db") == "sqlite:///data/coach.db"
    monkeypatch.setenv("COACH_DATA_DIR", "~/kept")
    monkeypatch.setenv("HOME", "/home/ada")
    assert Settings.load().database_file("chat.db") == "sqlite:////home/ada/kept/chat.db"


def test_a_host_that_wipes_its_disk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Settings.load().refuse_lost_data({})
    with pytest.raises(SettingError, match="COACH_ALLOW_EPHEMERAL_DISK: this host wipes"):
        Settings.load().refuse_lost_data({"DYNO": "worker.1"})
    monkeypatch.setenv("COACH_ALLOW_EPHEMERAL_DISK", "true")
    Settings.load().refuse_lost_data({"DYNO": "worker.1"})


def test_the_example_explains_every_setting_and_no_other() -> None:
    lines = EXAMPLE.splitlines()
    named = [match[1] for line in lines if (match := re.match(r"#([A-Z_]+)=", line))]
    assert sorted(named) == sorted(Settings.names())
    for before, line in pairwise(lines):
        if re.match(r"#[A-Z_]+=", line):
            assert re.match(r"# [A-Z].{20,}\.|# .*\)\.$", before), f"{line} is not explained"


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line[1:] for line in EXAMPLE.splitlines() if re.match(r"#[A-Z_]+=", line)]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    assert Settings.load() == Settings(
        _env_file=None, DATABASE_URL="sqlite:////var/lib/gil-coach/coach.db"
    )
