"""The scorecard of a mock interview: a card, its picture, and the report as a file."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from operator import itemgetter

from discord import Colour, File, MediaGalleryItem
from discord.ui import File as FileRow
from discord.ui import LayoutView, MediaGallery

from ..coach.scorecards import InterviewResult
from ..domain.interview_answer import Quote
from ..domain.language import tr
from ..domain.scorecard import Part, Scorecard, Study
from ..domain.scorecard_words import (
    alt_text,
    comparison,
    course,
    details,
    headline,
    plan_in_words,
    skills_named,
    verdict,
)
from .buttons import CardButton, link_button
from .cards import AMBER, BLUE, GREEN, GREY, Section, card, small
from .custom_id import Link
from .limits import ALT_TEXT, MESSAGE_TEXT, characters
from .quote import cut, link, one_line, quoted

_PICTURE, _REPORT = "scorecard.png", "report.md"
_SAY, _QUOTE, _TITLE, _NAME = 200, 120, 60, 40
_GOOD, _FAIR = 80, 60


def scorecard_card(result: InterviewResult) -> LayoutView:
    """The scorecard; where it would get too long, without the links of what to study."""
    sections = _sections(result, links=True)
    if sum(map(characters, _texts(sections))) > MESSAGE_TEXT:
        sections = _sections(result, links=False)
    return card(*sections, colour=_colour(result.scorecard), buttons=_buttons(result.scorecard))


def scorecard_files(result: InterviewResult, picture: bytes) -> list[File]:
    """The picture and the report."""
    alt = cut(alt_text(result.scorecard), ALT_TEXT)
    report = result.report.encode("utf-8", "replace")
    return [
        File(BytesIO(picture), _PICTURE, description=alt),
        File(BytesIO(report), _REPORT),
    ]


def _sections(result: InterviewResult, *, links: bool) -> list[Section]:
    scorecard = result.scorecard
    plan = plan_in_words(scorecard.plan, result.topic)
    gallery: MediaGallery[LayoutView] = MediaGallery(
        MediaGalleryItem(f"attachment://{_PICTURE}", description=cut(alt_text(scorecard), ALT_TEXT))
    )
    told = [course(scorecard), *details(scorecard), comparison(scorecard)]
    return [
        "\n".join(
            [
                small(f"{tr('Mock interview')} · {plan}"),
                f"# {headline(scorecard)}",
                verdict(scorecard),
            ]
        ),
        gallery,
        "\n".join(line for line in told if line),
        "\n".join(
            line
            for line in (
                _shares(tr("By topic"), scorecard.topics),
                _shares(tr("By skill"), skills_named(scorecard)),
            )
            if line
        ),
        "\n".join(_quotes(scorecard)),
        "\n".join(_studies(scorecard.study, links=links)),
        FileRow(f"attachment://{_REPORT}"),
        small(
            tr("The report has the whole conversation. Save it: your words are not kept for long.")
        ),
    ]


def _texts(sections: Sequence[Section]) -> Iterator[str]:
    yield from (section for section in sections if isinstance(section, str))


def _shares(title: str, parts: Sequence[Part]) -> str:
    """The text twin of the picture's bars."""
    shown = (f"{cut(one_line(one.name), _NAME)} {round(100 * one.share)} %" for one in parts)
    line = ", ".join(shown)
    return f"**{title}**: {line}" if line else ""


def _quotes(scorecard: Scorecard) -> Iterator[str]:
    for title, quote in (
        (tr("Your strongest words"), scorecard.strongest),
        (tr("Your weakest words"), scorecard.weakest),
    ):
        if quote is not None:
            yield _quote(title, quote)


def _quote(title: str, quote: Quote) -> str:
    words = quoted(quote.words, _QUOTE)
    return f"**{title}** · {words}\n{cut(one_line(quote.say), _SAY)}"


def _studies(study: Sequence[Study], *, links: bool) -> Iterator[str]:
    if study:
        yield tr("**Study these next**")
    for number, one in enumerate(study, start=1):
        read_on = f" {link(one.source.title, one.source.url)}" if links else ""
        title = cut(one_line(one.title), _TITLE)
        yield f"{number}. **{title}** · {cut(one_line(one.say), _SAY)}{read_on}"


def _buttons(scorecard: Scorecard) -> Iterator[CardButton]:
    study = [*enumerate(scorecard.study, start=1)]
    # Backwards, so that of two about one question the first gives the number.
    questions = {one.item_id: number for number, one in reversed(study)}
    for item_id, number in sorted(questions.items(), key=itemgetter(1)):
        label = tr("Practise {number}").format(number=number)
        yield link_button(Link.QUESTION, item_id, label)
    demos = {one.demo: number for number, one in reversed(study) if one.demo}
    for demo, number in sorted(demos.items(), key=itemgetter(1)):
        yield link_button(Link.DEMO, demo, tr("See {number} measured").format(number=number))
    yield link_button(Link.HISTORY, "1", tr("History"))


def _colour(scorecard: Scorecard) -> Colour:
    if scorecard.points is None:
        return GREY
    return GREEN if scorecard.points >= _GOOD else AMBER if scorecard.points >= _FAIR else BLUE
