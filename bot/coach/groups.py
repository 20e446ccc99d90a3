"""What the admins of a group, a server of Discord's, have chosen for all of it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

from ..domain.errors import ChangedMeanwhileError
from ..domain.group import GroupSettings
from ..domain.language import tr
from .ports import Clock


class GroupStore(Protocol):
    """What is kept of groups. Every method is one transaction, on disk when it returns.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def settings(self, group_id: int) -> GroupSettings | None:
        """The settings of a group whose admins ever chose any."""
        ...

    async def change_settings(self, settings: GroupSettings) -> bool:
        """Keep settings; return whether the stored ones still were as these were read."""
        ...

    async def keep_left(self, group_id: int, *, now: datetime) -> None:
        """Keep that a group has removed the bot."""
        ...

    async def keep_joined(self, group_id: int) -> None:
        """Keep that it has the bot again."""
        ...

    async def all_left(self) -> Collection[int]:
        """The groups that have removed the bot."""
        ...

    async def all_kept(self) -> Collection[int]:
        """The groups of which anything is kept."""
        ...

    async def forget_left(self, before: datetime) -> int:
        """Erase what belongs to the groups that removed the bot before that; return how many."""
        ...


class Groups:
    """The use cases around a group and its settings."""

    def __init__(self, store: GroupStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def left(self, group_id: int) -> None:
        """A group has removed the bot: what belongs to it is kept for a while longer."""
        await self._store.keep_left(group_id, now=self._clock())

    async def joined(self, group_id: int) -> None:
        """A group has the bot, perhaps again."""
        await self._store.keep_joined(group_id)

    async def catch_up(self, has_bot: Callable[[int], bool]) -> None:
        """Note which groups came and went while the bot was down."""
        left = await self._store.all_left()
        for group_id in filter(has_bot, left):
            await self.joined(group_id)
        for group_id in {*await self._store.all_kept()}.difference(left):
            if not has_bot(group_id):
                await self.left(group_id)

    async def settings(self, group_id: int) -> GroupSettings:
        """What is chosen, or what holds where nothing ever was."""
        return await self._store.settings(group_id) or GroupSettings(group_id=group_id)

    async def change(self, settings: GroupSettings) -> None:
        """Keep settings that were read before and changed.

        Raises:
            ChangedMeanwhileError: somebody else changed them since; nothing was kept.
        """
        kept = await self.settings(settings.group_id)
        if settings.model_copy(update={"version": kept.version}) == kept:
            return
        if not await self._store.change_settings(settings):
            raise ChangedMeanwhileError(
                tr(
                    "Somebody else changed the settings of this server meanwhile. Finish again to "
                    "replace theirs by yours."
                )
            )
