"""Moving the clock of a bot's process, by the library of the program faketime.

The program itself is no help: it stays between us and the bot and passes no signals on.
"""

import shutil
import subprocess
from functools import cache

from tests.measuring import UNMEASURED

_PROGRAM = shutil.which("faketime") or ""
MISSING = not _PROGRAM


def ahead(seconds: float) -> dict[str, str]:
    """The variables of a process whose clock is so far ahead of the real one."""
    if not seconds:
        return {}
    return {
        "LD_PRELOAD": _library(),
        "FAKETIME": f"{seconds:+.0f}s",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # or the event loop would see jumps
        # Measuring its coverage as well would make it too slow to answer within 3 s on a busy
        # machine, and what a killed process measured of itself is a broken file.
        **UNMEASURED,
    }


@cache
def _library() -> str:
    """Where the library is, for programs with threads."""
    told = subprocess.check_output([_PROGRAM, "-m", "-f", "+0s", "printenv", "LD_PRELOAD"])
    return told.decode().strip()
