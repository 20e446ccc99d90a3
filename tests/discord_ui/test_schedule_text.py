from datetime import UTC, datetime, timedelta

import pytest

from bot.discord_ui.schedule_text import dates_text, days_text, questions_text, time_text, when_text
from bot.domain.item import Level
from bot.domain.schedule import DailySetup, next_dates
from tests.domain.examples import make_bank, make_item

SETUP = DailySetup(channel_id=1, zone="Europe/Vienna", post_minute=570)
BANK = make_bank(*(make_item(id=f"question-{n}", topic=f"topic-{n}") for n in range(7)))


def test_a_time_has_two_digits_each() -> None:
    assert [time_text(minute) for minute in (0, 570, 1439)] == ["00:00", "09:30", "23:59"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0, 1, 2, 3, 4, 5, 6), "every day"),
        ((0, 1, 2, 3, 4), "Monday to Friday"),
        ((5, 6), "Saturday, Sunday"),
    ],
)
def test_days_are_named_as_people_do(days: tuple[int, ...], words: str) -> None:
    assert days_text(days) == words


def test_when_says_days_time_and_zone() -> None:
    assert when_text(SETUP) == "every day at **09:30**, `Europe/Vienna`"


def test_topics_and_levels_are_named_and_the_rest_counted() -> None:
    topics = [topic.title for topic in BANK.topics]
    assert questions_text((), (), BANK) == "all topics; all levels"
    assert questions_text(("topic-0",), (Level.MID,), BANK) == f"{topics[0]}; mid"
    many = questions_text([topic.id for topic in BANK.topics], [*Level], BANK)
    assert many == f"{', '.join(topics[:4])} and 3 more; junior, mid, senior, staff"
    assert questions_text(("gone",), (), BANK) == "gone; all levels"


def test_dates_that_are_spread_say_so() -> None:
    now = datetime(2026, 3, 14, tzinfo=UTC)
    prompt, later = (
        next_dates(SETUP, now, 3, offset=timedelta(minutes=minutes)) for minutes in (0, 17)
    )
    assert dates_text(SETUP, prompt).count(":F>") == 3
    assert "minute" not in dates_text(SETUP, prompt)
    assert "17 minutes after the time you chose" in dates_text(SETUP, later)
