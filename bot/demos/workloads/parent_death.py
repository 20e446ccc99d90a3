"""End together with the parent process, so that a killed demo leaves nothing behind.

Linux only; elsewhere a killed parent's children end when they find their pipe closed.
"""

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # Source: <linux/prctl.h>


def die_with(parent: int) -> None:
    """Have the kernel kill this process when `parent`, which started it, dies.

    The signal comes when the thread that started this process ends, so start it from a thread that
    lives as long as the process is needed.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        import ctypes  # noqa: PLC0415 - some builds of Python have none

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (ImportError, OSError, AttributeError):
        return
    if os.getppid() != parent:  # it died before the kernel knew
        os._exit(1)
