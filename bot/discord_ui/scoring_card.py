"""*How scored*: the arithmetic of a grade, line by line, so that anybody can do it again."""

from collections.abc import Iterator

from discord.ui import LayoutView

from ..coach.practice import ScoreSheet
from ..domain.feedback import BAND_WORDS
from ..domain.language import tr, tr_count
from ..domain.ranking import FULL_POINTS
from ..domain.scoring import Lowering, Scoring, Term, in_figures
from .cards import BAND_COLOURS, card, small
from .quote import cut, one_line

_SAY = 80
"""Characters of an idea: the feedback has it in full."""


def scoring_card(sheet: ScoreSheet) -> LayoutView:
    """How an attempt was scored."""
    scoring = sheet.scoring
    head = f"{small(one_line(sheet.item.title))}\n## {tr('How this was scored')}"
    told = _refusal if scoring.score is None else _sums
    return card(head, *told(scoring), colour=BAND_COLOURS[scoring.band])


def _refusal(scoring: Scoring) -> Iterator[str]:
    nothing = tr("So there is no score, and nothing was counted: no points, no streak, no review.")
    yield "\n".join([*scoring.reasons, nothing])


def _sums(scoring: Scoring) -> Iterator[str]:
    yield "\n".join(_earned(scoring))
    yield "\n".join([*map(_penalty, scoring.penalties), *map(_cap, scoring.caps)])
    yield _score(scoring)
    yield "\n".join(_points(scoring))


def _earned(scoring: Scoring) -> Iterator[str]:
    yield f"**{tr('Each idea: its weight × what you got of it')}**"
    yield from map(_term, scoring.terms)
    yield tr("Together `{earned}` of `{required}`, that is `{share}`").format(
        earned=in_figures(scoring.earned),
        required=in_figures(scoring.required),
        share=in_figures(scoring.share),
    )
    if any(term.bonus for term in scoring.terms):
        yield small(tr("A bonus is never required; with it the whole can't be more than 1."))
    if scoring.revised:
        yield small(
            tr(
                "The question has been revised since, and these are its weights of today. "
                "Your score stays as it was given."
            )
        )


def _term(term: Term) -> str:
    figures = f"`{in_figures(term.weight)} × {in_figures(term.credit)} = {in_figures(term.earned)}`"
    bonus = f" {tr('bonus')}" if term.bonus else ""
    return f"{figures}{bonus} · {cut(one_line(term.say), _SAY)}"


def _penalty(lowering: Lowering) -> str:
    return f"`− {in_figures(lowering.amount)}` · {cut(one_line(lowering.reason), _SAY)}"


def _cap(lowering: Lowering) -> str:
    limit = tr("at most {amount}").format(amount=in_figures(lowering.amount))
    return f"`{limit}` · {cut(one_line(lowering.reason), _SAY)}"


def _score(scoring: Scoring) -> str:
    score = scoring.score or 0.0
    return tr("**Score** `{score}`, shown as {percent} / 100: {band}").format(
        score=in_figures(score), percent=round(100 * score), band=tr(BAND_WORDS[scoring.band])
    )


def _points(scoring: Scoring) -> Iterator[str]:
    if scoring.hints:
        less = tr_count(
            "10 % less for 1 hint", "10 % less for each of {count} hints", scoring.hints
        ).format(count=scoring.hints)
        factor = max(0, FULL_POINTS - scoring.hints)
    else:
        less, factor = tr("no hint was taken"), FULL_POINTS
    yield tr("**Points** `{score} × {factor} = {exact}`, rounded {points}: {less}").format(
        score=in_figures(scoring.score or 0.0),
        factor=factor,
        exact=in_figures(scoring.points_before_rounding),
        points=scoring.points,
        less=less,
    )
    yield small(
        tr("Points are for the leaderboard. A day's first answer to a question brings them.")
    )
