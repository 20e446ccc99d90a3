import asyncio
import contextlib
import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import open_store
from bot.storage.lock import hold_lock_now
from tests.itembank.examples import write_content
from tests.measuring import measuring_less
from tests.storage.examples import Hands
from tests.storage.histories import practise, rows_of

ROOT = Path(__file__).parents[1]
PYTHON = [sys.executable, "-m", "bot"]
COMMANDS = (
    "run",
    "preview",
    "chat",
    "grade",
    "check",
    "calibrate",
    "suggest",
    "demo",
    "schema",
    "export",
    "samples",
    "reports",
    "erase",
    "db",
    "doctor",
    "sync",
)
QUESTION = "what-is-the-gil"
ALONE = "how-nogil-works"
ANSWER = "Only one thread at a time runs Python bytecode; it protects reference counts."
SMALL = "what-is-it"
SAID = "One thread at a time runs here."


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of this machine's settings, and an empty folder for the data."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COACH_", "DISCORD_", "DYNO"))}
    own = {"PYTHONPATH": str(ROOT), "COACH_DATA_DIR": str(tmp_path), "COLUMNS": "200"}
    return {**kept, **own, **measuring_less()}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    """The options that take a pack of one question: seconds less than to read all of ours."""
    return ["--content", str(write_content(tmp_path / "content"))]


def bot(
    environment: Mapping[str, str], *args: str, stdin: str | bytes = b""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*PYTHON, *args], input=data, capture_output=True, env=dict(environment), check=False
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that was refused."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert not done.stdout
    (line,) = done.stderr.splitlines()
    return line


def test_the_help_names_every_command(environment: Mapping[str, str]) -> None:
    shown = bot(environment, "--help").stdout
    for command in COMMANDS:
        assert f"\n  {command} " in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(
    environment: Mapping[str, str], command: str
) -> None:
    done = bot(environment, command, "--help")
    assert done.returncode == 0
    assert "Example:" in done.stdout
    assert f"python -m bot {command}" in done.stdout


def test_no_command_shows_the_help(environment: Mapping[str, str]) -> None:
    done = bot(environment)
    assert "Commands:" in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["run", "sync"])
def test_discord_needs_a_token(environment: Mapping[str, str], command: str) -> None:
    line = one_line(bot(environment, command))
    assert line.startswith("DISCORD_TOKEN: is missing.")
    assert "python -m bot preview" in line


def test_a_wrong_setting_is_one_line(environment: Mapping[str, str]) -> None:
    line = one_line(bot({**environment, "COACH_TIMEZONE": "Vienna"}, "chat"))
    assert line.startswith("COACH_TIMEZONE: “Vienna” cannot be used.")


