"""What docs/demos.md says of the demonstrations is true."""

import re
from pathlib import Path

from bot.domain.demo import Choice, Range
from bot.domain.demo_catalogue import DEMOS
from bot.domain.verdict import OUTCOME_WORDS
from bot.settings import Settings

PAGE = (Path(__file__).parents[1] / "docs" / "demos.md").read_text(encoding="utf-8")


def bounds(parameter: Range | Choice) -> str:
    if isinstance(parameter, Choice):
        return f"{parameter.name} {'/'.join(parameter.options)}"
    return f"{parameter.name} {parameter.low:,}-{parameter.high:,}"


def test_the_catalogue_is_whole() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert rows == [
        (demo.name, demo.summary, ", ".join(map(bounds, demo.parameters)))
        for demo in DEMOS.values()
    ]


def test_every_verdict_is_explained() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| `([a-z_]+)` \|", PAGE, re.MULTILINE)
    assert rows == [(word, outcome.value) for outcome, word in OUTCOME_WORDS.items()]


def test_every_setting_named_exists() -> None:
    for name in re.findall(r"COACH_[A-Z_]+[A-Z]", PAGE):
        assert any(known.startswith(name) for known in Settings.names())
