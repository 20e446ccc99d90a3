"""The card that says what an answer was worth, and why, in the learner's own words.

Corrections come first: what is wrong costs more than what is missing. A feedback of any size fits:
it is told in ever less detail until it does.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from discord import ButtonStyle
from discord.ui import LayoutView

from ..coach.practice import Result
from ..domain.certainty import in_words
from ..domain.date_words import long_date
from ..domain.dispute import BAND_NAMES, Dispute
from ..domain.feedback import Correction, Feedback, Line
from ..domain.grade import Status
from ..domain.language import tr
from ..domain.streak import Streak
from ..domain.streak_calendar import days_in_words
from .buttons import CardButton, button, link_button
from .cards import BAND_COLOURS, card, small
from .custom_id import Link, Verb
from .limits import MESSAGE_TEXT, characters
from .quote import cut, link, one_line, quoted


class Detail(NamedTuple):
    """How much is told: characters of a sentence and of a quote, numbers of the others."""

    sentence: int
    quote: int
    quotes: int
    corrections: int
    links: bool


_DETAILS = (
    Detail(sentence=400, quote=120, quotes=3, corrections=6, links=True),
    Detail(sentence=300, quote=80, quotes=2, corrections=4, links=True),
    Detail(sentence=200, quote=60, quotes=1, corrections=3, links=True),
    Detail(sentence=110, quote=40, quotes=1, corrections=3, links=False),
)

_NOTES = 3
_SPACED = 6
"""Paragraphs of a section that may take two components each: two such sections fit a message."""

_MARKS = {
    Status.MET: "✓",
    Status.CLOSE: "◐",
    Status.MISSED: "○",
    Status.NEGATED: "✗",
    Status.CONTRADICTED: "✗",
}


def feedback_card(result: Result, *, shared: bool = False, note: str = "") -> LayoutView:
    """A graded answer.

    Args:
        shared: it was shown to the server already.
        note: what else there is to say, in one sentence.
    """
    return card(
        *_fitting(result, note),
        colour=BAND_COLOURS[result.feedback.band],
        buttons=_buttons(result),
        more=_small_print(result, shared=shared),
    )


def score(feedback: Feedback) -> str:
    """The score in large letters and the band in words."""
    if feedback.points is None:
        return f"## {feedback.headline}"
    return f"# {feedback.points} / 100\n{feedback.headline}"


def _fitting(result: Result, note: str) -> list[list[str]]:
    """The sections of the card, in the most detail that fits."""
    for detail in _DETAILS[:-1]:
        sections = [*_sections(result, detail, note)]
        if sum(map(characters, chain(*sections))) <= MESSAGE_TEXT:
            return sections
    return [*_sections(result, _DETAILS[-1], note)]


def _sections(result: Result, detail: Detail, note: str) -> Iterator[list[str]]:
    feedback = result.feedback
    notes = [*feedback.notes[:_NOTES], *_verdict(result.after.dispute), *([note] if note else [])]
    yield [f"{small(one_line(result.item.title))}\n{score(feedback)}"]
    yield ["\n".join(notes)] if notes else []
    yield _spaced(correction_text(one, detail) for one in _weightiest(feedback, detail))
    yield _spaced(line_text(line, detail) for line in feedback.lines)
    yield ["\n".join(map(small, [*_memory_lines(result), streak_line(result.streak)]))]


def _spaced(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs with room between them; too many of those stand close together."""
    every = [*paragraphs]
    return every if len(every) <= _SPACED else ["\n".join(every)]


def _weightiest(feedback: Feedback, detail: Detail) -> list[Correction]:
    return sorted(feedback.corrections, key=lambda one: not one.costs)[: detail.corrections]


def correction_text(correction: Correction, detail: Detail) -> str:
    """A misconception with its correction."""
    mark = "✗" if correction.costs else "→"
    said = cut(one_line(correction.say), detail.sentence)
    source = correction.source
    read_on = f" {link(source.title, source.url)}" if detail.links else ""
    quotes = _quotes(correction.quotes, detail)
    first = f"{mark} **{correction.word}**" + (f" · {quotes}" if quotes else "")
    return f"{first}\n{said}{read_on}"


