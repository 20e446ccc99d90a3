"""The card of a leaderboard: a page of it, and the reader's own place.

Members are shown by mentions, which ping nobody: everything is sent with pings switched off.
"""

import re
from collections.abc import Collection, Iterator

from discord.ui import ActionRow, LayoutView

from ..coach.leaderboards import Board
from ..domain.language import later, tr, tr_count
from ..domain.ranking import Measure, Period, Row, Standing
from ..domain.streak_calendar import days_in_words
from .buttons import CardButton, link_button
from .cards import BLUE, card, small
from .custom_id import Link

_TITLES = {
    Measure.POINTS: later("Points"),
    Measure.STREAK: later("Streaks"),
    Measure.IMPROVEMENT: later("Improvement"),
}
_PERIODS = {
    Period.WEEK: later("Last 7 days"),
    Period.MONTH: later("Last 30 days"),
    Period.ALL: later("All time"),
}
_WITHIN = {
    Period.WEEK: later("last 7 days"),
    Period.MONTH: later("last 30 days"),
    Period.ALL: later("all time"),
}
_RULES = {
    Measure.POINTS: later(
        "Ten times the score of your first answer to a question that day; each hint takes a tenth."
    ),
    Measure.STREAK: later(
        "Days in a row in this server, as they stand now. /streak explains yours."
    ),
    Measure.IMPROVEMENT: later(
        "Your last score less your first, on average over the questions you answered twice."
    ),
}
_HOW_TO_JOIN = {
    Measure.POINTS: later("Answer a question here: `/quiz`"),
    Measure.STREAK: later("One graded answer here starts a streak: `/quiz`"),
    Measure.IMPROVEMENT: later("Answer a question here a second time, and better: *Try again*"),
}

_PAGE = re.compile("[1-9][0-9]{0,5}", re.ASCII)
_EMPTY = later("Nobody to show here.")


def board_name(measure: Measure, period: Period, page: int) -> str:
    """A page of a board as a button can carry it."""
    return f"{measure}-{period}-{page}"


def read_board_name(name: str) -> tuple[Measure, Period, int] | None:
    """The page that a button carries, or None for what is none."""
    measure, _, rest = name.partition("-")
    period, _, page = rest.partition("-")
    if measure in [*Measure] and period in [*Period] and _PAGE.fullmatch(page):
        return Measure(measure), Period(period), int(page)
    return None


def leaderboard_card(board: Board, viewer_id: int, *, left: Collection[int] = ()) -> LayoutView:
    """A page of the board.

    Args:
        left: learners who are not in the server any more.
    """
    present = [row for row in board.rows if row.learner_id not in left]
    lines = [_line(board.measure, row, you=row.learner_id == viewer_id) for row in present]
    when = tr("as of now") if board.measure is Measure.STREAK else tr(_WITHIN[board.period])
    page = tr("page {page} of {pages}").format(page=f"{board.page:,}", pages=f"{board.pages:,}")
    head = [tr("Leaderboard of this server"), when, *([page] if board.pages > 1 else [])]
    return card(
        f"{small(' · '.join(head))}\n## {tr(_TITLES[board.measure])}",
        "\n".join(lines) or tr(_EMPTY),
        "\n".join(_own(board)),
        small(tr(_RULES[board.measure])),
        _others(board),
        colour=BLUE,
        buttons=_turning(board),
    )


def _line(measure: Measure, row: Row, *, you: bool) -> str:
    who = f"<@{row.learner_id}>" + (" " + tr("(you)") if you else "")
    return f"**{row.place:,}.** {who} · {_achieved(measure, row.standing)}"


def _own(board: Board) -> Iterator[str]:
    if board.own is None:
        yield f"{tr('You are not on this board yet.')} {tr(_HOW_TO_JOIN[board.measure])}"
    else:
        achieved = _achieved(board.measure, board.own.standing)
        if board.hidden:
            said = tr("Your place would be **{place}** · {achieved}")
            yield said.format(place=f"{board.own.place:,}", achieved=achieved)
        else:
            said = tr("Your place: **{place}** of {ranked} · {achieved}")
            yield said.format(
                place=f"{board.own.place:,}", ranked=f"{board.ranked:,}", achieved=achieved
            )
    if board.hidden:
        yield small(
            tr(
                "Others don't see you, here and in every server: that is *Only me* in "
                "`/me settings`."
            )
        )


def _achieved(measure: Measure, standing: Standing) -> str:
    value, basis = standing
    if measure is Measure.STREAK:
        said = tr("**{days}**, longest {best}")
        return said.format(days=days_in_words(value), best=days_in_words(basis))
    if measure is Measure.IMPROVEMENT:
        said = tr_count(
            "**+{value}** of 100, {count} question compared",
            "**+{value}** of 100, {count} questions compared",
            basis,
        )
        return said.format(value=value, count=f"{basis:,}")
    points = tr_count("**{count} point**", "**{count} points**", value)
    answers = tr_count("{count} answer", "{count} answers", basis)
    return f"{points.format(count=f'{value:,}')}, {answers.format(count=f'{basis:,}')}"


def _others(board: Board) -> ActionRow[LayoutView]:
    """Buttons for the boards that this one is not; no two have the same id."""
    row: ActionRow[LayoutView] = ActionRow()
    for measure, title in _TITLES.items():
        if measure is not board.measure:
            row.add_item(_link(board, tr(title), measure=measure))
    if board.measure is not Measure.STREAK:
        for period, title in _PERIODS.items():
            if period is not board.period:
                row.add_item(_link(board, tr(title), period=period))
    return row


def _turning(board: Board) -> Iterator[CardButton]:
    if board.page > 1:
        yield _link(board, tr("Back"), page=board.page - 1)
    if board.page < board.pages:
        yield _link(board, tr("More"), page=board.page + 1)
    name = board_name(board.measure, board.period, board.page)
    if board.hidden:
        yield link_button(Link.UNHIDE, name, tr("Show me"))
    else:
        yield link_button(Link.HIDE, name, tr("Hide me"))


def _link(
    board: Board,
    label: str,
    *,
    measure: Measure | None = None,
    period: Period | None = None,
    page: int = 1,
) -> CardButton:
    name = board_name(measure or board.measure, period or board.period, page)
    return link_button(Link.BOARD, name, label)
