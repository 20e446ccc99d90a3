from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.snowflake import snowflake_at
from bot.domain.streak import Answered, Outage, Streak, fold_streak

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def local_date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def answered(at: datetime, zone: str = "UTC", day: date | None = None) -> Answered:
    return Answered(snowflake_at(at), day or local_date(at, zone), zone)


def march(*days: int) -> list[Answered]:
    """Answers in the morning of these days of March 2026 (0 is the last of February), in UTC."""
    return [answered(MORNING + (day - 1) * DAY) for day in days]


def fold(answers: Sequence[Answered], *outages: Outage, now: datetime, zone: str = "UTC") -> Streak:
    return fold_streak(answers, outages, now=now, zone=zone)


def morning_of(day: int) -> datetime:
    return MORNING + (day - 1) * DAY


def in_march(*days: int) -> tuple[date, ...]:
    return tuple(date(2026, 3, day) for day in days)


# The rule by example


def test_without_answers_there_is_no_streak() -> None:
    assert fold([], now=MORNING) == Streak()
    assert Streak() == Streak(length=0, best=0, today=False, alive_until=None, free_day=None)


def test_a_first_answer_is_a_streak_of_one() -> None:
    assert fold(march(1), now=MORNING) == Streak(
        length=1,
        best=1,
        today=True,
        since=date(2026, 3, 1),
        alive_until=datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC),
    )


def test_days_in_a_row_count_one_each_however_many_answers_they_have() -> None:
    streak = fold([*march(1, 2, 3), answered(morning_of(2) + HOUR)], now=morning_of(3))
    assert (streak.length, streak.best) == (3, 3)


def test_today_is_open_until_it_is_answered() -> None:
    assert fold(march(1, 2), now=morning_of(2)).today
    assert not fold(march(1, 2), now=morning_of(3)).today


def test_one_missed_day_is_forgiven_and_adds_nothing() -> None:
    streak = fold(march(1, 2, 4), now=morning_of(4))
    assert (streak.length, streak.forgiven, streak.free_day) == (3, in_march(3), date(2026, 3, 3))


def test_a_missed_yesterday_is_forgiven_before_the_next_answer() -> None:
    streak = fold(march(1, 2), now=morning_of(4))
    assert (streak.length, streak.free_day, streak.today) == (2, date(2026, 3, 3), False)


def test_two_missed_days_in_a_row_end_the_streak() -> None:
    assert fold(march(1, 2, 3), now=morning_of(6)) == Streak(best=3)
    assert fold(march(1, 2, 3, 6), now=morning_of(6)).length == 1


def test_a_second_miss_within_seven_days_leaves_the_days_after_the_first() -> None:
    streak = fold(march(1, 2, 4, 5, 6, 7, 8, 10), now=morning_of(10))
    assert (streak.length, streak.best) == (6, 7)
    assert (streak.since, streak.forgiven) == (date(2026, 3, 4), in_march(9))


def test_a_miss_seven_days_after_the_last_is_forgiven() -> None:
    streak = fold(march(1, 2, 4, 5, 6, 7, 8, 9, 11), now=morning_of(11))
    assert (streak.length, streak.best, streak.forgiven) == (9, 9, in_march(3, 10))


def test_a_free_day_is_available_again_seven_days_after_the_last() -> None:
    days = (1, 2, 4, 5, 6, 7, 8, 9)
    assert fold(march(*days), now=morning_of(9)).free_day == date(2026, 3, 3)
    assert fold(march(*days), now=morning_of(10)).free_day is None


def test_misses_before_the_run_use_no_free_day() -> None:
    streak = fold(march(1, 2, 6, 7), now=morning_of(7))
    assert (streak.length, streak.forgiven, streak.free_day) == (2, (), None)


def test_the_best_run_outlives_its_end() -> None:
    streak = fold(march(1, 2, 3, 4, 8, 9), now=morning_of(9))
    assert (streak.length, streak.best) == (2, 4)


@pytest.mark.parametrize(("late", "kept"), [(timedelta(0), True), (SECOND, False)])
def test_nothing_is_missed_within_36_hours(late: timedelta, *, kept: bool) -> None:
    """Answers late on the 4th and early on the 6th, when the free day went to the 2nd."""
    evening = datetime(2026, 3, 4, 22, tzinfo=UTC)
    morning = evening + 36 * HOUR + late
    answers = [*march(1, 3), answered(evening), answered(morning)]
    streak = fold(answers, now=morning)
    assert streak.length == (4 if kept else 3)
    assert streak.forgiven == (in_march(2) if kept else in_march(5))


