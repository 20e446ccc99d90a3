import os
import resource
import signal
import sys
import time
from pathlib import Path

import pytest

from bot.demos.lifeline import Lifeline
from bot.demos.process import Ended, Limits, run
from tests.demos.scripts import GRANDCHILD, HANGS, SLEEP, left_after, running


def execute(tmp_path: Path, code: str, limits: Limits | None = None) -> Ended:
    script = tmp_path / "script.py"
    script.write_text(code)
    return run(
        [sys.executable, "-I", str(script)],
        environment={"ONLY": "this"},
        limits=limits or Limits(20),
        lifeline=Lifeline(),
    )


def test_what_a_program_prints_is_collected(tmp_path: Path) -> None:
    ended = execute(tmp_path, "import sys\nprint('out')\nprint('err', file=sys.stderr)")
    assert ended == Ended("itself", 0, "out\n", "err\n")


def test_only_the_end_of_what_it_complains_about_is_kept(tmp_path: Path) -> None:
    ended = execute(tmp_path, "import sys\nsys.exit('x' * 100_000 + 'end')")
    assert ended.status == 1
    assert len(ended.errors) == 2000
    assert ended.errors.endswith("end\n")


def test_what_is_no_text_is_replaced(tmp_path: Path) -> None:
    ended = execute(tmp_path, "import sys\nsys.stdout.buffer.write(b'\\xff')")
    assert ended.output == "\ufffd"


def test_a_program_sees_no_more_of_the_environment_than_it_is_given(tmp_path: Path) -> None:
    ended = execute(tmp_path, "import os\nprint(*os.environ, os.getcwd())")
    assert set(ended.output.split()) - {"LC_CTYPE"} == {"ONLY", "/"}


@pytest.mark.parametrize("hang", HANGS)
def test_a_program_that_hangs_is_ended_at_its_limit(tmp_path: Path, hang: str) -> None:
    began = time.monotonic()
    ended = execute(tmp_path, HANGS[hang], Limits(0.7))
    assert time.monotonic() - began < 0.7 + 0.5
    assert ended.cause == "time"
    assert ended.status in {-signal.SIGTERM, -signal.SIGKILL}
    assert not left_after(1, running(tmp_path))


def test_a_child_that_was_left_behind_is_killed_and_not_waited_for(tmp_path: Path) -> None:
    ended = execute(tmp_path, f"{GRANDCHILD}\nprint('done')")
    assert ended == Ended("itself", 0, "done\n", "")
    assert not left_after(1, running(tmp_path))


def test_semaphores_of_a_pool_go_with_it(tmp_path: Path) -> None:
    code = (
        "import multiprocessing, time\n"
        "semaphore = multiprocessing.get_context('spawn').Semaphore()\n"
        "print(semaphore._semlock.name, flush=True)\n"
        "time.sleep(600)"
    )
    name = execute(tmp_path, code, Limits(1)).output.strip()
    assert name.startswith("/mp-")
    assert not Path(f"/dev/shm/sem.{name[1:]}").exists()  # noqa: S108 - where Linux keeps them


def test_a_program_that_closes_its_streams_has_said_all(tmp_path: Path) -> None:
    code = f"import os\nprint('done', flush=True)\nos.close(1)\nos.close(2)\n{SLEEP}"
    assert execute(tmp_path, code) == Ended("itself", -signal.SIGKILL, "done\n", "")


def test_memory_is_limited(tmp_path: Path) -> None:
    code = "parts = []\nwhile True: parts.append(bytearray(10_000_000))"
    ended = execute(tmp_path, code, Limits(20, memory_bytes=200 << 20))
    assert ended.status == 1
    assert ended.errors.endswith("MemoryError\n")


def test_where_another_process_cannot_be_limited_it_runs_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(resource, "prlimit", raising=False)
    assert execute(tmp_path, "print('done')").output == "done\n"


def test_no_core_is_dumped(tmp_path: Path) -> None:
    code = "import resource\nprint(*resource.getrlimit(resource.RLIMIT_CORE))"
    assert execute(tmp_path, f"import time\ntime.sleep(0.1)\n{code}").output == "0 0\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_output_is_limited(tmp_path: Path, stream: str) -> None:
    code = f"import sys\nwhile True: print('x' * 1000, file=sys.{stream})"
    ended = execute(tmp_path, code, Limits(20, output_bytes=100_000))
    assert ended.cause == "output"
    assert len(ended.output) < 300_000


def test_a_signal_is_told_by_the_status(tmp_path: Path) -> None:
    ended = execute(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    assert (ended.cause, ended.status) == ("itself", -signal.SIGSEGV)


def test_a_cut_lifeline_ends_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "script.py"
    script.write_text(HANGS["with a child"])
    lifeline = Lifeline()
    monkeypatch.setattr(os, "getppid", lambda: -1)
    ended = run([sys.executable, str(script)], environment={}, limits=Limits(20), lifeline=lifeline)
    assert ended.cause == "cut"
    assert not left_after(1, running(tmp_path))


def test_a_program_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        run(["/no/such/program"], environment={}, limits=Limits(1), lifeline=Lifeline())
