from typing import Any, cast

import pytest
from discord import Interaction, InteractionType

from bot.coach.practice import Writing
from bot.discord_ui.modal import SentAnswer, answer_modal, sent_answer
from bot.domain.attempt import Certainty, Draft
from tests.discord_ui.examples import GIL
from tests.discord_ui.screens import problems
from tests.discord_ui.world import World


class Raw:
    """The two things that are read of an interaction."""

    def __init__(self, data: Any, kind: InteractionType = InteractionType.modal_submit) -> None:
        self.data = data
        self.type = kind


def read(data: Any, kind: InteractionType = InteractionType.modal_submit) -> object:
    return sent_answer(cast("Interaction", Raw(data, kind)))


FIELD = {"type": 4, "id": 3, "custom_id": "answer", "value": "a lock"}
SENT: dict[str, Any] = {
    "custom_id": "gc1:answer:7",
    "components": [{"type": 10, "id": 1}, {"type": 18, "id": 2, "component": FIELD}],
}


def test_a_sent_answer_is_read_with_its_draft() -> None:
    assert read(SENT) == SentAnswer(7, "a lock")


def test_how_sure_and_the_wish_to_share_are_read_along() -> None:
    sure = {"type": 18, "component": {"type": 21, "custom_id": "certainty", "value": "certain"}}
    share = {"type": 18, "component": {"type": 23, "custom_id": "share", "value": True}}
    sent = {**SENT, "components": [*SENT["components"], sure, share]}
    assert read(sent) == SentAnswer(7, "a lock", Certainty.CERTAIN, share=True)


@pytest.mark.parametrize(("said", "box"), [(None, False), ("perhaps", None), (7, "yes?")])
def test_what_is_left_open_or_made_up_counts_as_not_said(said: Any, box: Any) -> None:
    sure = {"type": 18, "component": {"type": 21, "custom_id": "certainty", "value": said}}
    share = {"type": 18, "component": {"type": 23, "custom_id": "share", "value": box}}
    assert read({**SENT, "components": [*SENT["components"], sure, share]}) == SentAnswer(
        7, "a lock"
    )


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
    assert read({**SENT, "components": [other]}) == SentAnswer(7, "")


def test_the_custom_id_carries_the_draft() -> None:
    writing = Writing(draft=Draft(id=42, card_id=1, learner_id=1), item=GIL, text="")
    assert answer_modal(writing).custom_id == "gc1:answer:42"


def labels_of(writing: Writing) -> list[str]:
    return [row["label"] for row in answer_modal(writing).to_dict()["components"] if "label" in row]


def test_sharing_is_offered_where_there_is_a_server_to_share_in() -> None:
    writing = Writing(draft=Draft(id=42, card_id=1, learner_id=1), item=GIL, text="")
    assert labels_of(writing) == ["Your answer", "How sure?"]
    shareable = writing.model_copy(update={"shareable": True})
    assert labels_of(shareable) == ["Your answer", "How sure?", "Share after grading"]
    assert problems(answer_modal(shareable)) == []


def test_an_erased_text_is_said_to_be_gone() -> None:
    draft = Draft(id=42, card_id=1, learner_id=1)
    for erased in (False, True):
        modal = answer_modal(Writing(draft=draft, item=GIL, text="", erased=erased))
        assert ("no longer kept" in str(modal.to_dict())) == erased


async def test_modals_of_others_are_left_alone(world: World) -> None:
    (sent,) = await world.send_modal("their-modal", "x")
    assert not sent.responded
