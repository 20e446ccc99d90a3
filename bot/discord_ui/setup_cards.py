"""The card on which daily questions are set up, one step of it at a time, and the one after it."""

from collections.abc import Mapping, Sequence

from discord import ButtonStyle
from discord.ui import LayoutView

from ..domain.bank import Bank
from ..domain.language import tr
from ..domain.schedule import Due, Schedule
from ..domain.setup_form import SetupForm, SetupStep
from .buttons import CardButton, link_button
from .cards import AMBER, BLUE, GREEN, Section, card, small
from .custom_id import Link
from .quote import cut
from .schedule_text import dates_text, questions_text, when_text
from .setup_steps import Shown, control_name, review, what, when, where, who

TIME, PREVIEW, FINISH = "time", "preview", "finish"
"""What buttons do; those that lead to a step have its name."""

_PROBLEM = 600


def setup_card(form: SetupForm, bank: Bank, shown: Shown) -> LayoutView:
    """The step that the form is at."""
    sections: Mapping[SetupStep, Sequence[Section]] = {
        SetupStep.WHERE: where(form, shown),
        SetupStep.WHEN: when(form, shown),
        SetupStep.WHAT: what(form, bank),
        SetupStep.WHO: who(form, shown),
        SetupStep.REVIEW: review(form, bank, shown),
    }
    return card(
        small(
            tr("Daily questions · step {number} of {count}").format(
                number=form.step.number, count=len(SetupStep)
            )
        ),
        tr("**Not done:** {problem}").format(problem=cut(shown.problem, _PROBLEM))
        if shown.problem
        else "",
        *sections[form.step],
        colour=AMBER if shown.problem else BLUE,
        buttons=_buttons(form, shown),
    )


def done_card(schedule: Schedule, dues: Sequence[Due], bank: Bank, *, edited: bool) -> LayoutView:
    """The setup is finished."""
    head = tr("## Saved") if edited else tr("## Daily questions are set up")
    return card(
        head,
        "\n".join(
            [
                tr("In <#{channel}>, {when}.").format(
                    channel=schedule.channel_id, when=when_text(schedule)
                ),
                tr("Questions: {questions}.").format(
                    questions=questions_text(schedule.topics, schedule.levels, bank)
                ),
            ]
        ),
        tr("**The next posts**") + "\n" + dates_text(schedule, dues),
        small(tr("`/coach daily` changes, pauses or removes them; `/coach doctor` checks them.")),
        colour=GREEN,
        buttons=[link_button(Link.DAILY, "list", tr("All daily questions"))],
    )


def _buttons(form: SetupForm, shown: Shown) -> list[CardButton]:
    steps = [*SetupStep]
    at = steps.index(form.step)
    buttons = []
    if at > 0:
        buttons.append(_button(form, steps[at - 1], tr("Back")))
    if form.step in (SetupStep.WHERE, SetupStep.REVIEW) and form.channel_id is not None:
        buttons.append(_button(form, form.step, tr("Look again")))
    if form.step is SetupStep.WHEN:
        buttons.append(_button(form, TIME, tr("Change time and zone")))
    if form.step is SetupStep.REVIEW:
        ready = shown.draft is not None
        buttons.append(_button(form, PREVIEW, tr("Preview the post"), disabled=not ready))
        buttons.append(
            _button(form, FINISH, tr("Finish"), style=ButtonStyle.success, disabled=not ready)
        )
    else:
        buttons.append(_button(form, steps[at + 1], tr("Next"), style=ButtonStyle.primary))
    return buttons


def _button(
    form: SetupForm,
    action: str,
    label: str,
    *,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> CardButton:
    return link_button(
        Link.SETUP, control_name(form, action), label, style=style, disabled=disabled
    )
