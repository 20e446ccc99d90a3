"""The cards of a demonstration: what it is about, the wait, the result, and the code."""

from collections.abc import Iterator
from io import BytesIO

from discord import ButtonStyle, File, MediaGalleryItem
from discord.ui import LayoutView, MediaGallery

from ..coach.demo_queue import Place
from ..coach.demonstrations import Demonstrated, Introduction
from ..domain.chart import alt_text, table
from ..domain.demo_lesson import facts_line, why
from ..domain.demo_result import DemoResult
from ..domain.language import tr, tr_count
from ..domain.verdict import Outcome, rule
from .buttons import CardButton, button, link_button
from .cards import BLUE, GREEN, GREY, RED, Section, card, small
from .custom_id import Link, Verb
from .limits import ALT_TEXT, BUTTON_LABEL
from .quote import code_block, cut

OPTION_VERBS = (Verb.OPTION_A, Verb.OPTION_B, Verb.OPTION_C, Verb.OPTION_D)
"""The buttons of a prediction, in the order of its options."""

_PICTURE = "demo.png"
_TABLE = 1_800
_CODE = 1_500
_SENTENCE = 700

_COLOURS = {Outcome.SHOWN: GREEN, Outcome.CONTRADICTED: RED, Outcome.CRASHED: RED}


def introduction_card(opened: Introduction) -> LayoutView:
    """What is measured and by which rule it is judged; asks for a prediction."""
    demo, prediction = opened.demo, opened.prediction
    where = f"Python {opened.interpreter.label} · {_cores(opened.cores)} · {_chosen(opened)}"
    if opened.impossible:
        asked = f"**{tr('Not possible here.')}** {opened.impossible.sentence}"
    elif prediction:
        asked = f"**{tr('Your guess first:')}** {prediction.question}"
    else:
        asked = ""
    return card(
        f"{small(tr('Demo'))}\n## {demo.title}\n{demo.idea}",
        asked,
        f"{small(tr('Counts as shown: {rule}').format(rule=rule(demo)))}\n{small(where)}",
        colour=GREY if opened.impossible else BLUE,
        buttons=[*_choices(opened), *_reading(opened.run.id, opened.question)],
    )


def waiting_card(opened: Introduction, place: Place | None = None) -> LayoutView:
    """A demonstration that runs, or waits for others."""
    if place is None:
        said = tr("Measuring; this usually takes about {seconds} s.").format(
            seconds=_whole(opened.demo.usual_s)
        )
    else:
        said = tr("Place {place} in the line, about {seconds} s to go.").format(
            place=place.ahead, seconds=_whole(place.seconds)
        )
    return card(
        f"{small(tr('Demo'))}\n## {opened.demo.title}\n{said}",
        small(tr("Two measured at once would falsify each other, so it is one after the other.")),
        colour=BLUE,
        buttons=[button(Verb.RUN_AGAIN, opened.run.id, tr("Start again"))],
    )


def result_card(shown: Demonstrated, *, shared: bool = False) -> LayoutView:
    """What was measured and what it means.

    Args:
        shared: it was shown to the server already.
    """
    run_id = shown.run.id
    row = [button(Verb.RUN_AGAIN, run_id, tr("Run again"))]
    if shown.run.group_id is not None and shown.chart:
        label = tr("Shared") if shared else tr("Share")
        row.append(button(Verb.SHARE_RUN, run_id, label, disabled=shared))
    return card(
        *_told(shown, head=tr("Demo")),
        colour=_COLOURS.get(shown.verdict.outcome, GREY),
        buttons=[*row, *_reading(run_id, shown.question)],
    )


def shared_result_card(shown: Demonstrated, who: str) -> LayoutView:
    """A result as everybody in the channel sees it.

    Args:
        who: a mention of the member; it pings nobody.
    """
    return card(
        *_told(shown, head=tr("{who} measured").format(who=who)),
        small(tr("Measure it yourself: `/demo {name}`").format(name=shown.demo.name)),
        colour=_COLOURS.get(shown.verdict.outcome, GREY),
    )


def demo_files(shown: Demonstrated) -> list[File]:
    """The picture of a result, if there is one."""
    if shown.picture is None or shown.chart is None:
        return []
    description = cut(alt_text(shown.chart), ALT_TEXT)
    return [File(BytesIO(shown.picture), _PICTURE, description=description)]


def code_card(opened: Introduction, code: str) -> LayoutView:
    """The code that is measured."""
    name = opened.demo.name
    return card(
        f"{small(tr('The code that is measured'))}\n## {opened.demo.title}\n"
        f"{code_block(code.rstrip(), _CODE, 'python')}",
        small(
            tr("Run it yourself, with this repository: `python bot/demos/workloads {name}`").format(
                name=name
            )
        ),
        colour=GREY,
    )


def _told(shown: Demonstrated, *, head: str) -> Iterator[Section]:
    verdict = shown.verdict
    yield f"{small(head)}\n## {shown.demo.title}"
    if shown.chart:
        yield _gallery(cut(alt_text(shown.chart), ALT_TEXT))
        yield code_block(table(shown.chart), _TABLE, "")
    judged = f"**{verdict.word.capitalize()}.** {cut(verdict.sentence, _SENTENCE)}"
    yield "\n".join([*([shown.predicted] if shown.predicted else []), judged])
    if isinstance(shown.run.outcome, DemoResult):
        yield why(shown.run.outcome)
        measured = shown.run.measured_at
        when = f"<t:{measured.timestamp():.0f}:R> · " if measured else ""
        yield small(f"{when}{cut(facts_line(shown.run.outcome), _SENTENCE)}")


def _gallery(description: str) -> MediaGallery[LayoutView]:
    return MediaGallery(MediaGalleryItem(f"attachment://{_PICTURE}", description=description))


def _choices(opened: Introduction) -> Iterator[CardButton]:
    """The options of the prediction, and a way round it."""
    if opened.impossible:
        return
    options = opened.prediction.options if opened.prediction else ()
    for verb, option in zip(OPTION_VERBS, options, strict=False):
        label = cut(option.label, BUTTON_LABEL)
        yield button(verb, opened.run.id, label, style=ButtonStyle.primary)
    yield button(Verb.RUN, opened.run.id, tr("Just run it") if options else tr("Run it"))


def _reading(run_id: int, question: str | None) -> Iterator[CardButton]:
    yield button(Verb.CODE, run_id, tr("Code"))
    if question:
        yield link_button(Link.QUESTION, question, tr("Quiz me"))


def _chosen(opened: Introduction) -> str:
    return ", ".join(
        f"{name} {value:,}" if isinstance(value, int | float) else f"{name} {value}"
        for name, value in opened.run.request.parameters.items()
    )


def _cores(count: int) -> str:
    return tr_count("{count} core", "{count} cores", count).format(count=count)


def _whole(seconds: float) -> int:
    return max(1, round(seconds))
