"""Measured quantities as short text, the same in tables, pictures and sentences.

As many digits as mean something, never more than nine or so characters, whatever the number.
"""

from .demo_result import Stat

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
_MANY = 1e9
_THREE_DIGITS = 100
_TWO_DIGITS = 10
_SECONDS_FROM = 10_000


def number(value: float) -> str:
    """A number with about three digits, thousands parted by commas."""
    if abs(value) >= _MANY:
        return f"{value:.2e}".replace("e+", "e")
    if abs(value) >= _THREE_DIGITS or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def duration(ms: float) -> str:
    """Milliseconds with their unit; long ones in seconds."""
    return f"{number(ms)} ms" if abs(ms) < _SECONDS_FROM else f"{number(ms / 1000)} s"


def durations(stat: Stat) -> str:
    """The range of a duration."""
    if max(abs(stat.low), abs(stat.high)) < _SECONDS_FROM:
        return f"{number(stat.low)}-{number(stat.high)} ms"
    return f"{number(stat.low / 1000)}-{number(stat.high / 1000)} s"


def cores(value: float) -> str:
    """Cores used."""
    return f"{value:.2f}" if abs(value) < _MANY else number(value)


def core_range(stat: Stat) -> str:
    """The range of cores used."""
    return f"{cores(stat.low)}-{cores(stat.high)}"


def percent(share: float) -> str:
    """A share, 0..1; only nothing is 0 % and only everything 100 %."""
    if 0 < share < 0.01:  # noqa: PLR2004 - what would be rounded to nothing
        return "< 1 %"
    if 0.99 < share < 1:  # noqa: PLR2004 - and to everything
        return "> 99 %"
    return f"{100 * share:,.0f} %" if abs(100 * share) < _MANY else f"{number(100 * share)} %"


def ratio(part: float, whole: float) -> float:
    """One number in terms of another; 0 where the other is none."""
    return part / whole if whole > 0 else 0.0


def times(factor: float) -> str:
    """How many times as much."""
    if abs(factor) >= _TWO_DIGITS:
        return f"{factor:,.0f}x" if abs(factor) < _MANY else f"{number(factor)}x"
    return f"{factor:.2f}x" if abs(factor) < 2 else f"{round(factor, 1):g}x"  # noqa: PLR2004 - so


def how_many(count: float, noun: str) -> str:
    """A count with its noun: "2 cores"."""
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def in_words(count: float, noun: str) -> str:
    """A small count in words, with its noun: "two threads"."""
    told, whole = how_many(round(count), noun), round(count)
    if 0 <= whole < len(_WORDS):
        return told.replace(str(whole), _WORDS[whole], 1)
    return told


def sentence(text: str) -> str:
    """The text with a capital at its start and a stop at its end; a name like x stays as it is."""
    start = text[:1].upper() if text[1:2].isalpha() else text[:1]
    stop = "" if text.endswith((".", "?", "!", "…")) else "."
    return start + text[1:] + stop
