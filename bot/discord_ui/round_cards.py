"""The cards of a round: the post that asks everybody, its results, and what others have shared.

A post is written anew each time it changes, so all that it says comes from the round.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, product
from typing import NamedTuple

from discord import ButtonStyle
from discord.ui import Container, LayoutView, TextDisplay

from ..coach.practice import Result
from ..domain.feedback import BAND_WORDS
from ..domain.item import Item
from ..domain.language import tr, tr_count
from ..domain.reveal import CriterionShare, Reveal
from ..domain.round import Round
from ..domain.schedule import Schedule, ScheduleState
from .buttons import CardButton, link_button
from .cards import AMBER, BLUE, GREY, VIOLET, Section, card, column, panel, small
from .custom_id import Link
from .limits import MESSAGE_TEXT, characters
from .question_card import headed_prompt
from .quote import cut, link, links, one_line, quoted_block

SHARED_AT_ONCE = 4
"""Shared answers on one card."""

_SHARED = 700
"""Characters of each."""


class _Detail(NamedTuple):
    """How much the results tell: characters of a sentence, and whether there is a link."""

    say: int
    source: bool


_DETAILS = (
    _Detail(say=300, source=True),
    _Detail(say=160, source=True),
    _Detail(say=60, source=True),
    _Detail(say=40, source=False),
)

_BAR = 10
_MODEL_ANSWER = 1800
_SOURCES = 1000


def post_card(current: Round, item: Item, topic: str, *, answered: int) -> LayoutView:
    """The post of an open round.

    Args:
        topic: title of the item's topic.
        answered: how many have.
    """
    view = LayoutView(timeout=None)
    if current.role_id is not None:
        view.add_item(TextDisplay(f"<@&{current.role_id}>"))
    closes = f"{current.closes_at.timestamp():.0f}"
    open_until = tr("Open until {time} ({left}).").format(
        time=f"<t:{closes}:f>", left=f"<t:{closes}:R>"
    )
    view.add_item(
        panel(
            f"{_head(current, item, topic)}\n{headed_prompt(item)}",
            f"**{_answered(answered)}** {open_until}",
            small(tr("Answer in 2-6 sentences. Only you see your answer and its grade.")),
            colour=BLUE,
            buttons=_open_buttons(current),
        )
    )
    return view


def results_card(current: Round, item: Item, topic: str, results: Reveal) -> LayoutView:
    """The post of a round that was closed; with the model answer, where there is no thread."""
    head = f"{_head(current, item, topic, closed=True)}\n{headed_prompt(item)}"
    model = "" if current.threaded else _model_answer(item)
    for shown, detail in product(dict.fromkeys([model, ""]), _DETAILS):
        sections = [head, *_results(results, detail)]
        where = small(_where(threaded=current.threaded, shown=bool(shown)))
        if sum(map(characters, [*sections, where, shown])) <= MESSAGE_TEXT:
            break
    front = panel(*sections, where, colour=GREY, buttons=_closed_buttons(current))
    return column(front, *([_covered(shown)] if shown else []))


def closing_card() -> LayoutView:
    """What whoever closed a round reads."""
    return card(tr("Closed. The results are on the post in a few seconds."), colour=GREY)


def withdrawn_card(current: Round) -> LayoutView:
    """The post of a round whose question is no longer there."""
    return card(
        tr("This question was taken out of my collection, so there are no results to show."),
        small(tr("What you answered still counts for your streak.")),
        colour=GREY,
        buttons=[link_button(Link.OWN_RESULT, current.id, tr("My result"))],
    )


def revealed_card(current: Round, item: Item) -> LayoutView:
    """The model answer under a post, covered."""
    return column(
        panel(
            f"**{tr('The model answer')}**\n"
            + small(tr("Covered, for those who still want to try. Press it to read.")),
            colour=VIOLET,
            buttons=_closed_buttons(current),
        ),
        _covered(_model_answer(item), f"**{tr('Read on')}**\n{links(item.sources, _SOURCES)}"),
    )


def shared_answers_card(
    current: Round, item: Item, shared: Sequence[Result], *, page: int = 0
) -> LayoutView:
    """What others have shared of their answers, some at once.

    Args:
        page: counted from 0; the last one for any that there isn't.
    """
    title = f"{small(one_line(item.title))}\n## {tr('What others answered')}"
    if not shared:
        return card(
            title,
            tr(
                "Nobody has shared an answer yet. *Share* on your own result shows yours to those "
                "who have answered."
            ),
            colour=BLUE,
        )
    last = (len(shared) - 1) // SHARED_AT_ONCE
    page = min(page, last)
    first = page * SHARED_AT_ONCE
    few = shared[first : first + SHARED_AT_ONCE]
    turns = [(page - 1, tr("Back")), (page + 1, tr("More"))]
    which = tr("{first}-{last} of {all}").format(
        first=first + 1, last=first + len(few), all=len(shared)
    )
    return card(
        title,
        *(_shared_answer(one) for one in few),
        small(which) if last else "",
        colour=BLUE,
        buttons=[
            link_button(Link.OTHERS, page_name(current.id, number), label)
            for number, label in turns
            if 0 <= number <= last
        ],
    )


def page_name(round_id: str, page: int) -> str:
    """The name on a button that turns to a page of shared answers."""
    return f"{round_id}-p{page}"


def read_page(name: str) -> tuple[str, int]:
    """The round and the page of a button of `Link.OTHERS`; without a page it is the first."""
    round_id, _, page = name.partition("-p")
    return round_id, int(page) if page.isdecimal() else 0


def broken_card(schedule: Schedule, problem: str) -> LayoutView:
    """What an admin reads when a daily post could not get out."""
    if schedule.state is ScheduleState.PAUSED:
        then = tr("It was not the first time, so I have paused it: `/coach daily` resumes it.")
    else:
        then = tr("I will try again with the next one. `/coach daily` changes or pauses it.")
    head = tr("The daily question could not be posted in {channel}.")
    return card(
        f"**{head.format(channel=f'<#{schedule.channel_id}>')}**\n{problem}",
        small(then),
        colour=AMBER,
    )


def _head(current: Round, item: Item, topic: str, *, closed: bool = False) -> str:
    if current.owner_id is not None:
        what = tr("{who} asks everybody").format(who=f"<@{current.owner_id}>")
    elif current.is_daily:
        what = tr("The daily question")
    else:
        what = tr("A question for everybody")
    parts = [what, topic, item.level.capitalize(), *([tr("closed")] if closed else [])]
    return small(" · ".join(parts))


def _answered(count: int) -> str:
    if not count:
        return tr("Nobody has answered yet: be the first.")
    return tr_count("{count} has answered.", "{count} have answered.", count).format(count=count)


def _open_buttons(current: Round) -> Iterator[CardButton]:
    yield link_button(Link.JOIN, current.id, tr("Answer"), style=ButtonStyle.primary)
    yield link_button(Link.OWN_RESULT, current.id, tr("My result"))
    yield link_button(Link.OTHERS, current.id, tr("Others' answers"))
    if not current.is_daily:
        yield link_button(Link.CLOSE, current.id, tr("Close now"))


def _closed_buttons(current: Round) -> Iterator[CardButton]:
    yield link_button(Link.QUESTION, current.item_id, tr("Try it yourself"))
    yield link_button(Link.OWN_RESULT, current.id, tr("My result"))
    yield link_button(Link.OTHERS, current.id, tr("Others' answers"))


def _results(results: Reveal, detail: _Detail) -> Iterator[str]:
    """The sections of the results."""
    if not results.answered:
        yield tr("Nobody answered this time. The question is as good as ever: try it yourself.")
        return
    if results.answered == 1:  # all that could be told would be about that one
        yield tr("**1 member answered.** What was in a single answer stays private.")
        return
    yield _summary(results)
    touched = (one for one in results.shares if not one.bonus or one.met or one.partly)
    yield "\n".join(chain.from_iterable(_share(one, results.answered, detail) for one in touched))
    if results.misconception is not None:
        wrong = results.misconception
        head = tr("The commonest misconception")
        said = tr("{some} of {all} had it").format(some=results.said_by, all=results.answered)
        source = f" {link(wrong.source.title, wrong.source.url)}" if detail.source else ""
        yield f"✗ **{head}** · {said}\n{cut(one_line(wrong.say), detail.say)}{source}"


def _summary(results: Reveal) -> str:
    count = results.answered
    said = tr_count("{count} member answered.", "{count} members answered.", count)
    line = f"**{said.format(count=count)}**"
    if results.median is None:
        return line
    points = tr("The median is {points} of 100.").format(points=round(100 * results.median))
    return f"{line} {points} {tr(BAND_WORDS[results.band])}."


def _share(one: CriterionShare, answered: int, detail: _Detail) -> Iterator[str]:
    """A bar, the same in words, and the idea that it is about."""
    met, partly = round(one.met * answered), round(one.partly * answered)
    filled = round(one.met * _BAR)
    words = tr("{some} of {all} said it").format(some=met, all=answered)
    if partly:
        words += ", " + tr("{count} in part").format(count=partly)
    if one.bonus:
        words += ", " + tr("a bonus")
    yield f"`{'█' * filled}{'░' * (_BAR - filled)}` **{words}**"
    yield cut(one_line(one.say), detail.say)


def _where(*, threaded: bool, shown: bool) -> str:
    if threaded:
        return tr("The model answer is in the thread, covered.")
    if shown:
        return tr("The model answer is below, covered: press it to read.")
    return tr("The model answer opens when you have tried the question yourself.")


def _model_answer(item: Item) -> str:
    return cut(item.model_answer, _MODEL_ANSWER)


def _covered(*sections: Section) -> Container[LayoutView]:
    return panel(*sections, colour=VIOLET, hidden=True)


def _shared_answer(result: Result) -> str:
    points = tr("{points} of 100").format(points=result.feedback.points)
    head = f"<@{result.attempt.learner_id}> · **{points}** · {result.feedback.headline}"
    if result.text is None:
        return f"{head}\n{small(tr('The text of this answer is no longer kept.'))}"
    return f"{head}\n{quoted_block(result.text, _SHARED)}"
