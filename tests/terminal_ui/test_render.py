import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.domain.feedback import Feedback, give_feedback
from bot.domain.grade import Band, Finding, Flag, Grade, Mark, Status
from bot.domain.item import AppliesTo
from bot.domain.streak import Streak
from bot.terminal_ui import render
from tests.discord_ui.examples import BANK, CODE, GIL, LESSON
from tests.terminal_ui.conftest import Screen, flat


def given_feedback(text: str, *marks: Mark, **more: object) -> Feedback:
    grade = Grade(
        item_id=GIL.id,
        score=0.5,
        band=Band.PARTIAL,
        marks=marks,
        **more,
    )
    return give_feedback(GIL, grade, text, BANK.misconceptions)


def test_a_prompt_has_its_title_topic_level_and_hints(screen: Screen) -> None:
    shown = screen.show(render.prompt(GIL, GIL.hints))
    assert GIL.title in shown
    assert "gil · junior" in shown
    assert "Hint: Think of bytecode." in shown


def test_a_prompt_says_which_pythons_it_is_about(screen: Screen) -> None:
    since = GIL.model_copy(update={"applies_to": AppliesTo(python=">=3.12")})
    assert "About Python 3.12 and later." in screen.show(render.prompt(since))


def test_a_prompt_shows_its_code(screen: Screen) -> None:
    assert "    total += 1" in screen.show(render.prompt(CODE))


@pytest.mark.parametrize("status", Status)
def test_a_criterion_is_told_in_words_with_its_quote(screen: Screen, status: Status) -> None:
    mark = Mark(criterion="one-at-a-time", status=status, credit=0.0, evidence=((0, 10),))
    shown = screen.show(render.feedback(given_feedback("one thread and more", mark)))
    assert "50 / 100" in shown
    assert "Only one thread at a time" in shown
    assert "“one thread”" in shown


def test_a_bonus_is_called_one(screen: Screen) -> None:
    mark = Mark(criterion="released-in-io", status=Status.MET, credit=1.0)
    assert "(bonus)" in screen.show(render.feedback(given_feedback("", mark)))


@pytest.mark.parametrize(
    ("attached", "label"),
    [(True, "A misconception:"), (False, "Worth checking, at no cost here:")],
)
def test_a_misconception_is_corrected_with_its_source(
    screen: Screen, label: str, *, attached: bool
) -> None:
    entry = next(iter(BANK.misconceptions.values()))
    finding = Finding(id=entry.id, evidence=((0, 3),), pattern="x", attached=attached)
    shown = screen.show(render.feedback(given_feedback("the GIL", misconceptions=(finding,))))
    assert label in shown
    assert "“the”" in shown
    assert entry.source.url in shown.replace("\n", "")


def test_an_ungraded_answer_has_a_note_and_no_points(screen: Screen) -> None:
    grade = Grade(item_id=GIL.id, score=None, band=Band.UNGRADED, flags=(Flag.TOO_SHORT,))
    shown = screen.show(render.feedback(give_feedback(GIL, grade, "x", {})))
    assert "/ 100" not in shown
    assert "too short to grade" in shown


def test_a_model_answer_has_its_sources(screen: Screen) -> None:
    shown = screen.show(render.model_answer(GIL))
    assert "one thread at a time runs Python bytecode" in flat(shown)
    assert GIL.sources[0].url in shown


def test_a_lesson_is_set_as_markdown_with_its_sources(screen: Screen) -> None:
    shown = screen.show(render.lesson(LESSON))
    assert LESSON.title in shown
    assert "One thread at a time runs Python code." in shown
    assert "print(1)  # 1" in shown
    assert "```" not in shown
    assert LESSON.sources[0].url in shown


@pytest.mark.parametrize(("length", "told"), [(0, "No streak yet"), (1, "1 day,"), (3, "3 days,")])
def test_a_streak_says_how_long_and_until_when(screen: Screen, length: int, told: str) -> None:
    streak = Streak.model_validate({"length": length, "alive_until": "2026-11-24T23:59:59Z"})
    shown = screen.show(render.streak(streak))
    assert told in shown
    assert ("2026-11-24 23:59 UTC" in shown) == bool(length)


@given(st.text())
def test_plain_text_has_nothing_a_terminal_acts_on(text: str) -> None:
    kept = render.plain(text)
    assert all(char.isprintable() or char == "\n" for char in kept)
    kept.encode()


def test_plain_text_keeps_words_and_lines() -> None:
    assert render.plain("a\tb\n\x1b[31mred\u202e\0 é 😀") == "a   b\n[31mred é 😀"


@given(st.text(min_size=1, max_size=40))
def test_a_learners_words_are_never_markup_or_escapes(text: str) -> None:
    mark = Mark(
        criterion="one-at-a-time", status=Status.MET, credit=1.0, evidence=((0, len(text)),)
    )
    stream = io.StringIO()
    console = Console(file=stream, width=400, no_color=True, force_terminal=False)
    console.print(render.feedback(given_feedback(text, mark)))
    shown = stream.getvalue()
    assert "\x1b" not in shown
    words = render.plain(" ".join(text.split()))
    assert not words.strip() or f"“{words}”" in shown


@pytest.mark.parametrize("width", [20, 40, 200])
def test_everything_fits_a_narrow_terminal(width: int) -> None:
    screen = Screen(width)
    mark = Mark(criterion="one-at-a-time", status=Status.NEGATED, credit=0, evidence=((0, 90),))
    for shown in (
        render.prompt(CODE, CODE.hints),
        render.feedback(given_feedback("word " * 30, mark)),
        render.model_answer(GIL),
        render.lesson(LESSON),
    ):
        assert all(len(line) <= width for line in screen.show(shown).splitlines())


def test_colour_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    mark = Mark(criterion="one-at-a-time", status=Status.MET, credit=1.0, evidence=((0, 3),))
    console = Console(file=stream, force_terminal=True, width=80)
    console.print(render.feedback(given_feedback("one", mark)))
    assert "\x1b[3" not in stream.getvalue()
