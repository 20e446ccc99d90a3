"""Schedules in words: when they post, what, and whom they ping."""

from collections.abc import Sequence
from datetime import timedelta

from discord.utils import format_dt

from ..domain.bank import Bank
from ..domain.item import Level
from ..domain.language import tr, tr_count
from ..domain.schedule import EVERY_DAY, DailySetup, Due, due_at
from ..domain.setup_form import SetupForm
from .cards import small

_NAMED_TOPICS = 4
_WORKDAYS = (0, 1, 2, 3, 4)


def weekday_names() -> Sequence[str]:
    """The days of the week, Monday first."""
    return (
        tr("Monday"),
        tr("Tuesday"),
        tr("Wednesday"),
        tr("Thursday"),
        tr("Friday"),
        tr("Saturday"),
        tr("Sunday"),
    )


def level_names() -> dict[Level, str]:
    """The levels as members read them."""
    return {
        Level.JUNIOR: tr("junior"),
        Level.MID: tr("mid"),
        Level.SENIOR: tr("senior"),
        Level.STAFF: tr("staff"),
    }


def time_text(minute: int) -> str:
    """A minute of the day, such as 09:30."""
    return "{:02}:{:02}".format(*divmod(minute, 60))


def days_text(weekdays: tuple[int, ...]) -> str:
    """Days of the week."""
    if weekdays == EVERY_DAY:
        return tr("every day")
    if weekdays == _WORKDAYS:
        return tr("Monday to Friday")
    return ", ".join(weekday_names()[day] for day in weekdays)


def when_text(setup: DailySetup | SetupForm) -> str:
    """When a schedule posts."""
    return tr("{days} at **{time}**, `{zone}`").format(
        days=days_text(setup.weekdays), time=time_text(setup.post_minute), zone=setup.zone
    )


def questions_text(topics: Sequence[str], levels: Sequence[Level], bank: Bank) -> str:
    """Which questions are asked; topics that have left the pack by their ids."""
    titles = {topic.id: topic.title for topic in bank.topics}
    named = [titles.get(one, one) for one in topics]
    shown = ", ".join(named[:_NAMED_TOPICS]) or tr("all topics")
    more = len(named) - _NAMED_TOPICS
    if more > 0:
        shown = tr_count("{topics} and {count} more", "{topics} and {count} more", more).format(
            topics=shown, count=more
        )
    names = level_names()
    asked = ", ".join(names[level] for level in levels) or tr("all levels")
    return tr("{topics}; {levels}").format(topics=shown, levels=asked)


def role_text(role_id: int | None) -> str:
    """Whom a post pings."""
    return tr("nobody") if role_id is None else f"<@&{role_id}>"


def dates_text(setup: DailySetup, dues: Sequence[Due]) -> str:
    """The next posts, each in the zone of whoever reads it, and why they come somewhat later."""
    lines = [f"- {format_dt(due.at, 'F')}" for due in dues]
    minutes = (dues[0].at - due_at(setup, dues[0].day)) // timedelta(minutes=1)
    if minutes:
        lines.append(
            small(
                tr_count(
                    "Yours come {count} minute after the time you chose: not all servers at once.",
                    "Yours come {count} minutes after the time you chose: not all servers at once.",
                    minutes,
                ).format(count=minutes)
            )
        )
    return "\n".join(lines)
