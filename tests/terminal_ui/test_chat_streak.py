from datetime import UTC, date, datetime, timedelta

from bot.coach.streaks import Explained, Explanation, StreakShown
from bot.domain.snowflake import snowflake_at
from bot.domain.streak import Answered, fold_ledger
from bot.domain.streak_calendar import Counted, calendar_of, explain
from bot.terminal_ui.chat_streak import streak_page
from tests.terminal_ui.conftest import Screen

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
ZONE = "Europe/Vienna"


def page(screen: Screen, *days_ago: int) -> str:
    answers = [
        Answered(snowflake_at(at), at.date(), ZONE)
        for at in (NOW - timedelta(days=ago) for ago in days_ago)
    ]
    ledger = fold_ledger(answers, (), now=NOW, zone=ZONE)
    counted = {
        one.day: Counted(attempt_id=one.id, day=one.day, item_id="gil", score=0.67)
        for one in answers
    }
    calendar = calendar_of(ledger, zone=ZONE)
    days = tuple(
        Explained(reason=reason, title="What is the [bold]GIL?")
        for reason in explain(ledger, counted, zone=ZONE)
    )
    shown = StreakShown(group_id=None, calendar=calendar, everywhere=ledger.streak, zone=ZONE)
    return screen.show(streak_page(shown, Explanation(days=days, calendar=calendar)))


def test_the_page_tells_the_streak_its_calendar_and_why(screen: Screen) -> None:
    text = page(screen, 1, 2)
    assert "Streak: 2 days, longest 2 days." in text
    assert "Free day: available." in text
    assert "Runs out Monday, 2026-11-23 23:59 in Europe/Vienna." in text
    assert "16 Nov   .  .  .  .  #  #  o" in text
    assert "Sun 2026-11-22  still open" in text
    assert "Sat 2026-11-21  answered at 21:00: What is the [bold]GIL?, 67 / 100" in text


def test_without_answers_nothing_runs_out(screen: Screen) -> None:
    text = page(screen)
    assert "Streak: 0 days" in text
    assert "Runs out" not in text
    assert date(2026, 11, 22).isoformat() in text
