import os
import subprocess
import sys

import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import WORKLOADS

# The affinity is inherited through exec, as from taskset.
BOUND_TO_ONE_CORE = """
import os, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.execv(sys.executable, [sys.executable, "-I", *sys.argv[1:]])
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="can't bind a process to a core")
def test_cores_that_may_not_be_used_do_not_count() -> None:
    options = ["release", "--task-ms", "30", "--rounds", "2", "--json"]
    ran = subprocess.run(
        [sys.executable, "-I", "-c", BOUND_TO_ONE_CORE, WORKLOADS, *options],
        env={},
        capture_output=True,
        text=True,
        check=True,
    )
    result = DemoResult.model_validate_json(ran.stdout)
    assert result.facts.cores == 1
    assert result.parameters["threads"] == 2  # the least that makes sense
