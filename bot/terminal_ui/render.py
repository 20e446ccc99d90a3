"""What the terminal shows, as rich renderables.

Learners' text goes through `plain`: nothing in it is read as rich markup or as a terminal's escape
sequence. Colour only repeats what the words say, so NO_COLOR loses nothing.
"""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ..domain.feedback import Correction, Feedback, Line
from ..domain.grade import Status
from ..domain.item import Item, Source
from ..domain.lesson import Lesson
from ..domain.pythons import pythons
from ..domain.streak import Streak
from ..domain.streak_calendar import days_in_words

_MARKS: Mapping[Status, tuple[str, str]] = {
    Status.MET: ("✓", "green"),
    Status.CLOSE: ("~", "yellow"),
    Status.MISSED: ("·", "bright_black"),
    Status.NEGATED: ("✗", "red"),
    Status.CONTRADICTED: ("✗", "red"),
}


def plain(text: str) -> str:
    """The text without what a terminal might act on: controls, bidi marks, half characters."""
    return "".join(char for char in text.expandtabs(4) if char.isprintable() or char == "\n")


def prompt(item: Item, hints: Iterable[str] = ()) -> RenderableType:
    """A question with the hints taken so far."""
    parts: list[RenderableType] = [Text(item.prompt)]
    if item.code:
        parts.append(Padding(_code(item.code.text), (1, 0, 0, 2)))
    if about := pythons(item.applies_to):
        parts.append(Text(about, "dim"))
    parts += [Padding(Text(f"Hint: {hint}", "italic"), (1, 0, 0, 0)) for hint in hints]
    subtitle = Text(f"{item.topic} · {item.level}")
    return Panel(
        Group(*parts), title=Text(item.title, "bold"), subtitle=subtitle, title_align="left"
    )


def feedback(given: Feedback) -> RenderableType:
    """The result of an answer: points, criteria with quotes, corrections and notes."""
    head = Text(given.headline, "bold")
    if given.points is not None:
        head = Text(f"{given.points} / 100  ", "bold").append_text(head)
    parts: list[RenderableType] = [head]
    parts += [Text(note) for note in given.notes]
    parts += [Text(""), _lines(given.lines)] if given.lines else []
    parts += [_correction(correction) for correction in given.corrections]
    return Group(*parts)


def model_answer(item: Item) -> RenderableType:
    """A strong answer and where to read more."""
    return _page("Model answer", Text(item.model_answer), item.sources)


def lesson(taught: Lesson) -> RenderableType:
    """A lesson and where to read more."""
    from rich.markdown import Markdown  # noqa: PLC0415 - slow, and few ask for a lesson

    text = Markdown(taught.text, code_theme="ansi_dark", hyperlinks=False)
    return _page(taught.title, text, taught.sources)


def streak(current: Streak) -> RenderableType:
    """The streak in a sentence, with the time it lasts to."""
    if not current.length or not current.alive_until:
        return Text("No streak yet: one graded answer a day starts one.", "dim")
    days = days_in_words(current.length)
    return Text(f"Streak: {days}, runs out {current.alive_until:%Y-%m-%d %H:%M} UTC.", "dim")


def _page(title: str, text: RenderableType, sources: Iterable[Source]) -> RenderableType:
    read_on = Text("\n".join(f"{source.title}: {source.url}" for source in sources), "dim")
    return Panel(Group(text, Text(""), read_on), title=Text(title), title_align="left")


def _code(text: str) -> RenderableType:
    from rich.syntax import Syntax  # noqa: PLC0415 - slow, and most questions have no code

    return Syntax(text, "python", background_color="default")


def _lines(lines: Iterable[Line]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(max_width=14)
    table.add_column(ratio=1)
    for line in lines:
        mark, style = _MARKS[line.status]
        said = Text(line.say + (" (bonus)" if line.bonus else ""))
        table.add_row(Text(mark, style), Text(line.word, style), _with_quotes(said, line.quotes))
    return table


def _correction(correction: Correction) -> RenderableType:
    said = Text(f"{correction.word}: ", "bold red" if correction.costs else "bold").append(
        correction.say, "not bold default"
    )
    said.append(f"\n{correction.source.title}: {correction.source.url}", "dim")
    return Padding(_with_quotes(said, correction.quotes), (1, 0, 0, 0))


def _with_quotes(said: Text, quotes: Iterable[str]) -> Text:
    for quote in quotes:
        said.append(f"\n“{plain(quote)}”", "cyan")
    return said
