"""A terminal to test with: a console that is read back, and typing that is written beforehand."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console, RenderableType


class Screen:
    """A terminal of a given width without colours."""

    def __init__(self, width: int = 80) -> None:
        self._stream = io.StringIO()
        self.console = Console(file=self._stream, width=width, highlight=False)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    def take(self) -> str:
        """What was printed since the last call."""
        text = self.text
        self._stream.seek(0)
        self._stream.truncate()
        return text

    def show(self, shown: RenderableType) -> str:
        self.console.print(shown)
        return self.take()


def flat(text: str) -> str:
    """The words alone, without lines and frames."""
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def typing() -> Callable[..., Callable[[str], str]]:
    """Makes a keyboard on which these lines are typed, then Ctrl-D."""

    def keyboard(*lines: str) -> Callable[[str], str]:
        rest = iter(lines)

        def read(_prompt: str) -> str:
            line = next(rest, None)
            if line is None:
                raise EOFError
            return line

        return read

    return keyboard
