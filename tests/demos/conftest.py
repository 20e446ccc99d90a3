"""What the tests of the engine share."""

import os

import pytest


@pytest.fixture
def workers_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep coverage out of processes that get killed: they would leave half a file of data."""
    for name in [name for name in os.environ if name.startswith("COVERAGE_PROCESS")]:
        monkeypatch.delenv(name)
