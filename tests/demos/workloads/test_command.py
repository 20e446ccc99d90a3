import json
import re

import pytest

from bot.domain.demo import Choice, Range
from bot.domain.demo_catalogue import DEMOS
from tests.demos.workloads.script import measured, run

MIN_LINES, MAX_LINES = 8, 15


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


def test_without_a_name_the_demos_are_listed() -> None:
    for arguments in ([], ["--list"]):
        ran = run(*arguments)
        assert ran.returncode == 0
        listed = dict(line.split(maxsplit=1) for line in ran.stdout.splitlines())
        assert listed == {name: demo.title for name, demo in DEMOS.items()}


def test_parameters_are_those_of_the_catalogue() -> None:
    def listed(parameter: Range | Choice) -> list[object]:
        if isinstance(parameter, Choice):
            return [*parameter.options]
        return [parameter.default, parameter.low, parameter.high]

    catalogue = {
        name: {parameter.name: listed(parameter) for parameter in demo.parameters}
        for name, demo in DEMOS.items()
    }
    assert json.loads(run("--list", "--json").stdout) == catalogue


def test_an_unknown_demo_gets_a_line_with_what_there_is() -> None:
    ran = run("rac")
    assert ran.returncode == 2
    assert 'Did you mean "race"?' in one_line(ran.stderr)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("race --threads 9", "a whole number from 2 to 8"),
        ("race --threads 2.5", "a whole number from 2 to 8"),
        ("race --threads nan", "a whole number from 2 to 8"),
        ("race --threads 1e999", "a whole number from 2 to 8"),
        ("race --threads many", "a whole number from 2 to 8"),
        ("timeline --interval-ms 0.4", "a number from 0.5 to 50.0"),
        ("deadlock --ordered maybe", "one of no, yes"),
        ("builds --demo io", "one of timeline, cpu, race, convoy"),
        ("builds --worlds []", "[[label, path, gil], ...]"),
        ('builds --worlds [["a","b","2"]]', "[[label, path, gil], ...]"),
        ("builds --worlds nonsense", "[[label, path, gil], ...]"),
        ("race --thread 2", "--thread"),
        ("race more", "more"),
        ("--nope", "--nope"),
    ],
)
def test_what_is_not_allowed_gets_one_clear_line(arguments: str, says: str) -> None:
    ran = run(*arguments.split())
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert says in one_line(ran.stderr)


def test_parameters_are_spelt_with_hyphens_or_underscores() -> None:
    hyphens = measured("deadlock", "--wait-ms", "100", "--ordered", "yes")
    underscores = measured("deadlock", "--wait_ms", "100", "--ordered", "yes")
    assert hyphens.parameters == underscores.parameters


@pytest.mark.parametrize("demo", DEMOS)
def test_the_code_shown_is_short_and_plain(demo: str) -> None:
    ran = run(demo, "--code")
    assert ran.returncode == 0
    lines = [line for line in ran.stdout.splitlines() if line]
    assert MIN_LINES <= len(lines) <= MAX_LINES
    assert not re.search("noqa|type: ignore", ran.stdout)


def test_a_table_says_where_it_ran_and_what_it_means() -> None:
    ran = run("deadlock", "--wait-ms", "100")
    title, _, facts, *table, _, _, _ = ran.stdout.splitlines()
    assert title == DEMOS["deadlock"].title
    assert re.match(r"\w+ 3\.\d+\.\S+, GIL (on|off), \d+ cores?", facts)
    assert table[0].split("  ")[-2:] == ["got second", "waited (ms)"]
    assert [line.split()[:3] for line in table[1:]] == [["thread", "1", "0"], ["thread", "2", "0"]]
    assert "One order for all is the cure." in " ".join(ran.stdout.split())


def test_a_timeline_is_drawn() -> None:
    ran = run("timeline", "--ms", "40")
    lanes = [line for line in ran.stdout.splitlines() if re.fullmatch(r"thread \d  [#.]{64}", line)]
    assert len(lanes) == 2
    assert all("#" in lane for lane in lanes)


def test_help_names_the_bounds() -> None:
    assert "a whole number from 2 to 8 (default: 2)" in run("race", "--help").stdout