def test_36_hours_outlast_the_end_of_the_day_after() -> None:
    evening = datetime(2026, 3, 4, 22, 0, 0, 700_000, tzinfo=UTC)
    streak = fold([*march(1, 3), answered(evening)], now=evening)
    assert streak.alive_until == datetime(2026, 3, 6, 10, tzinfo=UTC)


def test_an_answer_from_the_near_future_makes_its_time_the_present() -> None:
    midnight = datetime(2026, 3, 5, tzinfo=UTC)
    ahead = [*march(3, 4), answered(midnight + SECOND)]
    assert fold(ahead, now=midnight - SECOND) == fold(ahead, now=midnight + SECOND)


# Excused days


def outage(day: int, at: timedelta, lasting: timedelta) -> Outage:
    start = datetime(2026, 3, day, tzinfo=UTC) + at
    return Outage(start=start, end=start + lasting)


@pytest.mark.parametrize(
    ("down", "excused"),
    [
        (outage(5, 9 * HOUR, 5 * MINUTE), True),
        (outage(5, 9 * HOUR, 5 * MINUTE - SECOND), False),
        (outage(5, timedelta(0), 5 * MINUTE), True),
        (outage(4, 23 * HOUR, HOUR + 5 * MINUTE), True),
        (outage(4, 23 * HOUR, HOUR + 5 * MINUTE - SECOND), False),
        (outage(5, 23 * HOUR + 55 * MINUTE, 5 * MINUTE), True),
        (outage(5, 23 * HOUR + 55 * MINUTE, HOUR), True),
        (outage(5, 23 * HOUR + 55 * MINUTE + SECOND / 1000, HOUR), False),
        (outage(5, 23 * HOUR + 56 * MINUTE, 8 * MINUTE), False),
        (outage(1, 9 * HOUR, 9 * DAY), True),
    ],
)
def test_five_minutes_of_an_outage_inside_a_day_excuse_it(down: Outage, *, excused: bool) -> None:
    streak = fold(march(1, 3, 4, 6), down, now=morning_of(6))
    assert streak.length == (4 if excused else 3)
    assert (date(2026, 3, 5) in streak.excused) == excused


def test_two_short_outages_are_not_one_long_one() -> None:
    halves = outage(5, 9 * HOUR, 3 * MINUTE), outage(5, 10 * HOUR, 3 * MINUTE)
    assert fold(march(1, 3, 4, 6), *halves, now=morning_of(6)).length == 3


def test_an_answered_day_stays_credited_through_an_outage() -> None:
    down = outage(1, timedelta(0), 3 * DAY)
    streak = fold(march(1, 2, 3), down, now=morning_of(3))
    assert (streak.length, streak.excused) == (3, ())


def test_a_day_of_outage_leaves_the_free_day_alone() -> None:
    streak = fold(march(1, 3, 5), outage(2, 9 * HOUR, HOUR), now=morning_of(5))
    assert (streak.length, streak.excused, streak.forgiven) == (3, in_march(2), in_march(4))


def test_days_excused_before_the_run_are_not_shown_as_its_own() -> None:
    streak = fold(march(1, 5), outage(2, 9 * HOUR, HOUR), now=morning_of(5))
    assert (streak.length, streak.excused) == (1, ())


def test_an_outage_gives_the_day_after_it_to_save_the_streak() -> None:
    answers = march(1, 3, 4)
    assert fold(answers, now=morning_of(4)).alive_until == datetime(
        2026, 3, 5, 23, 59, 59, tzinfo=UTC
    )
    down = outage(5, 9 * HOUR, HOUR)
    assert fold(answers, down, now=morning_of(4)).alive_until == datetime(
        2026, 3, 6, 23, 59, 59, tzinfo=UTC
    )


def test_an_outage_counts_in_the_local_day_of_the_learner() -> None:
    """From 5 March 16:00 to 17:00 UTC it is the 6th in Auckland."""
    zone = "Pacific/Auckland"
    down = outage(5, 16 * HOUR, HOUR)
    noon = datetime(2026, 3, 4, 23, tzinfo=UTC)
    answers = [answered(noon + day * DAY, zone) for day in (-2, 0, 2)]
    streak = fold(answers, down, now=noon + 2 * DAY, zone=zone)
    assert (streak.excused, streak.forgiven) == (in_march(6), in_march(4))


