"""What commands leave behind: lines in the terminal, and files."""

from collections.abc import Sequence
from pathlib import Path

import typer

from ..domain.errors import CoachError


def say(lines: Sequence[str]) -> None:
    """Print the lines."""
    for line in lines:
        typer.echo(line)


def write(path: Path, content: bytes) -> None:
    """Write the file.

    Raises:
        CoachError: it can't be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CoachError(f"{path}: the file can't be written: {error.strerror}.") from None
