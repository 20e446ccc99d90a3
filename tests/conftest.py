"""What holds for all tests: nothing blocks the event loop, and no error is logged unexpectedly."""

import logging
import os
from collections.abc import Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx
from hypothesis import settings

from bot import app
from bot.domain.language import speaking
from bot.languages import language_of, languages
from tests.shipped import shipped_bank, shipped_grader

settings.register_profile("gate", max_examples=100, deadline=None)
settings.register_profile("nightly", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "logs_errors: expects ERROR records in the log")
    config.addinivalue_line("markers", "every_language: runs in each language there is")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("every_language"):
        metafunc.fixturenames.append("spoken")
        metafunc.parametrize("spoken", ["en", *languages()], indirect=True)


@pytest.fixture
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language that is spoken in a test."""
    with speaking(language_of(request.param)):
        yield request.param


@pytest.fixture(scope="session", autouse=True)
def questions_are_read_once() -> Iterator[None]:
    """Let all coaches that tests open in this process have the same bank and grader."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "load_bank", lambda _: shipped_bank())
        patched.setattr(app, "Grader", lambda _: shipped_grader())
        yield


@pytest.fixture(autouse=True)
def no_errors_are_logged(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test on any ERROR record: discord.py only logs what goes wrong behind a button."""
    yield
    if request.node.get_closest_marker("logs_errors"):
        return
    records = [
        record
        for phase in ("setup", "call", "teardown")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.ERROR
    ]
    assert not records, "\n".join(record.getMessage() for record in records)


@pytest.fixture(autouse=True)
def nothing_blocks() -> Iterator[BlockBuster]:
    """Fail a test whose bot code makes a blocking call while the event loop runs."""
    with blockbuster_ctx("bot") as blocking:
        for function in blocking.functions.values():
            # A zone is read from a small file when it is first needed, and then remembered.
            function.can_block_in("zoneinfo/_tzpath.py", "find_tzfile")
            function.can_block_in("zoneinfo/_common.py", {"load_tzdata", "load_data"})
            function.can_block_in("coverage/collector.py", "lock_data")
            # The simulated Discord guesses the type of a file.
            function.can_block_in("mimetypes.py", "init")
        yield blocking