# Zones


@pytest.mark.parametrize(
    ("zone", "left_out"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
        ("Pacific/Kwajalein", date(1993, 8, 21)),
        ("Pacific/Kiritimati", date(1994, 12, 31)),
        ("Asia/Manila", date(1844, 12, 31)),
    ],
)
def test_a_date_the_zone_left_out_is_never_missed(zone: str, left_out: date) -> None:
    before, after = left_out - DAY, left_out + DAY
    morning = datetime(before.year, before.month, before.day, 8, tzinfo=ZoneInfo(zone))
    night = datetime(after.year, after.month, after.day, 23, tzinfo=ZoneInfo(zone))
    answers = [answered(morning.astimezone(UTC), zone), answered(night.astimezone(UTC), zone)]
    streak = fold(answers, now=night, zone=zone)
    assert (streak.length, streak.forgiven, streak.excused) == (2, (), (left_out,))


def test_the_free_day_lasts_over_a_date_the_zone_left_out() -> None:
    """In Apia 29 December 2011 was followed by the 31st, which is forgiven."""
    zone = "Pacific/Apia"
    morning = datetime(2011, 12, 29, 8, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    streak = fold([answered(morning, zone)], now=morning, zone=zone)
    assert streak.alive_until == datetime(2012, 1, 1, 23, 59, 59, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "answer", "end"),
    [
        # At midnight clocks go to 01:00: the day ends a second before the jump.
        ("America/Sao_Paulo", "2018-11-02T12:00-03:00", "2018-11-04T23:59:59-02:00"),
        ("America/Sao_Paulo", "2018-11-01T12:00-03:00", "2018-11-03T23:59:59-03:00"),
        # At midnight clocks go back to 23:00: the day has two last hours.
        ("America/Sao_Paulo", "2018-02-15T12:00-02:00", "2018-02-17T23:59:59-03:00"),
        # At 01:00 clocks go back to 00:00: the next day has two first hours.
        ("America/Havana", "2025-10-31T12:00-04:00", "2025-11-02T23:59:59-05:00"),
        ("America/Havana", "2025-10-30T12:00-04:00", "2025-11-01T23:59:59-04:00"),
        # From 23:30 clocks go to 00:00.
        ("Asia/Pyongyang", "2018-05-02T12:00+08:30", "2018-05-04T23:29:59+08:30"),
        # From 23:30 clocks go to 00:30.
        ("America/Toronto", "1919-03-28T12:00-05:00", "1919-03-30T23:29:59-05:00"),
    ],
)
def test_a_streak_lives_to_the_last_second_of_the_local_day(
    zone: str, answer: str, end: str
) -> None:
    at = datetime.fromisoformat(answer).astimezone(UTC)
    assert fold([answered(at, zone)], now=at, zone=zone).alive_until == datetime.fromisoformat(end)


def test_a_day_is_what_was_stored_even_if_the_zone_says_otherwise_now() -> None:
    first = answered(MORNING, "UTC", date(2026, 3, 2))
    streak = fold([first], now=morning_of(2))
    assert (streak.since, streak.today) == (date(2026, 3, 2), True)


def test_flying_west_over_the_date_line_repeats_a_day_and_keeps_the_streak() -> None:
    sunday = datetime(2026, 3, 1, 8, tzinfo=ZoneInfo("Pacific/Auckland"))
    answers = [
        answered(sunday - DAY, "Pacific/Auckland"),
        answered(sunday, "Pacific/Auckland"),
        answered(sunday + 12 * HOUR, "Pacific/Honolulu"),
        answered(sunday + 36 * HOUR, "Pacific/Honolulu"),
    ]
    assert [answer.day.day for answer in answers] == [28, 1, 28, 1]
    streak = fold(answers, now=answers[-1].at, zone="Pacific/Honolulu")
    assert (streak.length, streak.forgiven) == (2, ())


