"""A deck for Anki: the questions a learner has tried, as a text file that Anki imports.

One note a question, in the fields of Anki's own note type Basic. Anki knows a note by its first
field, so that a newer file updates what an older one brought and leaves Anki's own schedule alone;
a text file can't set that, so our due date and interval come along as columns to look at.

Source: Anki manual, "Importing: Text Files".
"""

import re
from collections.abc import Iterator

from .bank import Bank
from .item import Item
from .personal_data import PersonalData, ReviewCardRecord

_COLUMNS = ("Front", "Back", "Tags", "Due", "Interval in days")
_HEADERS = (
    "#separator:Tab",
    "#html:true",
    "#notetype:Basic",
    "#deck:GIL Coach",
    "#columns:" + "\t".join(_COLUMNS),
    "#tags column:3",
)
_CODE = re.compile(r"`([^`]+)`")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "#": "&#35;"})
"""What HTML and, with the last two, Anki's quoted fields and comments would read otherwise."""


def anki_deck(bank: Bank, data: PersonalData) -> str:
    """The file for a learner: the questions whose model answer is open, in the order of teaching.

    Where there are none it is empty.
    """
    tried = {one.item_id for one in data.attempt if one.gave_up or one.score is not None}
    cards = {one.item_id: one for one in data.review_card}
    notes = ["\t".join(_note(item, cards.get(item.id))) for item in bank.items if item.id in tried]
    return "\n".join([*_HEADERS, *notes, ""]) if notes else ""


def _note(item: Item, card: ReviewCardRecord | None) -> Iterator[str]:
    code = f"<pre>{_escaped(item.code.text.rstrip())}</pre>" if item.code else ""
    yield _paragraph(item.prompt) + code
    yield _paragraph(item.model_answer)
    yield f"gil-coach topic::{item.topic} level::{item.level}"
    yield card.due.isoformat() if card else ""
    yield str((card.due - card.day).days) if card else ""


def _paragraph(markdown: str) -> str:
    """An author's text; of its Markdown only code in backticks, which is the most of it."""
    return _CODE.sub(r"<code>\1</code>", _escaped(markdown.strip()))


def _escaped(text: str) -> str:
    """The text in one line of HTML."""
    return "<br>".join(text.expandtabs(4).translate(_ESCAPES).splitlines())
