"""What Discord's errors mean for a post."""

from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientConnectionError
from discord import (
    DiscordServerError,
    Forbidden,
    HTTPException,
    NotFound,
    Permissions,
    RateLimited,
)

from bot.discord_ui.channel import check_posting, missing_permissions, permission_names, told
from bot.discord_ui.sync import PERMISSIONS
from bot.domain.errors import CoachError, PostDelayedError, PostRefusedError
from tests.discord_ui.round_world import channel_with


def refusal(status: int, code: int = 0) -> tuple[Any, dict[str, Any]]:
    """The response of a call, and what is in it."""
    return SimpleNamespace(status=status, reason=""), {"code": code, "message": "no"}


def raised_for(error: Exception) -> Exception:
    """What a post raises where Discord's library raises that."""
    with pytest.raises((CoachError, HTTPException)) as found, told(5):
        raise error
    return found.value


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotFound(*refusal(404, 10003)), "is gone"),
        (Forbidden(*refusal(403, 50013)), "Discord does not let me into <#5>"),
    ],
)
def test_a_closed_door_is_said_with_what_to_change(error: Exception, words: str) -> None:
    told_error = raised_for(error)
    assert isinstance(told_error, PostRefusedError)
    assert words in str(told_error)
    assert "/coach daily" in str(told_error)


@pytest.mark.parametrize(
    "error",
    [
        DiscordServerError(*refusal(503)),
        HTTPException(*refusal(429)),
        HTTPException(*refusal(400, 50083)),
        RateLimited(3.0),
        ClientConnectionError(),
        ConnectionResetError(),
    ],
)
def test_what_may_pass_is_tried_again(error: Exception) -> None:
    told_error = raised_for(error)
    assert isinstance(told_error, PostDelayedError)
    assert str(told_error)


def test_a_fault_of_ours_stays_what_it_is() -> None:
    error = HTTPException(*refusal(400, 50035))
    assert raised_for(error) is error


def test_what_is_missing_is_named_as_discords_settings_do() -> None:
    channel = channel_with(Permissions(view_channel=True))
    assert missing_permissions(channel) == ["send_messages", "read_message_history"]
    with pytest.raises(PostRefusedError, match=r"\*\*Send Messages\*\*, \*\*Read Message History"):
        check_posting(channel)
    check_posting(channel, allowed=PERMISSIONS)


def test_a_server_not_known_yet_is_left_to_discord() -> None:
    assert not missing_permissions(channel_with(Permissions.none(), known=False))


def test_every_permission_of_the_invitation_has_a_name() -> None:
    assert Permissions(**dict.fromkeys(permission_names(), True)) >= PERMISSIONS
