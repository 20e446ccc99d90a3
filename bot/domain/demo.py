"""A demonstration: what it shows, what can be chosen about it, and how it is asked for.

`Demo.request` fills in what was left out and refuses what is out of bounds. The workloads know the
same bounds, so that they also run alone; a test compares the two.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from .errors import OutOfBoundsError, UnknownNameError
from .grade import Frozen
from .language import tr
from .nearest import nearest

Value = int | float | str


class Range(Frozen):
    """A number that can be chosen.

    Attributes:
        default: None stands for the number of cores that can be used, within the bounds.
        low: the least; whole where only whole numbers make sense.
        unit: "" for a count.
    """

    name: str
    what: Annotated[str, Field(max_length=100)]
    default: int | float | None
    low: int | float
    high: int | float
    unit: str = ""

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return isinstance(self.low, int)

    def read(self, value: Value | None, *, cores: int) -> Value:
        """The value to use.

        Raises:
            OutOfBoundsError: it is no such number.
        """
        if value is None:
            return max(self.low, min(self.high, cores)) if self.default is None else self.default
        try:
            number = float(value)
        except ValueError:
            raise self._refused(value) from None
        if not self.low <= number <= self.high or (self.whole and number != int(number)):
            raise self._refused(value)
        return int(number) if self.whole else number

    def _refused(self, value: Value) -> OutOfBoundsError:
        said = tr("a number from {low} to {high}")
        if self.whole:
            said = tr("a whole number from {low} to {high}")
        allowed = said.format(low=f"{self.low:,}", high=f"{self.high:,}")
        return OutOfBoundsError(
            self.name, value, f"{allowed} {self.unit}" if self.unit else allowed
        )


class Choice(Frozen):
    """A word that can be chosen; the first option is the default."""

    name: str
    what: Annotated[str, Field(max_length=100)]
    options: Annotated[tuple[str, ...], Field(min_length=2)]

    def read(self, value: Value | None, *, cores: int) -> Value:  # noqa: ARG002 - as in `Range`
        """The value to use.

        Raises:
            OutOfBoundsError: it is none of the options.
        """
        if value is None:
            return self.options[0]
        if value not in self.options:
            allowed = tr("one of {options}").format(options=", ".join(self.options))
            raise OutOfBoundsError(self.name, value, allowed)
        return value


class DemoRequest(Frozen):
    """A demonstration as it shall run.

    Attributes:
        parameters: a value for every parameter.
        interpreter: label of the interpreter, or None for the bot's own.
    """

    demo: str
    parameters: Mapping[str, Value]
    interpreter: str | None = None


class Demo(Frozen):
    """One demonstration.

    Attributes:
        summary: one line for menus.
        idea: what is done and measured; said before the run.
        usual_s: seconds it usually takes with its defaults.
        needs_cores: with fewer it can show nothing.
        needs_interpreters: the same.
        item: id of the question it answers, if there is one.
    """

    name: str
    title: Annotated[str, Field(max_length=60)]
    summary: Annotated[str, Field(max_length=100)]
    idea: str
    parameters: tuple[Range | Choice, ...]
    usual_s: float
    needs_cores: int = 1
    needs_interpreters: int = 1
    item: str | None = None

    def request(
        self, chosen: Mapping[str, Value | None], *, cores: int, interpreter: str | None = None
    ) -> DemoRequest:
        """The request with these choices; what is missing or None takes its default.

        Raises:
            UnknownNameError: a parameter that the demonstration does not have.
            OutOfBoundsError: a value that is not allowed.
        """
        names = [one.name for one in self.parameters]
        for name in chosen:
            if name not in names:
                raise UnknownNameError("parameter", name, nearest(name, names))
        values = {one.name: one.read(chosen.get(one.name), cores=cores) for one in self.parameters}
        return DemoRequest(demo=self.name, parameters=values, interpreter=interpreter)
