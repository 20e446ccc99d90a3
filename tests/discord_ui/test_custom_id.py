import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.custom_id import (
    BUTTON_TEMPLATE,
    ButtonId,
    Link,
    LinkId,
    ModalId,
    ModalKind,
    Verb,
    decode_button,
    decode_modal,
    encode,
)
from bot.discord_ui.limits import CUSTOM_ID

ids = st.integers(1, 2**63 - 1)


@given(st.sampled_from(Verb), ids)
def test_a_button_comes_back_as_it_was(verb: Verb, target: int) -> None:
    custom_id = encode(ButtonId(verb, target))
    assert decode_button(custom_id) == (verb, target)
    assert len(custom_id) <= CUSTOM_ID


@given(st.sampled_from(Link), st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True))
def test_a_link_comes_back_as_it_was(link: Link, name: str) -> None:
    custom_id = encode(LinkId(link, name))
    assert decode_button(custom_id) == (link, name)
    assert len(custom_id) <= CUSTOM_ID


@given(st.sampled_from(ModalKind), ids)
def test_a_modal_comes_back_as_it_was(kind: ModalKind, target: int) -> None:
    custom_id = encode(ModalId(kind, target))
    assert decode_modal(custom_id) == (kind, target)
    assert len(custom_id) <= CUSTOM_ID


@given(st.one_of(st.text(max_size=120), st.from_regex(BUTTON_TEMPLATE, fullmatch=True)))
def test_what_is_decoded_is_exactly_what_was_encoded(custom_id: str) -> None:
    button = decode_button(custom_id)
    assert button is None or encode(button) == custom_id


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "gc1",
        "gc1:answer",
        "gc1:answer:",
        "gc1:answer:0",
        "gc1:answer:007",
        "gc1:answer:-1",
        "gc1:answer:1 ",
        "gc1:answer:1\n",
        "gc1:answer:1:2",
        "gc1:answer:٣",
        f"gc1:answer:{2**63}",
        "gc1:dance:1",
        "gc1:topic:",
        "gc1:topic:Locks",
        f"gc1:topic:{'a' * 61}",
        "gc1:ANSWER:1",
        "gc2:answer:1",
        "somebody-else",
    ],
)
def test_what_is_not_ours_is_none(custom_id: str) -> None:
    assert decode_button(custom_id) is None
    assert decode_modal(custom_id) is None
