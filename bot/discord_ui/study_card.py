"""A member's study card."""

from collections.abc import Iterator

from discord.ui import LayoutView

from ..coach.study_cards import StudyCard
from ..domain.language import tr, tr_count
from ..domain.streak_calendar import days_in_words
from .cards import BLUE, card, small
from .quote import cut, one_line

_TOPICS = 12
"""Mastered topics that are named; the rest is counted."""


def study_card(shown: StudyCard, *, own: bool) -> LayoutView:
    """Streak, points and what is mastered.

    Args:
        own: the reader looks at their own.
    """
    where = tr("everywhere") if shown.group_id is None else tr("in this server")
    return card(
        f"{small(tr('Study card'))}\n## <@{shown.learner_id}>",
        "\n".join(_lines(shown, where)),
        _mastered(shown),
        small(_footer(own=own)),
        colour=BLUE,
    )


def _lines(shown: StudyCard, where: str) -> Iterator[str]:
    streak = shown.streak
    yield tr("**Streak {where}**: {days}, longest {best}").format(
        where=where, days=days_in_words(streak.length), best=days_in_words(streak.best)
    )
    if shown.points is not None:
        said = tr_count("{points} point", "{points} points", shown.points)
        yield tr("**Points {where}**: {points}").format(
            where=where, points=said.format(points=f"{shown.points:,}")
        )
    yield tr("**Questions tried**: {answered} of {questions}").format(
        answered=shown.answered, questions=shown.questions
    )


def _mastered(shown: StudyCard) -> str:
    head = tr("**Topics mastered**: {count} of {topics}").format(
        count=len(shown.mastered), topics=shown.topics
    )
    names = [f"- {cut(one_line(one.title), 60)}" for one in shown.mastered[:_TOPICS]]
    return "\n".join([head, *names])


def _footer(*, own: bool) -> str:
    if own:
        return tr("Who may see this card: /me settings. Your answers are never on it.")
    return tr("Members choose in /me settings who sees their card.")
