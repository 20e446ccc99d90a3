"""What a coach sees of a dispute: the answer, its marks and the reason, never whose it is."""

from io import BytesIO

from discord import ButtonStyle, File, Interaction, RadioGroupOption, TextStyle
from discord.ui import File as FileRow
from discord.ui import Label, LayoutView, Modal, RadioGroup, TextDisplay, TextInput

from ..coach.disputes import Case
from ..domain.dispute import BAND_NAMES, MAX_NOTE_CHARS, SCORES
from ..domain.feedback import Correction, Feedback, Line
from ..domain.grade import Band
from ..domain.language import tr, tr_count
from .buttons import button
from .cards import BLUE, GREY, Section, card, small
from .custom_id import ModalId, ModalKind, Verb, encode
from .limits import MODAL_TITLE
from .modal import sent_values
from .quote import cut, fits_block, one_line, quoted, quoted_block

_ANSWER_FILE = "answer.txt"
_PROMPT, _ANSWER, _REASON = 200, 900, 500
_SAY, _QUOTE, _CORRECTIONS = 70, 30, 3
"""Characters and numbers that fit a message together, whatever the answer was."""

_BAND, _NOTE = "band", "note"
"""The custom ids of the inputs."""

_STANDS = "stands"


def case_card(case: Case) -> LayoutView:
    """A dispute that waits for a verdict."""
    feedback = case.feedback
    return card(
        f"{small(_head(case))}\n## {cut(one_line(case.item.title), 60)}\n"
        f"{cut(one_line(case.item.prompt), _PROMPT)}",
        *_answer(case),
        f"**{tr('The grade: {grade}').format(grade=_grade(feedback))}**\n{_marks(feedback)}",
        f"**{tr('Why it is disputed')}**\n{quoted_block(case.dispute.reason, _REASON)}",
        colour=BLUE,
        buttons=[
            button(Verb.JUDGE, case.dispute.id, tr("Decide"), style=ButtonStyle.primary),
            *([button(Verb.NEXT_CASE, case.dispute.id, tr("Next"))] if case.others else []),
        ],
    )


def case_files(case: Case) -> list[File]:
    """The whole answer as a file, where the card shows only its beginning."""
    if fits_block(case.text, _ANSWER):
        return []
    return [File(BytesIO(case.text.encode("utf-8", "replace")), _ANSWER_FILE)]


def no_cases_card() -> LayoutView:
    """There is nothing to judge."""
    return card(
        tr("**No disputes are open.** Members can dispute a grade on its card; it comes here."),
        colour=GREY,
    )


def judged_card(*, told: bool, after: int, others: int) -> LayoutView:
    """The verdict is kept.

    Args:
        told: whether it has reached the learner.
        after: id of the dispute it was about.
        others: disputes that still wait.
    """
    news = (
        tr("The member was told.")
        if told
        else tr("The member does not take direct messages; they read it at their next question.")
    )
    left = tr_count("{count} dispute is open.", "{count} disputes are open.", others)
    return card(
        f"**{tr('Your verdict is kept.')}** {news}",
        small(left.format(count=others)),
        colour=BLUE,
        buttons=[button(Verb.NEXT_CASE, after, tr("Next"))] if others else [],
    )


def verdict_modal(case: Case) -> Modal:
    """Asks for the verdict."""
    modal = Modal(
        title=cut(tr("Your verdict"), MODAL_TITLE),
        custom_id=encode(ModalId(ModalKind.VERDICT, case.dispute.id)),
    )
    bands: RadioGroup[Modal] = RadioGroup(
        custom_id=_BAND,
        options=[
            RadioGroupOption(label=tr("The grade stands"), value=_STANDS),
            *(
                RadioGroupOption(
                    label=tr("It should be: {band}").format(band=tr(BAND_NAMES[band])), value=band
                )
                for band in SCORES
            ),
        ],
    )
    note: TextInput[Modal] = TextInput(
        style=TextStyle.paragraph,
        custom_id=_NOTE,
        placeholder=tr("One sentence on why helps them most."),
        max_length=MAX_NOTE_CHARS,
        required=False,
    )
    title = cut(one_line(case.item.title), 60)
    grade = _grade(case.feedback)
    modal.add_item(
        TextDisplay(tr("**{title}** was graded: {grade}").format(title=title, grade=grade))
    )
    modal.add_item(Label(text=tr("What is right?"), component=bands))
    modal.add_item(Label(text=tr("A word to the member, if you like"), component=note))
    return modal


def sent_verdict(interaction: Interaction) -> tuple[int, Band | None, str] | None:
    """The dispute, the band (None: it stands) and the note that were just sent, or None."""
    sent = sent_values(interaction, ModalKind.VERDICT)
    if sent is None:
        return None
    dispute_id, values = sent
    band = next((one for one in SCORES if one == values.get(_BAND)), None)
    return dispute_id, band, values.get(_NOTE, "")


def _head(case: Case) -> str:
    at = f"<t:{case.dispute.at.timestamp():.0f}:R>"
    parts = [tr("Disputed {at}").format(at=at)]
    if case.others:
        more = tr_count("{count} more is open", "{count} more are open", case.others)
        parts.append(more.format(count=case.others))
    return " · ".join(parts)


def _grade(feedback: Feedback) -> str:
    name = tr(BAND_NAMES[feedback.band])
    return name if feedback.points is None else f"{feedback.points} / 100, {name}"


def _answer(case: Case) -> list[Section]:
    shown = f"**{tr('The answer')}**\n{quoted_block(case.text, _ANSWER)}"
    if fits_block(case.text, _ANSWER):
        return [shown]
    return [shown, FileRow(f"attachment://{_ANSWER_FILE}")]


def _marks(feedback: Feedback) -> str:
    wrong = [_correction(one) for one in feedback.corrections if one.costs][:_CORRECTIONS]
    return "\n".join([*feedback.notes[:2], *wrong, *map(_line, feedback.lines)])


def _correction(correction: Correction) -> str:
    said = cut(one_line(correction.say), _SAY)
    return f"- {tr('a misconception')} {_quote(correction.quotes)}· {said}"


def _line(line: Line) -> str:
    return f"- **{line.word}** {_quote(line.quotes)}· {cut(one_line(line.say), _SAY)}"


def _quote(quotes: tuple[str, ...]) -> str:
    shown = quoted(" … ".join(quotes), _QUOTE)
    return f"{shown} " if shown else ""
