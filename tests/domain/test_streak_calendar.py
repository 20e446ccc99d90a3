"""The calendar says what the streak says, of every history."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.snowflake import snowflake_at
from bot.domain.streak import Answered, Ledger, Outage, Streak, fold_ledger, fold_streak
from bot.domain.streak_calendar import (
    EXPLAINED,
    LETTERS,
    WEEKS,
    Calendar,
    Counted,
    DayKind,
    alt_text,
    calendar_of,
    days_in_words,
    explain,
    free_day_words,
    legend,
    text_twin,
)

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SUNDAY = datetime(2026, 11, 22, 20, tzinfo=UTC)


def answered(at: datetime, zone: str = "UTC") -> Answered:
    return Answered(snowflake_at(at), at.astimezone(ZoneInfo(zone)).date(), zone)


def ledger(*days_ago: int, outages: Sequence[Outage] = (), zone: str = "UTC") -> Ledger:
    answers = [answered(SUNDAY - ago * DAY, zone) for ago in days_ago]
    return fold_ledger(answers, outages, now=SUNDAY, zone=zone)


def kinds(calendar: Calendar, count: int) -> list[DayKind]:
    """The kinds of the last days up to today."""
    today = (calendar.today - calendar.first).days
    return [*calendar.days[today - count + 1 : today + 1]]


def test_a_calendar_is_twelve_whole_weeks_with_today_in_the_last() -> None:
    for ago in range(7):
        now = SUNDAY - ago * DAY
        calendar = calendar_of(fold_ledger([], (), now=now, zone="UTC"), zone="UTC")
        assert len(calendar.days) == WEEKS * 7
        assert calendar.first == date(2026, 8, 31)
        monday, last = calendar.weeks[-1]
        assert monday <= calendar.today <= monday + 6 * DAY
        assert last[now.weekday()] is DayKind.OPEN
        assert {*last[now.weekday() + 1 :]} <= {DayKind.NONE}


def test_every_kind_of_day_is_told_apart() -> None:
    down = Outage(start=SUNDAY - 5 * DAY, end=SUNDAY - 5 * DAY + HOUR)
    calendar = calendar_of(ledger(1, 3, 4, 6, 9, 10, outages=[down]), zone="UTC")
    assert kinds(calendar, 12) == [
        DayKind.NONE,
        DayKind.ANSWERED,
        DayKind.ANSWERED,
        DayKind.MISSED,
        DayKind.MISSED,
        DayKind.ANSWERED,
        DayKind.DOWN,
        DayKind.ANSWERED,
        DayKind.ANSWERED,
        DayKind.FREE,
        DayKind.ANSWERED,
        DayKind.OPEN,
    ]


def test_a_free_day_of_an_earlier_run_stays_one() -> None:
    calendar = calendar_of(ledger(0, 1, 4, 5, 6, *range(13, 20), *range(21, 30)), zone="UTC")
    assert kinds(calendar, 21)[0] is DayKind.FREE
    assert kinds(calendar, 4)[:2] == [DayKind.MISSED] * 2


def test_36_hours_cover_a_day_in_between() -> None:
    late = [answered(SUNDAY - 34 * HOUR)]
    now = SUNDAY + 0 * DAY
    calendar = calendar_of(fold_ledger(late, (), now=now, zone="UTC"), zone="UTC")
    assert kinds(calendar, 3) == [DayKind.NONE, DayKind.ANSWERED, DayKind.OPEN]
    night = datetime(2026, 11, 20, 23, tzinfo=UTC)
    spared = fold_ledger([answered(night)], (), now=night + 26 * HOUR, zone="UTC")
    assert kinds(calendar_of(spared, zone="UTC"), 3)[1:] == [DayKind.SPARED, DayKind.OPEN]


def test_a_day_answered_ahead_of_a_flight_west_is_on_the_calendar() -> None:
    ahead = [answered(SUNDAY, "Pacific/Kiritimati")]
    calendar = calendar_of(fold_ledger(ahead, (), now=SUNDAY, zone="UTC"), zone="UTC")
    assert calendar.today == SUNDAY.date()
    assert calendar.dates(DayKind.ANSWERED) == [SUNDAY.date() + DAY]


def test_a_date_that_a_zone_left_out_is_excused_for_that() -> None:
    zone = "Pacific/Apia"
    before = datetime(2011, 12, 29, 8, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    after = datetime(2012, 1, 1, 8, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    folded = fold_ledger([answered(before, zone)], (), now=after, zone=zone)
    calendar = calendar_of(folded, zone=zone)
    assert kinds(calendar, 4) == [
        DayKind.ANSWERED,
        DayKind.LEFT_OUT,
        DayKind.FREE,
        DayKind.OPEN,
    ]


def test_each_of_the_last_days_has_a_reason_and_what_counted() -> None:
    counted = Counted(
        attempt_id=snowflake_at(SUNDAY - DAY),
        day=(SUNDAY - DAY).date(),
        item_id="what-is-the-gil",
        score=0.5,
    )
    reasons = explain(ledger(1, 3), {counted.day: counted}, zone="UTC")
    assert [one.day for one in reasons] == [SUNDAY.date() - ago * DAY for ago in range(5)]
    assert [one.counted for one in reasons[:3]] == [None, counted, None]
    assert counted.at == SUNDAY - DAY
    assert "still open" in reasons[0].words
    assert "free day" in reasons[2].words
    assert "before your first" in reasons[-1].words
    assert len(explain(ledger(*range(EXPLAINED + 1)), {}, zone="UTC")) == EXPLAINED


def test_the_text_twin_has_a_letter_for_each_day_and_explains_it() -> None:
    twin = text_twin(calendar_of(ledger(0, 1, 3), zone="UTC"))
    lines = twin.splitlines()
    assert lines[0].split() == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert lines[12] == "16 Nov   .  .  .  #  F  #  #"
    assert lines[13:] == ["# answered (3)", "F free day (1)"]
    assert LETTERS.keys() == {*DayKind}


def test_the_alt_text_counts_and_names_the_days() -> None:
    assert alt_text(calendar_of(ledger(0, 1, 3), zone="UTC")) == (
        "Calendar of twelve weeks up to 22 November 2026: answered: 3; free day: 1 (20 Nov)."
    )
    empty = calendar_of(Ledger(Streak(), SUNDAY.date()), zone="UTC")
    assert "still open: 1 (22 Nov)" in alt_text(empty)
    assert len(alt_text(calendar_of(ledger(*range(0, 84, 3)), zone="UTC"))) < 500


def test_days_and_the_free_day_in_words() -> None:
    assert [days_in_words(count) for count in (0, 1, 2, 3650)] == [
        "0 days",
        "1 day",
        "2 days",
        "3,650 days",
    ]
    assert free_day_words(Streak()) == "Free day: available"
    assert free_day_words(Streak(free_day=date(2026, 3, 4))) == "Free day: used on 4 March"


# The calendar by invariants.

zones = st.sampled_from(["UTC", "Europe/Vienna", "America/New_York", "Pacific/Kiritimati"])
steps = st.builds(
    lambda days, seconds: max(days * DAY + timedelta(seconds=seconds), timedelta(0)),
    st.sampled_from([1] * 10 + [2, 2, 0, 3, 8]),
    st.integers(-12 * 3600, 12 * 3600),
)
outages = st.lists(
    st.builds(
        lambda hours, minutes: Outage(
            start=SUNDAY + hours * HOUR, end=SUNDAY + hours * HOUR + timedelta(minutes=minutes)
        ),
        st.integers(0, 24 * 40),
        st.sampled_from([4, 5, 60, 3000]),
    ),
    max_size=3,
)


@st.composite
def histories(draw: st.DrawFn) -> list[Answered]:
    """Answers in two zones, oldest first."""
    places = st.sampled_from([draw(zones), draw(zones)])
    at, answers = SUNDAY, [answered(SUNDAY, draw(places))]
    for step in draw(st.lists(steps, max_size=30)):
        at += step
        answers.append(answered(at, draw(places)))
    return answers


def check(answers: list[Answered], down: list[Outage], wait: timedelta, zone: str) -> None:
    now = answers[-1].at + wait
    folded = fold_ledger(answers, down, now=now, zone=zone)
    assert folded.streak == fold_streak(answers, down, now=now, zone=zone)
    assert not folded.missed & folded.excused
    assert folded.credited.isdisjoint(folded.missed | folded.excused)
    calendar = calendar_of(folded, zone=zone)
    streak = calendar.streak
    shown = dict(zip((calendar.first + n * DAY for n in range(84)), calendar.days, strict=True))
    if streak.since is not None and streak.since >= calendar.first:
        run = [kind for day, kind in shown.items() if day >= streak.since]
        assert run.count(DayKind.ANSWERED) == streak.length
        assert run.count(DayKind.FREE) == len(streak.forgiven)
        assert run.count(DayKind.DOWN) + run.count(DayKind.LEFT_OUT) == len(streak.excused)
        assert DayKind.MISSED not in run
    assert all(shown[day] is DayKind.ANSWERED for day in folded.credited if day in shown)
    assert streak.today == (shown[calendar.today] is DayKind.ANSWERED)
    assert sum(count for _, count in legend(calendar)) == 84 - calendar.days.count(DayKind.NONE)
    reasons = explain(folded, {}, zone=zone)
    assert [one.kind for one in reasons] == [shown[one.day] for one in reasons]


@given(histories(), outages, steps, zones)
def test_the_calendar_shows_the_streak(
    answers: list[Answered], down: list[Outage], wait: timedelta, zone: str
) -> None:
    check(answers, down, wait, zone)


@pytest.mark.nightly
@settings(
    max_examples=int(os.environ.get("STREAK_HISTORIES", "1000000")),
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(histories(), outages, steps, zones)
def test_the_calendar_shows_the_streak_in_a_million_histories(
    answers: list[Answered], down: list[Outage], wait: timedelta, zone: str
) -> None:
    check(answers, down, wait, zone)
