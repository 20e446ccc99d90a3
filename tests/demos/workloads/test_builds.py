import json
import sys
from pathlib import Path

from tests.demos.workloads.script import measured, run


def test_each_build_gives_a_whole_result() -> None:
    # As it comes, and with the GIL: every build takes both.
    worlds = json.dumps([["as it comes", sys.executable, None], ["GIL on", sys.executable, "1"]])
    result = measured("builds", "--demo", "timeline", "--worlds", worlds)
    assert result.parameters == {"demo": "timeline"}
    assert result.rows == ()
    assert list(result.parts) == ["as it comes", "GIL on"]
    assert all(part.demo == "timeline" and part.rows for part in result.parts.values())
    assert result.parts["GIL on"].facts.gil_enabled


def test_without_a_free_threaded_python_it_says_what_is_needed(tmp_path: Path) -> None:
    ran = run("builds", path=str(tmp_path))
    assert ran.returncode == 1
    assert ran.stderr == "This needs a free-threaded Python on the PATH, such as python3.14t.\n"
