"""What keeps a forum post from being sent twice, and where threads are begun."""

import pytest
from discord import Permissions

from bot.discord_ui.posting import _may_begin_thread, _OneTry
from bot.domain.errors import PostDelayedError
from tests.discord_ui.round_world import channel_with


def test_a_request_that_must_not_be_repeated_stops_the_second_try() -> None:
    files = _OneTry()
    assert files, "the library must ask for them"
    assert list(files) == []
    with pytest.raises(PostDelayedError):
        list(files)


def test_a_server_not_known_yet_may_have_threads() -> None:
    assert _may_begin_thread(channel_with(Permissions.none(), known=False))
    assert not _may_begin_thread(channel_with(Permissions.none()))
