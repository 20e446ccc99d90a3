"""Where everything is kept: one SQL text over a thin database port, SQLite underneath.

`open_store` is what the coach works with; the commands around it open `open_records`, or a file of
the database with `backup`.
"""

from .opening import open_reading, open_records, open_store
from .store import SqlStore

__all__ = ["SqlStore", "open_reading", "open_records", "open_store"]
