"""What docs/daily.md says is true of the code."""

from datetime import timedelta
from pathlib import Path

from bot.coach.checkup import OUTAGES_WITHIN
from bot.coach.schedules import MAX_SCHEDULES
from bot.coach.setups import KEPT
from bot.discord_ui.badges import NEEDED, WITH_THREADS
from bot.discord_ui.channel import permission_names
from bot.discord_ui.coach_commands import CoachCommands
from bot.domain.schedule import CATCH_UP, MAX_OFFSET
from bot.domain.setup_form import SetupStep
from bot.domain.setup_input import read_time

PAGE = (Path(__file__).parents[1] / "docs" / "daily.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())


def test_the_figures_are_those_of_the_code() -> None:
    assert timedelta(days=7) == KEPT
    assert "a card can be used for seven days" in TEXT
    assert MAX_SCHEDULES == 10
    assert "up to ten" in TEXT
    assert timedelta(hours=12) == CATCH_UP
    assert "less than twelve hours late" in TEXT
    assert timedelta(minutes=30) == MAX_OFFSET
    assert "at most 30" in TEXT
    assert timedelta(days=14) == OUTAGES_WITHIN
    assert "in the last fourteen days" in TEXT


def test_there_are_as_many_steps_as_it_counts() -> None:
    assert "one card of five steps" in TEXT
    assert len(SetupStep) == 5


def test_the_commands_and_permissions_exist() -> None:
    commands = {command.name for command in CoachCommands.coach.commands}
    assert {"setup", "daily", "doctor"} <= commands
    names = permission_names()
    for permission in (*NEEDED, *WITH_THREADS, "attach_files", "mention_everyone"):
        assert f"*{names[permission]}*" in TEXT


def test_the_times_that_it_shows_are_read() -> None:
    assert [read_time(typed) for typed in ("9:30", "21h", "9:30 pm")] == [570, 1260, 1290]
    assert "`9:30`, `21h`, `9:30 pm`" in TEXT
