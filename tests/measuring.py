"""What is measured of processes that tests start."""

import base64
import json
import os

_CONFIG = "COVERAGE_PROCESS_CONFIG"
UNMEASURED = {_CONFIG: ""}
"""What a killed process measured of itself would be a broken file."""

_MEASURED_ELSEWHERE = ("*/bot/domain/*", "*/bot/itembank/*")


def measuring_less() -> dict[str, str]:
    """The environment in which coverage leaves out what reading the bank takes.

    The tests of these packages measure it; traced, each start of the bot would take four times as
    long.
    """
    if not (config := os.environ.get(_CONFIG)):
        return {}
    options = json.loads(base64.b64decode(config))
    options["run_omit"] = [*(options["run_omit"] or ()), *_MEASURED_ELSEWHERE]
    return {_CONFIG: base64.b64encode(json.dumps(options).encode()).decode()}