def line_text(line: Line, detail: Detail) -> str:
    """What became of one criterion."""
    word = line.word[0].upper() + line.word[1:]
    if line.bonus:
        word = tr("{word}, a bonus").format(word=word)
    said = cut(one_line(line.say), detail.sentence)
    quotes = _quotes(line.quotes, detail)
    return f"{_MARKS[line.status]} **{word}** · {said}" + (f"\n> {quotes}" if quotes else "")


def _quotes(quotes: Iterable[str], detail: Detail) -> str:
    shown = [one for one in (quoted(quote, detail.quote) for quote in quotes) if one]
    return " … ".join(shown[: detail.quotes])


def _verdict(dispute: Dispute | None) -> Iterator[str]:
    """What a coach said of the grade."""
    if dispute is None:
        return
    if dispute.verdict is None:
        yield tr("You disputed this grade. A coach of this server will look at it.")
    elif dispute.verdict.band is None:
        yield tr("You disputed this grade. A coach looked at it: it stands.")
    else:
        band = tr(BAND_NAMES[dispute.verdict.band])
        yield tr("You disputed this grade. A coach would say: {band}.").format(band=band)


def _memory_lines(result: Result) -> Iterator[str]:
    """What I still have of the answer, how sure its writer tends to be, and when it comes again."""
    if result.text is None:
        yield tr("Your words were erased in the meantime, so there are no quotes; the marks stay.")
    if result.after.tally is not None:
        yield in_words(result.after.tally)
    if result.again_at is not None:
        at = f"<t:{result.again_at.timestamp():.0f}:R>"
        yield tr("I'll ask this again {at}.").format(at=at)


def streak_line(streak: Streak) -> str:
    """Where the learner's streak stands, in one line."""
    if not streak.length:
        return tr("No streak yet: one graded answer a day starts one.")
    if streak.length == 1 and streak.today:
        return tr("Streak: day 1 · one answer tomorrow makes it 2")
    parts = [tr("Streak: {days}").format(days=days_in_words(streak.length))]
    if not streak.today:
        parts.append(tr("today is still open"))
    if streak.free_day is not None:
        parts.append(tr("free day used on {day}").format(day=long_date(streak.free_day)))
    if streak.alive_until is not None:
        at = f"<t:{streak.alive_until.timestamp():.0f}:R>"
        parts.append(tr("runs out {at}").format(at=at))
    return " · ".join(parts)


def _buttons(result: Result) -> Iterator[CardButton]:
    """What can come next, the likeliest in colour: five buttons at most."""
    card_id = result.attempt.card_id
    graded = result.feedback.points is not None
    strong, plain = ButtonStyle.primary, ButtonStyle.secondary
    if result.after.follow_up:
        yield button(Verb.FOLLOW_UP, result.attempt.id, tr("Follow-up"))
    yield button(Verb.AGAIN, card_id, tr("Try again"), style=plain if graded else strong)
    if result.model_answer_open:
        yield button(Verb.MODEL, card_id, tr("Model answer"))
    else:
        yield button(Verb.DONT_KNOW, card_id, tr("I don't know"))
    yield from _demos(result)
    following = Verb.NEXT_DUE if result.in_review else Verb.NEXT
    yield button(following, card_id, tr("Next"), style=strong if graded else plain)


def _small_print(result: Result, *, shared: bool) -> Iterator[CardButton]:
    """What concerns the grade itself, and who else sees it."""
    attempt_id, in_server = result.attempt.id, result.attempt.group_id is not None
    yield button(Verb.SCORING, attempt_id, tr("How scored"))
    if in_server:
        disputed = result.after.dispute is not None
        label = tr("Disputed") if disputed else tr("Dispute")
        yield button(Verb.DISPUTE, attempt_id, label, disabled=disputed)
    if in_server and result.feedback.points is not None:
        share = Verb.SHARE_IN_ROUND if result.round_id else Verb.SHARE
        label = tr("Shared") if shared else tr("Share")
        yield button(share, attempt_id, label, disabled=shared)
    if result.round_id is not None:
        yield link_button(Link.OTHERS, result.round_id, tr("Others' answers"))


def _demos(result: Result) -> Iterator[CardButton]:
    """The demonstration that proves the weightiest correction, or the one of the question."""
    corrections = sorted(result.feedback.corrections, key=lambda one: not one.costs)
    proofs = [one.demo for one in corrections if one.demo]
    if proofs:
        yield link_button(Link.DEMO, proofs[0], tr("Prove it"))
    elif result.item.demo:
        yield link_button(Link.DEMO, result.item.demo, tr("See it measured"))
