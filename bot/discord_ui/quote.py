"""How texts are put into Discord's Markdown.

Authors write Markdown, and theirs is only cut. What a learner wrote is hostile until it is shown as
code: cut before anything else is done with it, without what is not printable (control, bidi and
zero-width characters among it), and unable to close the code it stands in. Escaping is no way out:
it leaves mentions and links alive, and takes a second on a text made for that.
"""

import re
from collections.abc import Iterable

from ..domain.item import Source
from .limits import characters

_CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_WRAP = re.compile(r"(?<=[^\n])\n *(?=[^\s>#-])")
"""A line break inside a paragraph or an entry of a list, with the indentation after it."""
_ZERO_WIDTH_SPACE = "\u200b"
_LINES = 40
"""Lines of a code block; a taller card could not be read."""


def cut(text: str, most: int) -> str:
    """An author's text of at most `most` characters: cut at a word, code closed again."""
    if characters(text) <= most:
        return text
    head = _head(text, most - 2)
    if not text[len(head)].isspace():
        head = head.rpartition(" ")[0] or head
    head = head.rstrip()
    return head + ("`…" if head.count("`") % 2 else "…")


def unwrapped(markdown: str) -> str:
    """An author's Markdown with each paragraph on one line: Discord shows every line break."""
    blocks = _CODE.split(markdown)
    return "".join(part if _CODE.match(part) else _WRAP.sub(" ", part) for part in blocks)


def one_line(text: str) -> str:
    """An author's text without line breaks."""
    return " ".join(text.split())


def link(title: str, url: str) -> str:
    """A link under its title; neither can end early."""
    text = cut(one_line(title).translate({ord("["): "(", ord("]"): ")"}), 80)
    return f"[{text}]({url.replace('(', '%28').replace(')', '%29')})"


def links(sources: Iterable[Source], most: int) -> str:
    """Sources as a list of links, as many as fit into `most` characters."""
    shown: list[str] = []
    for source in sources:
        line = f"- {link(source.title, source.url)}"
        most -= characters(line) + 1
        if most >= 0:
            shown.append(line)
    return "\n".join(shown)


def code_block(code: str, most: int, language: str) -> str:
    """An author's code as a block that it can't close."""
    return f"```{language}\n{_head(_harmless(code), most)}\n```"


def quoted(text: str, most: int) -> str:
    """A learner's words as inline code, at most `most` characters between the marks; "" for none.

    Backticks are left out: a mark inside would end the code.
    """
    words = " ".join(_printable(text[: 2 * most]).replace("`", "").split())
    shown = words if characters(words) <= most else _head(words, most - 1) + "…"
    return f"`{shown}`" if shown else ""


def quoted_block(text: str, most: int) -> str:
    """A learner's whole answer as a code block, at most `most` characters between the marks."""
    shown = _head(_harmless(_lines(text[:most])), most - 1)
    # An empty block is no block: a space stands for an answer in which nothing can be shown.
    return f"```\n{shown or ' '}{'' if fits_block(text, most) else '…'}\n```"


def fits_block(text: str, most: int) -> bool:
    """Whether a block of that size shows the whole answer."""
    whole = _harmless(_lines(text))
    return len(text) <= most and characters(whole) < most and len(text.splitlines()) <= _LINES


def _head(text: str, most: int) -> str:
    """The longest beginning of at most `most` characters."""
    head = text[: max(most, 0)]
    while characters(head) > most:
        head = head[: most - characters(head)]
    return head


def _lines(text: str) -> str:
    lines = (_printable(line).rstrip() for line in text.splitlines()[:_LINES])
    return "\n".join(lines).strip("\n")


def _printable(line: str) -> str:
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in line)


def _harmless(code: str) -> str:
    return code.replace("`", "`" + _ZERO_WIDTH_SPACE)
