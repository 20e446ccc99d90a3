"""What the person who runs the bot can choose, from the environment and a `.env` file.

Every field is explained on one line of `.env.example`. A value that cannot be used stops the start
with one sentence; a misspelt `COACH_*` name is refused, everybody else's names are left alone.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from .domain.errors import SettingError

_PREFIX = "COACH_"
_DATABASE = "sqlite:////absolute/path/coach.db, or leave it out"


class LogLevel(StrEnum):
    """The least important log line that is written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


def _known_zone(name: str) -> str:
    zones = {zone.lower(): zone for zone in available_timezones()}
    if name not in zones.values():
        nearest = get_close_matches(name.lower(), zones, n=3, cutoff=0.5)
        names = " or ".join(zones[one] for one in nearest) or "UTC"
        raise ValueError(f"Did you mean {names}?")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
Count = Annotated[int, Field(ge=1)]


class CoachSettings(BaseSettings):
    """The settings of a coach wherever it runs, read from `COACH_*` only: a plugin's settings.

    A field's description is what to write there, as shown when its value cannot be used.

    Attributes:
        database_url: as SQLAlchemy writes it; None is a SQLite file in `data_dir`.
        timezone: IANA zone of learners who have not chosen one.
        pythons: paths of further interpreters for demonstrations, separated by `os.pathsep`.
        find_pythons: look for more of them on PATH and where pyenv and uv keep theirs.
        allow_ephemeral_disk: keep SQLite on a host that wipes its disk at each restart.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        dotenv_filtering="match_prefix",
        extra="forbid",
        frozen=True,
    )

    data_dir: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        Path("data"), description="the path of a folder"
    )
    database_url: str | None = Field(None, description=_DATABASE)
    timezone: Zone = Field("UTC", description="an IANA time zone such as Europe/Vienna")
    limit_member_answers_per_minute: Count = Field(10, description="a whole number from 1")
    limit_group_answers_per_minute: Count = Field(1200, description="a whole number from 1")
    limit_demo_every_s: Annotated[float, Field(ge=0)] = Field(
        20, description="a number of seconds from 0"
    )
    limit_demos_waiting: Count = Field(8, description="a whole number from 1")
    limit_group_demos_waiting: Count = Field(2, description="a whole number from 1")
    demo_engine: Annotated[str, Field(pattern=r"^(local|dask://[^/\s]+:\d+)$")] = Field(
        "local", description="local, or dask://host:port of a dask scheduler"
    )
    pythons: str = Field("", description="paths of Python interpreters, with a : between them")
    find_pythons: bool = Field(default=False, description="true or false")
    log_level: Annotated[LogLevel, BeforeValidator(str.upper)] = Field(
        LogLevel.INFO, description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Annotated[LogFormat, BeforeValidator(str.lower)] = Field(
        LogFormat.TEXT, description="text or json"
    )
    allow_ephemeral_disk: bool = Field(default=False, description="true or false")

    @classmethod
    def load(cls) -> Self:
        """Read the environment and `.env`, the environment first.

        Raises:
            SettingError: a value cannot be used, or a `COACH_*` name does not exist.
        """
        for name in os.environ:
            if name.startswith(_PREFIX) and name not in cls.names():
                raise cls._unknown(name)
        try:
            return cls()
        except ValidationError as error:
            raise cls._explain(error.errors()[0]) from None
        except UnicodeDecodeError:
            raise SettingError(".env", "this file is not UTF-8 text. Save it as UTF-8.") from None

    @classmethod
    def names(cls) -> Mapping[str, str]:
        """The name of each setting as written in `.env`, and its field."""
        return {
            field.validation_alias
            if isinstance(field.validation_alias, str)
            else _PREFIX + name.upper(): name
            for name, field in cls.model_fields.items()
        }

    @property
    def bot_database(self) -> str:
        """The address of the bot's database."""
        return self.database_url or self.database_file("coach.db")

    def database_file(self, name: str) -> str:
        """The address of the SQLite file of that name in `data_dir`."""
        return f"sqlite:///{self.data_dir / name}"

    def refuse_lost_data(self, environ: Mapping[str, str]) -> None:
        """Refuse SQLite on a host that wipes its disk at each restart.

        Raises:
            SettingError: `DYNO` is set, as Heroku-like hosts do, and all answers would be lost.
        """
        if "DYNO" in environ and not self.allow_ephemeral_disk:
            raise SettingError(
                "COACH_ALLOW_EPHEMERAL_DISK",
                "this host wipes its disk at every restart, and with it all that was answered. "
                "Run me where the disk lasts, or write true here.",
            )

    @classmethod
    def _explain(cls, error: ErrorDetails) -> SettingError:
        key = str(error["loc"][0])
        name = key if key in cls.names() else _PREFIX + key.upper()
        if name not in cls.names():
            return cls._unknown(name)
        described = cls.model_fields[cls.names()[name]].description
        more = str(error["ctx"]["error"]) if error["type"] == "value_error" else ""
        problem = f"“{str(error['input'])[:60]}” cannot be used. Write {described}. {more}"
        return SettingError(name, problem.rstrip())

    @classmethod
    def _unknown(cls, name: str) -> SettingError:
        nearest = get_close_matches(name, cls.names(), n=1, cutoff=0)[0]
        return SettingError(name[:60], f"there is no such setting. Did you mean {nearest}?")


class Settings(CoachSettings):
    """The settings of the bot as its own process.

    Attributes:
        discord_token: the bot's login; None where nothing needs one.
    """

    discord_token: SecretStr | None = Field(
        None, validation_alias="DISCORD_TOKEN", description="the token of your application's bot"
    )
    database_url: str | None = Field(None, validation_alias="DATABASE_URL", description=_DATABASE)
