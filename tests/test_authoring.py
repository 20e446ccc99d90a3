"""What docs/authoring.md teaches is true: its patterns, its question, its commands, its links."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter
from typer.main import get_command

from bot.cli import app
from bot.domain.bank import Bank
from bot.domain.grade import Status
from bot.domain.grading import Grader
from bot.domain.item import Item, Misconception
from bot.itembank.check import Report, check_content
from bot.itembank.finding import Kind, Severity
from bot.itembank.pack import find_content
from tests.domain.examples import make_item
from tests.shipped import shipped_bank

PAGE = Path(__file__).parents[1] / "docs" / "authoring.md"
TEXT = PAGE.read_text(encoding="utf-8")
YAML: list[str] = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
CONSOLE = re.findall(r"^```console\n\$ (.*?)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PATTERNS = [
    (pattern.replace(r"\|", "|"), matched, unmatched)
    for pattern, matched, unmatched in re.findall(
        r"^\| `([^`]+)`(?: \([^|]*\))? \| ([A-Z][^|`]*\.) \| ([A-Z][^|`]*\.) \|$",
        TEXT,
        re.MULTILINE,
    )
]
CATALOGUE = TypeAdapter(tuple[Misconception, ...])


def starting(start: str) -> str:
    """The one piece of YAML on the page that starts so."""
    (found,) = [one for one in YAML if one.startswith(start)]
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What check says of the example in a folder made as the page says."""
    draft, content = tmp_path_factory.mktemp("draft"), find_content()
    for shared in content.glob("*.yaml"):
        shutil.copy(shared, draft)
    items = draft / "gil" / "items"
    items.mkdir(parents=True)
    shutil.copy(content / "gil" / "pack.yaml", items.parent)
    (items / "deadlock.yaml").write_text(starting("id: deadlock"), encoding="utf-8")
    return check_content(draft)


@pytest.fixture(scope="module")
def shared() -> Bank:
    """A bank of the pack's shared groups alone."""
    return replace(shipped_bank(), items=(), misconceptions={})


def says(shared: Bank, pattern: str, answer: str) -> bool:
    """Whether an answer meets a criterion that has this pattern alone."""
    criterion = {"id": "one", "skill": "definition", "say": "Zebras graze.", "any": [pattern]}
    item = make_item(required=[criterion], bonus=[], misconceptions=[], synonyms={})
    grader = Grader(replace(shared, items=(item,)))
    return bool(grader.reached(item.id, [answer])["one"][0])


@pytest.mark.parametrize(("pattern", "matched", "unmatched"), PATTERNS)
def test_a_pattern_matches_what_the_page_says(
    shared: Bank, pattern: str, matched: str, unmatched: str
) -> None:
    assert says(shared, pattern, matched)
    assert not says(shared, pattern, unmatched)


@pytest.mark.parametrize(
    "sign", ["=", "*", "@", "(", "?", "...", " & ", "&&", "NOT", "LACKS", "ABOUT"]
)
def test_every_sign_of_the_language_has_an_example(sign: str) -> None:
    assert any(sign in pattern for pattern, _, _ in PATTERNS)


def test_the_example_is_green(report: Report) -> None:
    assert not report.faults
    assert list(report.lines(frozenset({Severity.ERROR}))) == []


def test_the_example_earns_what_its_weights_promise(report: Report) -> None:
    assert report.bank is not None
    item = report.bank.item("deadlock")
    assert [criterion.weight for criterion in item.required] == [4, 4, 2]
    assert len(item.samples) >= 14
    held_back = [sample for sample in item.samples if sample.held_back]
    assert 3 * len(held_back) >= len(item.samples) - 2
    assert all(sample.score is not None for sample in held_back)


def test_the_first_rubric_has_the_faults_that_are_shown() -> None:
    draft = yaml.safe_load(starting("required:"))
    patterns = [pattern for one in draft["required"] for pattern in one["any"]]
    assert patterns == ["waiting", "hold ... wait for other", "same order", "opposite order"]
    shown = next(output for _, output in CONSOLE if "not ok" in output)
    assert "any: [waiting, hold ... wait for other]" in shown
    assert draft["hints"][0] in shown


def test_the_misconception_is_read_as_the_page_says(shared: Bank) -> None:
    (entry,) = CATALOGUE.validate_python(yaml.safe_load(starting("- id: with-prevents-deadlock")))
    grader = Grader(replace(shared, misconceptions={entry.id: entry}))
    for sentence in entry.flagged:
        assert grader.read_side_remarks(sentence).misconceptions, sentence
    for sentence in entry.not_flagged:
        assert not grader.read_side_remarks(sentence).misconceptions, sentence


def test_every_command_exists_with_its_options() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    shown = re.findall(r"python -m bot ([a-z]+)([^\n`]*)", TEXT)
    assert {name for name, _ in shown} >= {"check", "grade", "suggest", "calibrate", "schema"}
    for name, rest in shown:
        known = {option for one in commands[name].params for option in one.opts}
        assert set(re.findall(r"--[a-z-]+", re.sub(r'".*?"', "", rest))) <= known


def test_every_key_and_kind_of_finding_is_explained() -> None:
    rows = " ".join(re.findall(r"^\| (.*?) \|", TEXT, re.MULTILINE))
    assert {name for name in Item.model_fields if f"`{name}`" not in rows} == set()
    assert {kind for kind in Kind if f"| {kind} |" not in TEXT} == set()


def test_the_grade_that_is_explained_is_given(report: Report) -> None:
    assert report.bank is not None
    command, output = next(one for one in CONSOLE if "--explain" in one[0])
    answer = command.split('"')[1]
    grade = Grader(report.bank).grade("deadlock", answer)
    met = {mark.criterion for mark in grade.marks if mark.status is Status.MET}
    assert met == {"order"}
    assert f"score {grade.score:.2f}, {grade.band}" in output


def test_every_link_to_a_file_leads_to_one() -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", TEXT):
        assert (PAGE.parent / target).exists(), target


def test_lines_are_short_enough_to_read() -> None:
    assert [line for line in TEXT.splitlines() if len(line) > 140] == []