def test_a_database_that_cannot_be_opened_is_one_line(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    one_line(bot({**environment, "COACH_DATA_DIR": str(tmp_path / "file" / "in")}, "chat"))


def test_an_answer_is_graded(environment: Mapping[str, str]) -> None:
    done = bot(environment, "grade", QUESTION, ANSWER, "--explain")
    assert done.returncode == 0, done.stderr
    assert " / 100  " in done.stdout
    assert "decided by" in done.stdout


def test_a_piped_answer_is_graded(environment: Mapping[str, str], small: list[str]) -> None:
    graded = bot(environment, "grade", SMALL, SAID, *small)
    assert " / 100  " in graded.stdout
    assert bot(environment, "grade", SMALL, *small, stdin=SAID).stdout == graded.stdout


def test_an_answer_in_another_encoding_is_graded(
    environment: Mapping[str, str], small: list[str]
) -> None:
    done = bot(environment, "grade", SMALL, *small, stdin=SAID.encode() + b" \xff\xfe\x1b[31m")
    assert " / 100  " in done.stdout
    assert "\x1b" not in done.stdout


def test_a_terminal_that_knows_ascii_only_is_served(
    environment: Mapping[str, str], small: list[str]
) -> None:
    done = bot({**environment, "PYTHONIOENCODING": "ascii"}, "grade", SMALL, SAID, *small)
    assert done.returncode == 0, done.stderr


def test_an_unknown_question_is_answered_with_the_nearest(
    environment: Mapping[str, str], small: list[str]
) -> None:
    assert SMALL in one_line(bot(environment, "grade", "waht-is-it", SAID, *small))


def test_grading_needs_a_question(environment: Mapping[str, str], small: list[str]) -> None:
    line = one_line(bot(environment, "grade", *small))
    assert line == f"Say which question: {SMALL}, for example; or give --jsonl."


def test_lines_are_graded_in_their_order(environment: Mapping[str, str], small: list[str]) -> None:
    lines = [
        {"id": 1, "question_id": SMALL, "text": SAID},
        {"id": 2, "question_id": "waht-is-it", "text": SAID},
        {"id": 3, "question_id": None, "text": "\0\ud800"},
    ]
    stdin = "\n".join(json.dumps(line) for line in lines)
    done = bot(environment, "grade", "--jsonl", *small, stdin=stdin + "\nno json")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert not done.stderr
    assert [result["id"] for result in results] == [1, 2, 3, None]
    assert 0 < results[0]["score"] <= 1
    assert SMALL in results[1]["error"]
    assert results[2]["band"] == "ungraded"
    assert "not JSON" in results[3]["error"]


def test_each_line_is_answered_before_the_next_is_sent(
    environment: Mapping[str, str], small: list[str]
) -> None:
    with subprocess.Popen(
        [*PYTHON, "grade", "--jsonl", *small],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(environment),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            line = {"id": number, "question_id": SMALL, "text": SAID}
            process.stdin.write(json.dumps(line).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(10) == 0


def test_a_reader_that_goes_away_ends_the_stream_quietly(
    environment: Mapping[str, str], small: list[str]
) -> None:
    with subprocess.Popen(
        [*PYTHON, "grade", "--jsonl", *small],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, stderr = process.communicate(b"{}\n" * 1000, timeout=20)
    assert process.returncode == 0
    assert not stderr


def test_a_standard_input_that_is_closed_is_one_line(environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *PYTHON, "grade", "--jsonl"],
        capture_output=True,
        text=True,
        env=dict(environment),
        check=False,
    )
    assert "standard input" in one_line(done)


def test_content_is_sound_from_any_folder(environment: Mapping[str, str]) -> None:
    done = bot(environment, "check", "--only", ALONE)
    assert done.returncode == 0, done.stdout
    assert done.stdout.rstrip().endswith("ok")


def test_a_broken_pack_is_told_with_file_line_and_column(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    items = tmp_path / "mine" / "items"
    items.mkdir(parents=True)
    (tmp_path / "mine" / "pack.yaml").write_text("id: mine\ntitel: Mine\n", encoding="utf-8")
    done = bot(environment, "check", str(tmp_path))
    assert done.returncode == 1
    assert "mine/pack.yaml:2:1:" in done.stdout
    facts = json.loads(bot(environment, "check", "--json", str(tmp_path)).stdout)
    assert not facts["ok"]
    assert "mine/pack.yaml:2:1:" in facts["report"]


def test_the_page_of_a_pack_is_written_on_request(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    content = write_content(tmp_path / "content")
    bot(environment, "check", str(content))
    assert not (content / "small" / "README.md").exists()
    bot(environment, "check", "--readme", str(content))
    assert "# A small pack" in (content / "small" / "README.md").read_text("utf-8")
    (content / "small" / "pack.yaml").write_text("id: small\n", encoding="utf-8")
    assert bot(environment, "check", "--readme", str(content)).returncode == 1


def test_the_facts_of_sound_content_are_one_json_object(environment: Mapping[str, str]) -> None:
    facts = json.loads(bot(environment, "check", "--only", ALONE, "--json").stdout)
    assert facts["ok"]
    assert facts["questions"] == 1


def test_questions_of_another_folder_are_graded(
    environment: Mapping[str, str], small: list[str]
) -> None:
    done = bot(environment, "grade", SMALL, SAID, *small)
    assert "Only one thread at a time runs." in done.stdout
    assert "0 good and 1 poor" in one_line(bot(environment, "suggest", SMALL, *small))


def test_what_is_only_noted_is_shown_on_request(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    content = str(write_content(tmp_path))
    assert ": note: " not in bot(environment, "check", content).stdout
    assert ": note: " in bot(environment, "check", content, "--notes").stdout


def test_the_samples_of_a_question_are_shown(environment: Mapping[str, str]) -> None:
    done = bot(environment, "check", "--samples", ALONE)
    assert "expected" in done.stdout
    assert "Criteria by sample" in done.stdout
    assert "0 errors" in done.stdout.splitlines()[-1]
    misspelt = bot(environment, "check", "--samples", "how-nogil-wroks")
    assert ALONE in one_line(misspelt)
    both = bot(environment, "check", "--only", ALONE, "--samples", QUESTION)
    assert "Name one question" in one_line(both)


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Answers as a human scored them."""
    rows = [(SAID, 0.9), ("A lock for threads in the interpreter.", 0.3), ("No idea.", 0)]
    lines = [{"question_id": SMALL, "text": text, "score": score} for text, score in rows]
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_the_grader_is_compared_with_humans(
    environment: Mapping[str, str], marked: Path, small: list[str], tmp_path: Path
) -> None:
    picture = tmp_path / "out.png"
    shown = ["--picture", str(picture), "--worst", "1"]
    done = bot(environment, "calibrate", str(marked), *shown, *small)
    assert done.returncode == 0, done.stderr
    assert "Pearson" in done.stdout
    assert f"1. {SMALL}: human " in done.stdout
    assert f"2. {SMALL}: human " not in done.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_comparison_is_one_json_object(
    environment: Mapping[str, str], marked: Path, small: list[str]
) -> None:
    facts = json.loads(bot(environment, "calibrate", str(marked), "--json", *small).stdout)
    assert facts["agreements"][0]["answers"] == 3


def test_marked_answers_that_are_wrong_are_told_by_line(
    environment: Mapping[str, str], marked: Path, small: list[str]
) -> None:
    with marked.open("a", encoding="utf-8") as file:
        file.write('\n{"question_id": "waht-is-it", "text": "x", "score": 1}')
    line = one_line(bot(environment, "calibrate", str(marked), *small))
    assert line.startswith(f"{marked}:4: there is no question `waht-is-it`")


def test_a_picture_that_cannot_be_written_is_one_line(
    environment: Mapping[str, str], marked: Path, small: list[str]
) -> None:
    compared = [str(marked), *small, "--picture"]
    line = one_line(bot(environment, "calibrate", *compared, "nosuch/out.png"))
    assert line.startswith("nosuch/out.png: the file can't be written")
    line = one_line(bot(environment, "calibrate", *compared, "out.txt"))
    assert line == "out.txt: a picture is a PNG; let the name end in .png."


def test_words_that_part_answers_are_listed(
    environment: Mapping[str, str], marked: Path, small: list[str]
) -> None:
    own = bot(environment, "suggest", QUESTION)
    assert own.returncode == 0, own.stderr
    assert "Words of good answers" in own.stdout
    assert "Words of good answers (1 good, 2 poor)" in (
        bot(environment, "suggest", SMALL, str(marked), "--words", "3", *small).stdout
    )


def test_words_need_answers_of_both_kinds(
    environment: Mapping[str, str], tmp_path: Path, small: list[str]
) -> None:
    marked = tmp_path / "marked.csv"
    marked.write_text(f"question_id,text,score\n{SMALL},{SAID},0.9\n", encoding="utf-8")
    line = one_line(bot(environment, "suggest", SMALL, str(marked), *small))
    assert line == "Both are needed: 1 good and 0 poor answers are here."


def test_the_schema_is_printed(environment: Mapping[str, str]) -> None:
    assert json.loads(bot(environment, "schema").stdout)["title"] == "Item"


def test_the_schema_is_written_to_where_editors_look(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    for name in ("bot", "content"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "content" / "item.schema.json"
    path.unlink()
    done = bot({**environment, "PYTHONPATH": str(tmp_path)}, "schema", "--write")
    assert done.stdout == f"{path}\n"
    assert path.read_bytes() == (ROOT / "content" / "item.schema.json").read_bytes()


def test_the_chat_answers_and_ends_with_its_input(environment: Mapping[str, str]) -> None:
    done = bot(environment, "chat", "--question", QUESTION, stdin=f"{ANSWER}\n\n/quit\n")
    assert done.returncode == 0, done.stderr
    assert " / 100  " in done.stdout
    assert "Streak: 1 day" in done.stdout


@pytest.mark.parametrize("option", ["--topic", "--level", "--question"])
def test_an_unknown_name_ends_the_chat_with_the_nearest(
    environment: Mapping[str, str], option: str
) -> None:
    assert "Nearest: " in one_line(bot(environment, "chat", option, "nosuch"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_chat_well(
    environment: Mapping[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PYTHON, "chat"], stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment)
    ) as process:
        os.close(theirs)
        shown = b""
        while b"> " not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, b"half an answer")
        while b"half an answer" not in shown:
            shown += os.read(ours, 4096)
        assert press_until_ended(process, number) == 0
    os.close(ours)
    assert not (tmp_path / "chat.db-wal").exists(), "the database was not closed"


def press_until_ended(process: subprocess.Popen[bytes], number: signal.Signals) -> int:
    """Send the signal until it is heeded: readline is deaf for a moment while it draws a key."""
    for _ in range(3):
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(10)
    pytest.fail("it still runs")


def test_grading_does_not_wait_for_discord(
    environment: Mapping[str, str], small: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "grade", SMALL, SAID, *small],
        capture_output=True,
        text=True,
        env=dict(environment),
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "bot.domain.grading" in loaded
    assert not loaded & {"discord", "aiosqlite", "simcord", "pydantic_settings"}


def test_importing_the_package_loads_nothing_heavy(environment: Mapping[str, str]) -> None:
    code = (
        "import sys, bot, bot.__main__; print({'discord', 'pydantic', 'yaml'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=dict(environment),
        check=True,
    )
    assert done.stdout.strip() == "set()"


def test_a_demo_is_measured_by_the_real_pool(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    picture = tmp_path / "race.png"
    done = bot(environment, "demo", "race", "--ms", "250", "--threads=3", "--picture", str(picture))
    assert done.returncode == 0, done.stderr
    assert "Three threads add one, many times" in done.stdout
    assert "Shown. " in done.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_demo_as_json_is_one_line(environment: Mapping[str, str]) -> None:
    done = bot(environment, "demo", "deadlock", "--wait-ms", "100", "--ordered", "yes", "--json")
    said = json.loads(done.stdout)
    assert said["outcome"] == "shown"
    assert said["parameters"] == {"wait_ms": 100, "ordered": "yes"}


def test_on_one_core_a_demo_of_two_is_not_possible(environment: Mapping[str, str]) -> None:
    one_core = ["taskset", "-c", str(min(os.sched_getaffinity(0)))]
    done = subprocess.run(
        [*one_core, *PYTHON, "demo", "cpu", "--json"],
        capture_output=True,
        env=dict(environment),
        check=True,
    )
    said = json.loads(done.stdout)
    assert (said["outcome"], said["result"]) == ("not_possible", None)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rase"], "There is no demo “rase”. Nearest: "),
        (["race", "--threads", "9"], "“threads” can't be “9”. It has to be a whole number from 2"),
        (["race", "--thread", "2"], "There is no parameter “thread”. Nearest: threads, ms."),
        (["race", "--threads"], "--threads needs a value. “demo” alone lists all parameters."),
        (["race", "4"], "“4” is no option. Write, for example, --threads 4."),
        (["race", "--python", "2.7"], "There is no interpreter “2.7”. Nearest: 3."),
        (["race", "--all"], "--all takes no name, no parameters and no --picture."),
    ],
)
def test_a_demo_that_can_not_be_is_one_line(
    environment: Mapping[str, str], arguments: list[str], sentence: str
) -> None:
    assert sentence in one_line(bot(environment, "demo", *arguments))


LEARNER = 80351110224678


@pytest.fixture
def practised(tmp_path: Path) -> Path:
    """A database in which a learner has practised."""

    async def fill() -> None:
        async with open_store(f"sqlite:///{tmp_path}/coach.db", Hands()) as store:
            await practise(store, LEARNER)

    asyncio.run(fill())
    return tmp_path / "coach.db"


def test_what_is_kept_about_a_learner_is_printed_or_written(
    environment: Mapping[str, str], practised: Path, tmp_path: Path
) -> None:
    printed = bot(environment, "export", str(LEARNER))
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout)["learner_id"] == str(LEARNER)
    out = tmp_path / "data.json"
    assert bot(environment, "export", str(LEARNER), "--out", str(out)).stdout == ""
    written = json.loads(out.read_text(encoding="utf-8"))
    assert len(written["draft"]) == 2
    schema = json.loads(bot(environment, "schema", "--export").stdout)
    assert set(written) == set(schema["properties"])


def test_the_questions_a_learner_tried_are_written_for_anki(
    environment: Mapping[str, str], practised: Path, tmp_path: Path
) -> None:
    deck, out = tmp_path / "deck.txt", tmp_path / "data.json"
    assert bot(environment, "export", str(LEARNER), "--anki", str(deck)).stdout == ""
    *_, note = deck.read_text(encoding="utf-8").splitlines()
    assert "gil-coach topic::gil-fundamentals" in note
    both = ("--anki", str(deck), "--out", str(out))
    assert bot(environment, "export", str(LEARNER), *both).stdout == ""
    assert json.loads(out.read_text(encoding="utf-8"))["review_card"]
    nobody = bot(environment, "export", "999", "--anki", str(deck))
    assert "has not tried a question yet" in one_line(nobody)


def test_judged_answers_are_written_for_calibrate(
    environment: Mapping[str, str], practised: Path, tmp_path: Path
) -> None:
    out = tmp_path / "judged.jsonl"
    assert "No dispute has been judged yet" in one_line(bot(environment, "samples", str(out)))
    with closing(sqlite3.connect(practised)) as connection:
        row = (1, QUESTION, ANSWER, 0.85, "2026-03-14")
        connection.execute("INSERT INTO marked_sample VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    assert bot(environment, "samples", str(out)).stdout == f"Wrote 1 answer to {out}.\n"
    facts = json.loads(bot(environment, "calibrate", str(out), "--json").stdout)
    assert facts["agreements"][0]["answers"] == 1


def test_reports_are_listed(environment: Mapping[str, str], practised: Path) -> None:
    listed = bot(environment, "reports").stdout
    assert listed.startswith(f"{QUESTION}: wrong, ")
    assert str(LEARNER) not in listed


def test_a_learner_is_erased_on_confirmation(
    environment: Mapping[str, str], practised: Path
) -> None:
    assert "add --yes" in one_line(bot(environment, "erase", str(LEARNER)))
    with hold_lock_now(practised):
        assert "Stop that one first" in one_line(bot(environment, "erase", str(LEARNER), "--yes"))
    done = bot(environment, "erase", str(LEARNER), "--yes")
    assert done.returncode == 0, done.stderr
    assert "reference" in done.stdout
    assert rows_of(practised, LEARNER) == {"erasure": 1}


def test_a_database_is_backed_up_restored_and_migrated(
    environment: Mapping[str, str], practised: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "out.db")
    assert bot(environment, "db", "backup", out).stdout.endswith("bytes, checked.\n")
    assert "exists already" in one_line(bot(environment, "db", "backup", out))
    assert bot(environment, "db", "restore", out).stdout.startswith(f"Restored {out}.")
    assert "already, the newest" in bot(environment, "db", "migrate").stdout
    assert "There is no file" in one_line(bot(environment, "db", "restore", "nosuch"))
    with hold_lock_now(practised):
        assert "Stop that one first" in one_line(bot(environment, "db", "restore", out))


def test_the_doctor_ends_with_1_where_something_is_to_be_done(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    sound = bot(environment, "doctor")
    assert sound.returncode == 0, sound.stdout
    assert sound.stdout.endswith("\nok\n")
    (tmp_path / "coach.db").write_text("a ruin " * 1000)
    ill = bot(environment, "doctor", "--json")
    assert ill.returncode == 1
    said = json.loads(ill.stdout)
    assert not said["ok"]
    assert [one["name"] for one in said["checks"] if one["state"] == "problem"] == ["database"]


def test_a_system_without_file_locks_is_told_where_to_run(
    environment: Mapping[str, str],
) -> None:
    code = (
        "import sys; sys.modules['fcntl'] = None; sys.argv = ['bot', 'doctor'];"
        "from bot.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert "WSL" in one_line(done)
