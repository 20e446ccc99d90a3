"""Dates in words, in the language that is spoken.

Only for local dates, of which no client knows the zone; a point in time is left to Discord to show.
"""

from datetime import date

from .language import tr


def short_date(day: date) -> str:
    """The day and the month: "4 Mar"."""
    return tr("{day} {month}").format(day=day.day, month=short_month(day))


def long_date(day: date) -> str:
    """The day and the whole month: "4 March"."""
    return tr("{day} {month}").format(day=day.day, month=_months()[day.month - 1])


def full_date(day: date) -> str:
    """Day, month and year: "4 March 2026"."""
    return f"{long_date(day)} {day.year}"


def weekday_date(day: date) -> str:
    """With the day of the week: "Wed 4 Mar"."""
    return f"{short_weekdays()[day.weekday()]} {short_date(day)}"


def short_weekdays() -> list[str]:
    """The days of the week from Monday on, a few letters each."""
    return tr("Mon Tue Wed Thu Fri Sat Sun").split()


def short_month(day: date) -> str:
    """The month, some letters long."""
    return _short_months()[day.month - 1]


def _months() -> list[str]:
    return tr(
        "January February March April May June July August September October November December"
    ).split()


def _short_months() -> list[str]:
    return tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
