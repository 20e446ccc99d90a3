"""The kinds of parameters a demo has: numbers within bounds, and words to choose from."""

from __future__ import annotations

from typing import NamedTuple, Union

from machine import usable_cores

Value = Union[int, float, str]


class Number(NamedTuple):
    """A number within bounds; a whole one where the bounds are whole.

    Attributes:
        default: None stands for the number of usable cores, within the bounds.
    """

    what: str
    default: int | float | None
    low: int | float
    high: int | float

    @property
    def initial(self) -> Value:
        """The value where none is given."""
        if self.default is None:
            return max(self.low, min(self.high, usable_cores()))
        return self.default

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        kind = "a whole number" if isinstance(self.low, int) else "a number"
        return f"{kind} from {self.low} to {self.high}"

    @property
    def listed(self) -> list[int | float | None]:
        """Default, least and greatest value."""
        return [self.default, self.low, self.high]

    def read(self, text: str) -> Value:
        """The value that was typed.

        Raises:
            ValueError: it is no such number.
        """
        number = float(text)
        if not self.low <= number <= self.high:
            raise ValueError(text)
        if not isinstance(self.low, int):
            return number
        if number != int(number):
            raise ValueError(text)
        return int(number)


class Choice(NamedTuple):
    """One of a few words; the first is the default."""

    what: str
    options: tuple[str, ...]

    @property
    def initial(self) -> Value:
        """The word where none is given."""
        return self.options[0]

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return "one of " + ", ".join(self.options)

    @property
    def listed(self) -> list[str]:
        """The words."""
        return list(self.options)

    def read(self, text: str) -> Value:
        """The word that was typed.

        Raises:
            ValueError: it is none of them.
        """
        if text not in self.options:
            raise ValueError(text)
        return text


Parameter = Union[Number, Choice]
