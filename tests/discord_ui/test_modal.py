from typing import Any, cast

import pytest
from discord import Interaction, InteractionType

from bot.coach.practice import Writing
from bot.discord_ui.modal import answer_modal, sent_answer
from bot.domain.attempt import Draft
from tests.discord_ui.examples import GIL
from tests.discord_ui.world import World


class Raw:
    """The two things that are read of an interaction."""

    def __init__(self, data: Any, kind: InteractionType = InteractionType.modal_submit) -> None:
        self.data = data
        self.type = kind


def read(data: Any, kind: InteractionType = InteractionType.modal_submit) -> object:
    return sent_answer(cast("Interaction", Raw(data, kind)))


FIELD = {"type": 4, "id": 3, "custom_id": "answer", "value": "a lock"}
SENT = {
    "custom_id": "gc1:answer:7",
    "components": [{"type": 10, "id": 1}, {"type": 18, "id": 2, "component": FIELD}],
}


def test_a_sent_answer_is_read_with_its_draft() -> None:
    assert read(SENT) == (7, "a lock")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SENT, InteractionType.component),
        ({**SENT, "custom_id": "their-modal"}, InteractionType.modal_submit),
        ({**SENT, "custom_id": "gc1:hint:7"}, InteractionType.modal_submit),
        ({}, InteractionType.modal_submit),
        (None, InteractionType.ping),
    ],
)
def test_what_is_no_answer_is_left_alone(data: Any, kind: InteractionType) -> None:
    assert read(data, kind) is None


def test_a_modal_without_its_field_is_an_empty_answer() -> None:
    other = {"type": 18, "component": {"type": 3, "custom_id": "pick", "values": []}}
    assert read({**SENT, "components": [other]}) == (7, "")


def test_the_custom_id_carries_the_draft() -> None:
    writing = Writing(draft=Draft(id=42, card_id=1, learner_id=1), item=GIL, text="")
    assert answer_modal(writing).custom_id == "gc1:answer:42"


async def test_modals_of_others_are_left_alone(world: World) -> None:
    (sent,) = await world.send_modal("their-modal", "x")
    assert not sent.responded
