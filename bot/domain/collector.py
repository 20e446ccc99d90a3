"""The garbage collector, paused while many objects are made that all stay.

It would look at every one of them again and again, and find nothing: a third of the time it takes
to load and compile the questions.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, in all threads; as it was before afterwards."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