def test_flying_east_over_the_date_line_skips_a_day_without_missing_it() -> None:
    friday = datetime(2026, 2, 27, 8, tzinfo=ZoneInfo("Pacific/Honolulu"))
    answers = [
        answered(friday, "Pacific/Honolulu"),
        answered(friday + 36 * HOUR, "Pacific/Auckland"),
    ]
    assert [answer.day.day for answer in answers] == [27, 1]
    streak = fold(answers, now=answers[-1].at, zone="Pacific/Auckland")
    assert (streak.length, streak.forgiven, streak.excused) == (2, (), ())


def test_a_day_credited_ahead_of_a_flight_back_is_not_missed_after_it() -> None:
    """Credited on the 11th at +14, then on the 9th at -11, then on the 12th."""
    early = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)
    answers = [
        *march(9),
        answered(early, "Pacific/Kiritimati"),
        answered(early + MINUTE, "Pacific/Pago_Pago"),
        answered(early + 49 * HOUR, "Pacific/Pago_Pago"),
    ]
    assert [answer.day.day for answer in answers] == [9, 11, 9, 12]
    streak = fold(answers, now=answers[-1].at, zone="Pacific/Pago_Pago")
    assert (streak.length, streak.forgiven) == (3, in_march(10))
    on_landing = fold(answers[:3], now=answers[2].at, zone="Pacific/Pago_Pago")
    assert on_landing.alive_until == datetime(
        2026, 3, 12, 23, 59, 59, tzinfo=ZoneInfo("Pacific/Pago_Pago")
    )


def test_today_is_credited_wherever_it_was_answered() -> None:
    early = datetime(2026, 3, 10, 11, tzinfo=UTC)
    answers = [*march(10), answered(early, "Pacific/Kiritimati")]
    streak = fold(answers, now=early, zone="UTC")
    assert (streak.length, streak.today) == (2, True)


@pytest.mark.parametrize("there", ["first", "second"])
def test_an_outage_excuses_a_day_in_either_zone_of_a_move(there: str) -> None:
    """The zone changed some time between the answers; 12:00 UTC on the 4th is the 5th at +14."""
    down = outage(4, 12 * HOUR, HOUR)
    zones = ("Pacific/Kiritimati", "UTC") if there == "first" else ("UTC", "Pacific/Kiritimati")
    answers = [
        *march(1, 3),
        answered(morning_of(4), zones[0], date(2026, 3, 4)),
        answered(morning_of(6), zones[1], date(2026, 3, 6)),
    ]
    assert fold(answers, down, now=morning_of(6), zone=zones[1]).excused == in_march(5)


@pytest.mark.parametrize(
    ("zone", "now_in"), [("UTC", "Pacific/Kiritimati"), ("Pacific/Kiritimati", "UTC")]
)
def test_an_outage_in_either_zone_of_a_move_lengthens_the_wait(zone: str, now_in: str) -> None:
    """In UTC the outage is on the 4th, which is answered; at +14 it is on the 5th."""
    down = outage(4, 12 * HOUR, HOUR)
    answers = [*march(1, 3), answered(morning_of(4), zone, date(2026, 3, 4))]
    streak = fold(answers, down, now=morning_of(4), zone=now_in)
    assert streak.alive_until == datetime(2026, 3, 6, 23, 59, 59, tzinfo=ZoneInfo(now_in))


