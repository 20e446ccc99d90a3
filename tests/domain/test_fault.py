import pytest

from bot.domain.fault import Fault


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (Fault("pack", "it is empty"), "pack: it is empty"),
        (Fault("a.csv", "a score is missing", 3), "a.csv:3: a score is missing"),
        (Fault("a.yaml", "no", 3, 8, "    x: y\n       ^"), "a.yaml:3:8: no\n    x: y\n       ^"),
    ],
)
def test_a_fault_is_written_as_editors_read_it(fault: Fault, shown: str) -> None:
    assert str(fault) == shown
