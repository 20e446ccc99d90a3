"""What the README and its companions say is true of the code."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.domain.demo_catalogue import DEMOS
from bot.settings import Settings
from tests.discord_ui.test_help import ALL as DISCORD
from tests.shipped import shipped_bank

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/members.md", "docs/daily.md")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXT = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
ALL = "\n".join(TEXT.values())


def test_every_command_exists_with_its_options() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    shown = re.findall(
        r"(?:python -m bot|gil-coach) +([a-z]+)((?: +--[a-z-]+| +[^-\s`|<>]+)*)", ALL
    )
    assert shown
    for name, words in shown:
        assert name in commands, f"there is no command {name}"
        known = {option for one in commands[name].params for option in one.opts}
        if name == "demo":
            known |= {
                f"--{one.name.replace('_', '-')}"
                for demo in DEMOS.values()
                for one in demo.parameters
            }
        assert set(re.findall(r"--[a-z-]+", words)) <= known


def test_every_command_is_shown() -> None:
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert re.search(rf"python -m bot {name}\b|gil-coach {name}\b|make {name}\b", ALL), name


def test_every_command_in_discord_is_in_the_table() -> None:
    rows = "\n".join(re.findall(r"^\| .*`/.*\|$", README, re.MULTILINE))
    for command in sorted(DISCORD):
        assert f"`/{command}`" in rows, command


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)`|^    make ([a-z]+)", ALL, re.MULTILINE):
        assert re.search(rf"^{target[0] or target[1]}:", makefile, re.MULTILINE)


def test_every_setting_is_in_the_table_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", README, re.MULTILINE))
    assert set(rows) == set(Settings.names())
    for name, field in Settings.names().items():
        default = Settings.model_fields[field].default
        if default not in (None, ""):
            assert rows[name] == f"`{str(default).lower() if default is False else default}`"


def test_every_question_topic_and_level_shown_exists() -> None:
    bank = shipped_bank()
    for question in re.findall(r"bot grade ([a-z][a-z-]+)", README):
        bank.item(question)
    for topic, level in re.findall(r"--topic ([a-z-]+) --level ([a-z]+)", README):
        assert any(item.topic == topic and item.level == level for item in bank.items)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_to_one(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT[page]):
        assert target.startswith("https://") or (ROOT / page).parent.joinpath(target).exists(), (
            target
        )


def test_the_pinned_requirements_have_hashes_and_no_addresses() -> None:
    for name in ("requirements.txt", "requirements-preview.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "-index" not in text
        for line in re.findall(r"^[a-z0-9].*$", text, re.MULTILINE):
            assert re.match(r"[a-z0-9._\[\],-]+==[^ ]+( ;.*)? \\$", line), line


def test_a_package_asked_for_with_an_extra_is_pinned_with_it() -> None:
    # Pinned bare, pip takes the newest release for the extra, whose hash no file has.
    assert "\ncoverage[toml]==" in (ROOT / "requirements-dev.txt").read_text("utf-8")


def test_the_requirements_build_upon_each_other() -> None:
    pins = [
        set(
            re.findall(
                r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)",
                (ROOT / name).read_text("utf-8"),
                re.MULTILINE,
            )
        )
        for name in ("requirements.txt", "requirements-preview.txt", "requirements-dev.txt")
    ]
    assert pins[0] < pins[1] < pins[2]
