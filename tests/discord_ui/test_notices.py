import pytest

from bot.discord_ui.notices import failure_card, refusal_card, welcome_card
from bot.discord_ui.sync import Mentions
from bot.domain.errors import NotKeptError, StorageError
from tests.discord_ui.screens import HOSTILE, problems, text_in

MENTIONS = Mentions({"quiz": "</quiz:1>"})


@pytest.mark.every_language
def test_all_notices_fit() -> None:
    for card in (
        welcome_card(MENTIONS),
        failure_card("1a2b3c4d"),
        refusal_card("No " * 4000),
    ):
        assert problems(card) == []


def test_an_answer_that_could_not_be_kept_is_handed_back() -> None:
    for text in (*HOSTILE, "My answer."):
        error = NotKeptError(StorageError("The disk is full."), text)
        assert problems(refusal_card(str(error), error.text)) == []
    assert "My answer." in text_in(refusal_card(str(error), error.text))
    assert "The disk is full. Your answer could not be kept" in str(error)
