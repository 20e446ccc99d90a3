"""What commands leave behind: lines in the terminal, files, and the option for a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ..domain.errors import CoachError


def _png(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() != ".png":
        raise CoachError(f"{path}: a picture is a PNG; let the name end in .png.")
    return path


Picture = Annotated[
    Path | None,
    typer.Option("--picture", metavar="OUT.png", callback=_png, help="Draw it as well."),
]


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
