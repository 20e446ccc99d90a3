from datetime import UTC, datetime

from bot.coach.progress import HistoryEntry, HistoryPage, PastAttempt, ProgressShown
from bot.coach.reviews import NothingDue
from bot.domain.attempt import Certainty
from bot.domain.certainty import Tally
from bot.domain.progress import Progress, TopicMastery
from bot.domain.recall import RetentionPoint
from bot.domain.snowflake import snowflake_at
from bot.terminal_ui.chat_review import again_line, nothing_due, progress_page
from tests.terminal_ui.conftest import Screen, flat

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
TOPIC = TopicMastery(topic="gil", title="The [bold]GIL", share=0.5, answered=1, total=2)


def page(progress: Progress, *entries: HistoryEntry) -> tuple[ProgressShown, HistoryPage]:
    shown = ProgressShown(progress=progress, due=1, next_at=None)
    return shown, HistoryPage(number=1, entries=entries, last=True)


def entry(score: float | None, *, gave_up: bool = False) -> HistoryEntry:
    attempt = PastAttempt(id=snowflake_at(AT), item_id="gil", score=score, gave_up=gave_up)
    return HistoryEntry(attempt=attempt, title="What is it?", opens=True)


def test_the_end_of_a_review_tells_what_is_left(screen: Screen) -> None:
    text = screen.show(nothing_due(NothingDue(asked=1, due=2)))
    assert text.split("\n")[:2] == [
        "Review done: 1 question.",
        "Still due: 2 questions. /review asks them.",
    ]


def test_it_tells_when_something_is_due(screen: Screen) -> None:
    text = flat(screen.show(nothing_due(NothingDue(asked=3, next_at=AT, next_count=1))))
    assert "Review done: 3 questions." in text
    assert f"Due from {AT.astimezone():%a %Y-%m-%d %H:%M} on: 1 question." in text


def test_progress_has_bars_and_the_last_answers(screen: Screen) -> None:
    progress = Progress(topics=(TOPIC,), curve=(), recalls=9)
    text = flat(
        screen.show(
            progress_page(*page(progress, entry(0.67), entry(None), entry(None, gave_up=True)))
        )
    )
    assert "Progress: 50 %" in text
    assert "The [bold]GIL ##########.......... 50 % · 1 of 2 tried" in text
    assert "shown after 1 more review." in text
    for outcome in ("67 / 100", "not graded", "I don't know"):
        assert f"{AT.astimezone():%H:%M} What is it?, {outcome}" in text


def test_progress_tells_what_stays_and_how_sure_one_was(screen: Screen) -> None:
    progress = Progress(
        topics=(TOPIC,),
        curve=(RetentionPoint(1, 1, 0.9, 8, 10),),
        recalls=10,
        calibration=(Tally(certainty=Certainty.CERTAIN, answers=10, right=6),),
    )
    text = flat(screen.show(progress_page(*page(progress))))
    assert "After 1 day: 8 of 10 remembered, 90 % expected." in text
    assert "When you said you were certain, you were right 6 of 10 times." in text
    assert "Your last answers" not in text


def test_an_answer_tells_when_its_question_comes_again(screen: Screen) -> None:
    later = screen.show(again_line(AT))
    assert f"again from {AT.astimezone():%a %Y-%m-%d %H:%M} on." in later
