from typing import Any

import pytest

from bot.discord_ui.limits import COMPONENTS_V2, characters, validate

TEXT = {"type": 10, "content": "hello"}


def button(**other: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Go", "custom_id": "go", **other}


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": [*parts]}


def select(**other: Any) -> dict[str, Any]:
    option = {"label": "One", "value": "1"}
    bounds = {"min_values": 1, "max_values": 1}
    return {"type": 3, "custom_id": "pick", "options": [option], **bounds, **other}


def message(*parts: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"flags": COMPONENTS_V2, "components": [*parts], **other}


def field(**other: Any) -> dict[str, Any]:
    return {"type": 4, "style": 2, "custom_id": "text", **other}


def label(part: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"type": 18, "label": "Your answer", "component": part, **other}


def modal(*parts: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"title": "A question", "custom_id": "ask", "components": [*parts], **other}


@pytest.mark.parametrize(
    "payload",
    [
        {"content": "plain text"},
        {"flags": 64},
        message(TEXT),
        message({"type": 17, "components": [TEXT, {"type": 14}, row(button())]}),
        message(row(button(), button(custom_id="no")), row(select())),
        message({"type": 9, "components": [TEXT], "accessory": button()}),
        message({"type": 12, "items": [{"media": {"url": "https://a.b"}, "description": "x"}]}),
        message(row({"type": 2, "style": 5, "label": "Docs", "url": "https://a.b"})),
        message(
            {"type": 13, "file": {"url": "attachment://a.txt"}},
            attachments=[{"id": 0, "filename": "a.txt"}],
        ),
        message(TEXT, attachments=[{"id": "77"}]),
        modal(TEXT, label(field(value="x" * 4000))),
        modal(label(select()), label(field(min_length=1, max_length=10, value="ten"))),
    ],
)
def test_what_discord_takes_passes(payload: dict[str, Any]) -> None:
    assert validate(payload) == []


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        ({"content": "x" * 2001}, "content: 2001 characters"),
        ({"components": [row(button())]}, "flags: "),
        (message(), "components: 0 entries"),
        (message(TEXT, content="both"), "content: not together"),
        (message(TEXT, embeds=[{}]), "embeds: not together"),
        (message(TEXT, poll={"question": {}}), "poll: not together"),
        (message(*[TEXT] * 41), "components: 41 entries"),
        (message({"type": 10, "content": ""}), "content: 0 characters"),
        (message({"type": 10, "content": "x" * 3000}, {"type": 10, "content": "x" * 1001}), "4001"),
        (message({"type": 10, "content": "\U0001f512" * 2001}), "4002 characters"),
        (message(button()), "can't stand alone"),
        (message(label(field())), "can't stand alone"),
        (message(row(TEXT)), "type 1 can't hold type 10"),
        (message({"type": 17, "components": [button()]}), "type 17 can't hold type 2"),
        (message({"type": 17, "components": []}), "components: 0 entries"),
        (message(row(*(button(custom_id=str(n)) for n in range(6)))), "6 entries"),
        (message(row(button(), button())), "“go” occurs twice"),
        (message(row(button(label="x" * 81))), "label: 81 characters"),
        (message(row(button(label=None))), "needs a label"),
        (message(row(button(custom_id="x" * 101))), "custom_id: 101 characters"),
        (message(row(button(custom_id=None))), "custom_id: 0 characters"),
        (message(row({"type": 2, "style": 5, "label": "x", "url": "x" * 513})), "url: 513"),
        (message(row(select(), button())), "stands alone in its row"),
        (message(row(select(options=[]))), "options: 0 entries"),
        (message(row(select(options=[{"label": "x" * 101, "value": "1"}]))), "label: 101"),
        (message(row(select(placeholder="x" * 151))), "placeholder: 151"),
        (message(row({"type": 5, "custom_id": "user"})), "say min_values"),
        (message({"type": 9, "components": [TEXT] * 4, "accessory": button()}), "4 entries"),
        (message({"type": 12, "items": []}), "items: 0 entries"),
        (message({"type": 12, "items": [{"media": {"url": "x"}}]}), "description: 0 characters"),
        (message({"type": 13, "file": {"url": "attachment://a.txt"}}), "no such file"),
        (message(TEXT, attachments=[{"filename": "a.txt"}]), "is not shown"),
        (message(TEXT, attachments=[{"filename": "ä b.txt"}]), "would rename"),
        (message(TEXT, attachments=[{"filename": "a"}, {"filename": "a"}]), "two files"),
        (modal(), "components: 0 entries"),
        (modal(*[TEXT] * 6), "components: 6 entries"),
        (modal(TEXT, title="x" * 46), "title: 46 characters"),
        (modal(TEXT, custom_id=""), "custom_id: 0 characters"),
        (modal(row(field())), "a modal holds labels and texts"),
        (modal(label(field(), label="x" * 46)), "label: 46 characters"),
        (modal(label(field(), description="x" * 101)), "description: 101"),
        (modal(label(field(placeholder="x" * 101))), "placeholder: 101"),
        (modal(label(field(value="x" * 4001))), "value: 4001 characters"),
        (modal(label(field(max_length=4001))), "can't be asked for"),
        (modal(label(field(min_length=5, max_length=4))), "can't be asked for"),
        (modal(label({"type": 21, "custom_id": "r", "options": [{"label": "a"}]})), "1 entries"),
    ],
)
def test_what_discord_refuses_is_named(payload: dict[str, Any], problem: str) -> None:
    assert any(problem in found for found in validate(payload)), validate(payload)


def test_characters_outside_the_basic_plane_count_twice() -> None:
    assert characters("a\U0001f512") == 3