# The rule by invariants. Histories lean towards daily answers with single missed days.

ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES)
starts = st.datetimes(
    min_value=datetime(2015, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001 - same
    timezones=st.just(UTC),
)
jitters = st.integers(-12 * 3600, 12 * 3600).map(lambda seconds: timedelta(seconds=seconds))
gaps = st.builds(
    lambda days, jitter: max(days * DAY + jitter, timedelta(0)),
    st.sampled_from([1] * 14 + [2, 2, 2, 0, 3, 9]),
    jitters,
)
short_gaps = st.integers(0, 36 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def times(start: datetime, steps: Sequence[timedelta]) -> Iterator[datetime]:
    yield start
    for step in steps:
        start += step
        yield start


@st.composite
def histories(draw: st.DrawFn) -> list[Answered]:
    """Answers in one zone, oldest first."""
    zone = draw(zones)
    size = draw(st.integers(0, 30))
    steps = draw(st.lists(gaps, min_size=size, max_size=size))
    return [answered(at, zone) for at in times(draw(starts), steps)]


@st.composite
def journeys(draw: st.DrawFn, steps: st.SearchStrategy[timedelta] = gaps) -> list[Answered]:
    """Answers in a few zones, changed at will, oldest first."""
    places = st.sampled_from(draw(st.lists(zones, min_size=1, max_size=3)))
    size = draw(st.integers(0, 20))
    legs = draw(st.lists(st.tuples(steps, places), min_size=size, max_size=size))
    moments = times(draw(starts), [step for step, _ in legs])
    stays = [draw(places), *(place for _, place in legs)]
    return [answered(at, place) for at, place in zip(moments, stays, strict=True)]


@st.composite
def outages_during(draw: st.DrawFn, answers: Sequence[Answered]) -> list[Outage]:
    """Outages of whole minutes where days lie empty, some of them too short to excuse one."""
    gaps_after = [a for a, b in pairwise(answers) if b.day - a.day > DAY] + [answers[-1]]
    lengths = st.sampled_from([1, 4, 5, 6, 9, 10, 60, 600, 3000])
    spans = st.tuples(st.sampled_from(gaps_after), st.integers(0, 48 * 60), lengths)
    return [
        Outage(start=start, end=start + lasting * MINUTE)
        for answer, wait, lasting in draw(st.lists(spans, max_size=4))
        for start in [answer.at.replace(second=0, microsecond=0) + wait * MINUTE]
    ]


@given(answers=histories(), data=st.data(), wait=gaps)
def test_a_streak_is_what_brute_force_says(
    answers: list[Answered], data: st.DataObject, wait: timedelta
) -> None:
    outages = data.draw(outages_during(answers))
    check_by_brute_force(answers, outages, now=answers[-1].at + wait)


@pytest.mark.parametrize(
    "count", [1000, pytest.param(1_000_000, marks=pytest.mark.nightly)], ids=["gate", "full"]
)
def test_histories_at_random_are_what_brute_force_says(count: int) -> None:
    """Many more than hypothesis makes in the same time, and all different."""
    random = Random(count)  # noqa: S311 - a repeatable test
    for _ in range(count):
        answers = history_at_random(random)
        outages = [outage_after(random.choice(answers), random) for _ in range(random.randrange(3))]
        check_by_brute_force(answers, outages, now=answers[-1].at + gap_at_random(random))


def history_at_random(random: Random) -> list[Answered]:
    """Answers in one zone, oldest first."""
    zone = random.choice(ZONES)
    start = datetime(2015, 1, 1, tzinfo=UTC) + random.randrange(7000 * 86_400) * SECOND
    steps = [gap_at_random(random) for _ in range(random.randrange(16))]
    return [answered(at, zone) for at in times(start, steps)]


def gap_at_random(random: Random) -> timedelta:
    days = random.choice([1] * 14 + [2, 2, 2, 0, 3, 9])
    return max(days * DAY + random.randint(-12 * 3600, 12 * 3600) * SECOND, timedelta(0))


def outage_after(answer: Answered, random: Random) -> Outage:
    start = answer.at.replace(second=0, microsecond=0) + random.randrange(48 * 60) * MINUTE
    return Outage(start=start, end=start + random.choice([1, 4, 5, 6, 9, 60, 600]) * MINUTE)


def check_by_brute_force(
    answers: Sequence[Answered], outages: Sequence[Outage], *, now: datetime
) -> None:
    zone = answers[0].zone
    streak = fold(answers, *outages, now=now, zone=zone)
    judged = brute_force_gaps(answers, outages, now=now, zone=zone)
    missed = [day for day, excused in judged.items() if not excused]
    days = sorted({answer.day for answer in answers})
    today = local_date(now, zone)
    run = max((days[i:] for i in range(len(days) + 1) if holds(missed, days[i:], today)), key=len)
    assert streak.length == len(run)
    assert streak.best == brute_force_best(days, missed)
    assert streak.today == (today in days)
    if run:
        assert streak.since == run[0]
        assert streak.forgiven == tuple(day for day in missed if day > run[0])
        assert streak.excused == tuple(day for day in judged if judged[day] and day > run[0])
        used = [day for day in streak.forgiven if day > today - 7 * DAY]
        assert streak.free_day == (used[0] if used else None)


def holds(missed: Sequence[date], run: Sequence[date], end: date) -> bool:
    """Whether no two days missed between the first of the run and the end are too close."""
    inside = [day for day in missed if run and run[0] < day < end]
    return all(abs(a - b) >= 7 * DAY for a, b in combinations(inside, 2))


def brute_force_best(days: Sequence[date], missed: Sequence[date]) -> int:
    stretches = (days[start : end + 1] for end in range(len(days)) for start in range(end + 1))
    return max(len(run) for run in stretches if holds(missed, run, run[-1]))


def brute_force_gaps(
    answers: Sequence[Answered], outages: Sequence[Outage], *, now: datetime, zone: str
) -> dict[date, bool]:
    """The dates without an answer that 36 hours don't cover, and whether each is excused."""
    down: dict[date, int] = {}
    for one in outages:
        minutes: dict[date, int] = {}
        for minute in range((one.end - one.start) // MINUTE):
            day = local_date(one.start + minute * MINUTE, zone)
            minutes[day] = minutes.get(day, 0) + 1
        down |= {day: max(down.get(day, 0), lasting) for day, lasting in minutes.items()}
    points = [(answer.day, answer.at) for answer in answers]
    credited = {day for day, _ in points}
    points.append((local_date(now, zone), now))
    judged = {}
    for number in range((points[-1][0] - points[0][0]).days):
        day = points[0][0] + number * DAY
        before = max((at for other, at in points if other < day), default=None)
        after = min(at for other, at in points if other > day)
        if day not in credited and before is not None and after - before > 36 * HOUR:
            judged[day] = down.get(day, 0) >= 5
    return judged


@given(answers=journeys(), data=st.data(), wait=gaps, zone=zones)
def test_order_and_duplicates_do_not_matter(
    answers: list[Answered], data: st.DataObject, wait: timedelta, zone: str
) -> None:
    now = answers[-1].at + wait
    again = data.draw(st.lists(st.sampled_from(answers), max_size=5))
    outages = data.draw(outages_during(answers))
    shuffled = data.draw(st.permutations(answers + again))
    expected = fold(answers, *outages, now=now, zone=zone)
    assert fold(shuffled, *reversed(outages), *outages, now=now, zone=zone) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The 9th and the 11th: the 10th lies between them, not after them.
        ("Pacific/Pago_Pago", "Pacific/Kiritimati"),
        # Both the 11th, but only in one of them the outage is on the 12th.
        ("Pacific/Tongatapu", "Pacific/Kiritimati"),
    ],
)
def test_answers_of_the_same_moment_have_no_order(one: str, other: str) -> None:
    moment = datetime(2026, 3, 10, 11, 30, tzinfo=UTC)
    twins = [answered(moment, one), answered(moment, other)]
    down = outage(11, 10 * HOUR + 30 * MINUTE, 20 * MINUTE)
    now = morning_of(13)
    assert fold(twins, down, now=now) == fold(twins[::-1], down, now=now)


@given(answers=journeys(steps=short_gaps))
def test_answering_every_36_hours_never_breaks_whatever_the_zones(answers: list[Answered]) -> None:
    streak = fold(answers, now=answers[-1].at, zone=answers[-1].zone)
    days = {answer.day for answer in answers}
    assert (streak.length, streak.best, streak.since) == (len(days), len(days), min(days))
    assert (streak.forgiven, streak.excused) == ((), ())


@given(zone=zones, start=starts, seed=st.integers(0, 2**32))
@example(zone="Pacific/Apia", start=datetime(2011, 12, 24, tzinfo=UTC), seed=1)
@example(zone="Pacific/Kwajalein", start=datetime(1993, 8, 15, tzinfo=UTC), seed=2)
@example(zone="America/St_Johns", start=datetime(2009, 10, 25, tzinfo=UTC), seed=3)
@example(zone="America/Juneau", start=datetime(1867, 10, 12, tzinfo=UTC), seed=4)
def test_one_answer_in_each_local_day_never_breaks_in_any_zone(
    zone: str, start: datetime, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - nothing secret
    quarters: dict[date, list[datetime]] = {}
    for quarter in range(12 * 24 * 4):
        at = start + quarter * 15 * MINUTE
        quarters.setdefault(local_date(at, zone), []).append(at)
    answers = [answered(random.choice([day[0], day[-1], *day]), zone) for day in quarters.values()]
    last = max(answer.at for answer in answers)
    streak = fold(answers, now=last, zone=zone)
    assert (streak.length, streak.best, streak.forgiven) == (len(quarters), len(quarters), ())


@given(answers=journeys(), data=st.data(), wait=gaps, zone=zones)
def test_outages_never_shorten(
    answers: list[Answered], data: st.DataObject, wait: timedelta, zone: str
) -> None:
    now = answers[-1].at + wait
    outages = data.draw(outages_during(answers))
    kept = fold(answers, *outages[1:], now=now, zone=zone)
    helped = fold(answers, *outages, now=now, zone=zone)
    assert helped.length >= kept.length
    assert helped.best >= kept.best
    if kept.length == helped.length > 0:
        assert kept.alive_until is not None
        assert helped.alive_until is not None
        assert helped.alive_until >= kept.alive_until


@given(answers=histories(), data=st.data(), wait=gaps)
def test_one_more_answer_never_shortens(
    answers: list[Answered], data: st.DataObject, wait: timedelta
) -> None:
    zone, now = answers[0].zone, answers[-1].at + wait
    outages = data.draw(outages_during(answers))
    seconds = (now - answers[0].at) // SECOND
    extra = answered(now - data.draw(st.integers(0, seconds + 3 * 86_400)) * SECOND, zone)
    without = fold(answers, *outages, now=now, zone=zone)
    streak = fold([*answers, extra], *outages, now=now, zone=zone)
    assert streak.length >= without.length
    assert streak.best >= without.best


@given(answers=histories(), data=st.data(), wait=gaps)
def test_answering_adds_exactly_the_day_if_it_is_new(
    answers: list[Answered], data: st.DataObject, wait: timedelta
) -> None:
    zone, now = answers[0].zone, answers[-1].at + wait
    outages = data.draw(outages_during(answers))
    before = fold(answers, *outages, now=now, zone=zone)
    after = fold([*answers, answered(now, zone)], *outages, now=now, zone=zone)
    assert after.today
    assert after.length == before.length + (not before.today)


@given(answers=journeys(), data=st.data(), waits=st.tuples(gaps, gaps), zone=zones)
def test_a_streak_falls_only_once_its_last_second_has_passed(
    answers: list[Answered],
    data: st.DataObject,
    waits: tuple[timedelta, timedelta],
    zone: str,
) -> None:
    outages = data.draw(outages_during(answers))
    now = answers[-1].at + waits[0]
    streak = fold(answers, *outages, now=now, zone=zone)
    later = fold(answers, *outages, now=now + waits[1], zone=zone)
    if streak.alive_until is None or now + waits[1] <= streak.alive_until:
        assert later.length == streak.length
    elif now + waits[1] >= streak.alive_until + SECOND:
        assert later.length < streak.length
    assert later.best == streak.best


@given(answers=journeys(), data=st.data(), wait=gaps, zone=zones)
def test_alive_until_is_exact_to_the_second(
    answers: list[Answered], data: st.DataObject, wait: timedelta, zone: str
) -> None:
    outages = data.draw(outages_during(answers))
    now = answers[-1].at + wait
    streak = fold(answers, *outages, now=now, zone=zone)
    assume(streak.length)
    end = streak.alive_until
    assert end is not None
    assert end > now - SECOND
    assert end.microsecond == 0
    in_time, late = answered(max(end, now), zone), answered(end + SECOND, zone)
    kept = fold([*answers, in_time], *outages, now=in_time.at, zone=zone)
    lost = fold([*answers, late], *outages, now=late.at, zone=zone)
    days = {answer.day for answer in answers}
    assert kept.length == streak.length + (in_time.day not in days)
    assert lost.length < streak.length + (late.day not in days)


@given(answers=histories(), data=st.data())
def test_the_best_is_the_longest_streak_ever_shown(
    answers: list[Answered], data: st.DataObject
) -> None:
    zone = answers[0].zone
    outages = data.draw(outages_during(answers))
    shown = [
        fold(answers[: count + 1], *outages, now=answer.at, zone=zone)
        for count, answer in enumerate(answers)
    ]
    for count, streak in enumerate(shown):
        assert streak.best == max(one.length for one in shown[: count + 1])


@given(answers=journeys(), behind=gaps, zone=zones)
def test_a_clock_that_runs_behind_changes_nothing(
    answers: list[Answered], behind: timedelta, zone: str
) -> None:
    last = answers[-1].at
    assert fold(answers, now=last - behind, zone=zone) == fold(answers, now=last, zone=zone)
