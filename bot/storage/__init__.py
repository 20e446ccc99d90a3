"""Where everything is kept: one SQL text over a thin database port, SQLite underneath.

`open_store` is all that the rest of the package needs.
"""

from .opening import open_store
from .store import SqlStore

__all__ = ["SqlStore", "open_store"]
