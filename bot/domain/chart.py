"""A chart of what a demonstration measured, and its two twins in words: a table and an alt text.

The picture is drawn elsewhere, from the same value. Nothing here judges.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .demo_lesson import headline, rounds, world
from .demo_panel import panels_of, version_panels
from .demo_result import DemoResult
from .grade import Frozen
from .panel import Lane, Panel
from .quantity import how_many, in_words, sentence

TABLE_COLUMNS: Final = 60
"""What fits into a code block on Discord without wrapping."""

MAX_TABLE_CHARS: Final = 1_800
MAX_ALT_CHARS: Final = 1_024
"""Source: Discord, the description of an attachment."""

MAX_PARTS: Final = 9
"""Interpreters that one chart shows."""

_LEAST_LABEL = 14
_GAP = 2

_TITLES: Mapping[str, str] = {
    "cpu": "How many cores did the same work use?",
    "executors": "One word swapped: Thread or Process",
    "io": "Waiting: one after another, or together?",
    "convoy": "A reply that takes 2 ms: when does the thread see it?",
    "loop": "Computing beside an event loop: how late is a tick?",
    "release": "Threads and C code: how many cores?",
    "pickling": "When does a pool of processes pay off?",
    "startup": "What does it cost to start a worker?",
    "versions": "The same race on every Python: what arrives?",
}
_READING: Mapping[str, str] = {
    "timeline": "bar = at work",
    "race": "hatched = lost",
    "versions": "hatched = lost",
    "deadlock": "hatched = waited in vain",
    "convoy": "line = median",
}


class Chart(Frozen):
    """What a demonstration measured, ready to be drawn or written.

    Attributes:
        subtitle: where and how it was measured, and how the picture is read.
        headline: the main figures in a sentence, without a judgement.
    """

    title: str
    subtitle: str
    headline: str
    panels: tuple[Panel, ...]


def chart_of(result: DemoResult) -> Chart:
    """The chart of a result."""
    parts = dict(list(result.parts.items())[:MAX_PARTS])
    if result.demo == "versions":
        panels = version_panels(parts)
    elif result.demo == "builds":
        panels = _side_by_side(parts.values())
    else:
        panels = panels_of(result)
    return Chart(
        title=_title(result),
        subtitle=_subtitle(result),
        headline=headline(result),
        panels=tuple(panel for panel in panels if panel.lanes),
    )


def _side_by_side(parts: Iterable[DemoResult]) -> tuple[Panel, ...]:
    """The panels of several results on one axis, so that their lengths compare."""
    panels = [(world(part.facts), panel) for part in parts for panel in panels_of(part)]
    axes = [panel.axis for _, panel in panels if panel.axis]
    axis = max(axes, key=lambda axis: axis.top, default=None)
    return tuple(
        panel.model_copy(update={"heading": where, "axis": axis}) for where, panel in panels
    )


def table(chart: Chart) -> str:
    """The chart as a monospace table of at most 60 columns, for a code block."""
    text = ""
    for number, panel in enumerate(chart.panels):
        for line in ["", *_lines(panel)] if number else _lines(panel):
            row = _cut(line.replace("`", "'"), TABLE_COLUMNS) + "\n"
            if len(text) + len(row) >= MAX_TABLE_CHARS:
                return text + "…"
            text += row
    return text.rstrip("\n")


def alt_text(chart: Chart) -> str:
    """The chart in words, for those who can't see it; as long as Discord allows."""
    said = [chart.title, chart.subtitle, chart.headline]
    for panel in chart.panels:
        said += [panel.heading, panel.note, "; ".join(_in_words(lane) for lane in panel.lanes)]
    return _cut(" ".join(sentence(part) for part in said if part), MAX_ALT_CHARS)


def _title(result: DemoResult) -> str:
    if result.demo == "builds" and result.parts:
        return _title(next(iter(result.parts.values())))
    threads = result.parameters.get("threads", 2)
    several = in_words(2 if isinstance(threads, str) else threads, "thread").capitalize()
    if result.demo == "timeline":
        return f"{several}, one counting loop each"
    if result.demo == "race":
        return f"{several} add one, many times: how many arrive?"
    if result.demo == "deadlock":
        order = "the same order" if result.parameters.get("ordered") == "yes" else "opposite order"
        return f"Two threads take two locks in {order}"
    return _TITLES.get(result.demo, result.demo)


def _subtitle(result: DemoResult) -> str:
    parts = list(result.parts.values())
    where = "The same script on each, in turn" if parts else world(result.facts)
    shown = parts[0] if parts else result
    reading = _READING.get(shown.demo)
    if reading is None:
        several = rounds(shown) > 1
        reading = f"{rounds(shown)} rounds, bar = median, line = range" if several else ""
    more = f"the first {MAX_PARTS} of {len(parts)}" if len(parts) > MAX_PARTS else ""
    may_use = f"may use {how_many(result.facts.cores, 'core')}"
    return ", ".join(part for part in (where, more, may_use, reading) if part)


def _in_words(lane: Lane) -> str:
    note = f" ({lane.note})" if lane.note else ""
    return f"{lane.label}{note}: {lane.value}"


def _lines(panel: Panel) -> Iterator[str]:
    columns = zip(panel.columns, *(lane.cells for lane in panel.lanes), strict=True)
    widths = [max(len(cell) for cell in column) for column in columns]
    room = max(TABLE_COLUMNS - sum(width + _GAP for width in widths), _LEAST_LABEL)
    label_width = min(max((len(lane.label) for lane in panel.lanes), default=0), room)
    yield from (text for text in (panel.heading, panel.note) if text)
    yield _line("", panel.columns, label_width, widths)
    for lane in panel.lanes:
        yield _line(lane.label, lane.cells, label_width, widths)
        if lane.note:
            yield f"  {lane.note}"


def _line(label: str, cells: tuple[str, ...], label_width: int, widths: list[int]) -> str:
    ends = [" " * _GAP + cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return (_cut(label, label_width).ljust(label_width) + "".join(ends)).rstrip()


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
