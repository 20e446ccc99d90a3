"""What a rendered card or modal is over the wire, and texts that make it hard to render."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import File
from discord.ui import LayoutView, Modal
from hypothesis import strategies as st
from simcord.components import walk_components

from bot.discord_ui.limits import COMPONENTS_V2, validate

HOSTILE = (
    "@everyone <@1> <#2> </quiz:3> discord.gg/abc https://example.org",
    "[x](https://example.org) **bold** ||spoiler|| # heading\n-# small\n> quote",
    "``` ```` ` `` closing \\` ```\n```",
    "\u202eright to left\u202c \u200bzero\u200d\ufeff width \u2028 line",
    "\x00\x01\x7f\ud800 control and lone surrogate \x1b[31m",
    "\U0001f9f5\U0001f512" * 200,
    "ﷺ" * 400,
    "a" * 4000,
    "\n" * 500 + "end",
    "`" * 4000,
)
"""Answers that try to break out of where they are shown."""

nasty_text = st.text(
    st.one_of(
        st.sampled_from("`[]()*_~|>#-\\<@&:/.\n\r\t \u200b\u202e\x00\ud800\U0001f512ﷺ"),
        st.characters(),
    ),
    max_size=4000,
)


def sent(view: LayoutView, files: Sequence[File] = ()) -> dict[str, Any]:
    """The body of a message with that card."""
    return {
        "flags": COMPONENTS_V2,
        "components": view.to_components(),  # type: ignore[no-untyped-call]
        "attachments": [
            {"id": index, "filename": file.filename} for index, file in enumerate(files)
        ],
    }


def text_in(view: LayoutView) -> str:
    """All text on a card."""
    components = sent(view)["components"]
    return "\n".join(part["content"] for part in walk_components(components) if part["type"] == 10)


def labels_in(view: LayoutView) -> list[str]:
    """The buttons on a card, those that can't be pressed in brackets."""
    return [
        f"[{part['label']}]" if part.get("disabled") else part["label"]
        for part in walk_components(sent(view)["components"])
        if part["type"] == 2
    ]


def problems(screen: LayoutView | Modal, files: Sequence[File] = ()) -> list[str]:
    """What Discord would refuse."""
    body: Mapping[str, Any] = screen.to_dict() if isinstance(screen, Modal) else sent(screen, files)
    return validate(body)
