"""What `/coach doctor` found: a line for each thing, with what to change where it is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from discord.ui import LayoutView
from discord.utils import format_dt

from ..coach.checkup import OUTAGES_WITHIN, Findings
from ..domain.daily_post import DailyPost, PostState
from ..domain.language import later, tr, tr_count
from ..domain.schedule import Due, Schedule, ScheduleState
from ..domain.streak import Outage
from .badges import Badge
from .buttons import link_button
from .cards import AMBER, GREEN, RED, card, small
from .custom_id import Link
from .quote import cut, one_line

_WRONG = "✗"

_CLOCK_OFF = timedelta(seconds=5)
_SLOW_WRITE_S = 1.0
_OUTAGES_SHOWN = 5

_CHANNELS, _REASON, _SECTION = 1600, 160, 900
"""Characters; together less than a message may have."""


class ChannelCheck(NamedTuple):
    """How it stands with one schedule.

    Attributes:
        badges: what the bot may do in its channel; None where it can't see it.
        role_gone: whether the role that it pings is no more.
        following: the next post.
    """

    schedule: Schedule
    badges: Sequence[Badge] | None
    role_gone: bool
    following: Due


class _Line(NamedTuple):
    """A finding; the sign only repeats what the words say."""

    sign: str
    text: str

    def __str__(self) -> str:
        return f"{self.sign} {self.text}"


def doctor_card(findings: Findings, channels: Sequence[ChannelCheck]) -> LayoutView:
    """All findings."""
    machine = [_clock(findings), _database(findings), _demos(findings)]
    posting = [line for one in channels for line in _channel(one)]
    wrong = sum(line.sign == _WRONG for line in (*machine, *posting))
    head = (
        tr_count("## {count} problem", "## {count} problems", wrong).format(count=wrong)
        if wrong
        else tr("## Everything is fine")
    )
    if not channels and findings.database_works:
        posting_text = tr("There are no daily questions yet. `/coach setup` sets them up.")
    else:
        posting_text = _text(posting)
    return card(
        head,
        cut(posting_text, _CHANNELS) if posting_text else "",
        _text(machine),
        cut(_troubles(findings.troubles), _SECTION) if findings.troubles else "",
        cut(_outages(findings.outages), _SECTION),
        colour=(RED if wrong else AMBER if findings.troubles else GREEN),
        buttons=[link_button(Link.DOCTOR, "again", tr("Look again"))],
    )


def _text(lines: Iterable[_Line]) -> str:
    return "\n".join(map(str, lines))


def _channel(check: ChannelCheck) -> Iterator[_Line]:
    where = f"<#{check.schedule.channel_id}>"
    if check.badges is None:
        yield _problem(
            tr(
                "I can't see {channel}. Give me **View Channel** in its settings, under "
                "“Permissions”; if it was deleted, choose another one in `/coach daily`."
            ).format(channel=where)
        )
        return
    missing = ", ".join(badge.name for badge in check.badges if badge.needed)
    if missing:
        yield _problem(
            tr(
                "in {channel} I lack **{missing}**. Give it to me in the channel's settings, under "
                "“Permissions”."
            ).format(channel=where, missing=missing)
        )
    if check.role_gone:
        yield _problem(
            tr("{channel} pings a role that was deleted. Choose another in `/coach daily`.").format(
                channel=where
            )
        )
    yield from _state(check, where, may_post=not missing)
    for badge in check.badges:
        if not badge.given and not badge.needed:
            yield _note(
                tr("In {channel} I lack {name}. {without}").format(
                    channel=where, name=badge.name, without=badge.without
                )
            )


def _state(check: ChannelCheck, where: str, *, may_post: bool) -> Iterator[_Line]:
    schedule = check.schedule
    if schedule.state is ScheduleState.PAUSED and schedule.failures:
        yield _problem(
            tr_count(
                "{channel} is paused, because {count} post failed. Mend what is said below, then "
                "press *Resume* in `/coach daily`.",
                "{channel} is paused, because {count} posts in a row failed. Mend what is said "
                "below, then press *Resume* in `/coach daily`.",
                schedule.failures,
            ).format(channel=where, count=schedule.failures)
        )
    elif schedule.state is ScheduleState.PAUSED:
        yield _note(tr("{channel} is paused, as an admin chose.").format(channel=where))
    elif may_post:
        yield _good(
            tr("I may post in {channel}. Next: {at}.").format(
                channel=where, at=format_dt(check.following.at, "F")
            )
        )


def _clock(findings: Findings) -> _Line:
    ahead = findings.clock_ahead
    seconds = f"{abs(ahead.total_seconds()):,.1f}"
    if abs(ahead) <= _CLOCK_OFF:
        return _good(tr("My clock is right, {seconds} s from Discord's.").format(seconds=seconds))
    if ahead < timedelta():
        words = tr("My clock is {seconds} s behind Discord's. Whoever runs me should set it.")
    else:
        words = tr(
            "My clock is {seconds} s ahead of Discord's, or I got your command that late. Whoever "
            "runs me should look at the clock and at the network."
        )
    return _problem(words.format(seconds=seconds))


def _database(findings: Findings) -> _Line:
    if not findings.database_works:
        return _problem(tr("The database can't be used. Whoever runs me finds why in the log."))
    ms = f"{findings.write_s * 1000:,.0f}"
    if findings.write_s <= _SLOW_WRITE_S:
        return _good(tr("The database works: a change is kept in {ms} ms.").format(ms=ms))
    return _problem(
        tr(
            "The database takes {ms} ms to keep a change. Whoever runs me should look at the disk: "
            "it is busy or full."
        ).format(ms=ms)
    )


def _demos(findings: Findings) -> _Line:
    if findings.demo_problem is None:
        return _good(tr("Demos work."))
    return _problem(
        tr("Demos can't be run now: {problem}. If it stays so, tell whoever runs me.").format(
            problem=cut(one_line(findings.demo_problem), _REASON).rstrip(".")
        )
    )


def _good(text: str) -> _Line:
    return _Line("✓", text)


def _note(text: str) -> _Line:
    return _Line("○", text)


def _problem(text: str) -> _Line:
    return _Line(_WRONG, tr("**Problem**: {text}").format(text=text))


def _troubles(troubles: Sequence[DailyPost]) -> str:
    lines = [tr("**The last posts that did not get out**")]
    for post in troubles:
        words = (
            tr("{day}: failed. {reason}")
            if post.state is PostState.FAILED
            else tr("{day}: left out. {reason}")
        )
        reason = cut(one_line(tr(post.reason or later("No reason was kept."))), _REASON)
        lines.append("- " + words.format(day=post.day, reason=reason))
    return "\n".join(lines)


def _outages(outages: Sequence[Outage]) -> str:
    days = OUTAGES_WITHIN.days
    if not outages:
        return small(tr("I was never down in the last {days} days.").format(days=days))
    lines = [tr("**When I was down**, in the last {days} days").format(days=days)]
    lines.extend(
        tr("- {start} to {end}").format(
            start=format_dt(outage.start, "f"), end=format_dt(outage.end, "f")
        )
        for outage in list(reversed(outages))[:_OUTAGES_SHOWN]
    )
    lines.append(small(tr("Days with an outage count for nobody's streak as missed.")))
    return "\n".join(lines)
