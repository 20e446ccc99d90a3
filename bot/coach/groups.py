"""What the admins of a group, a server of Discord's, have chosen for all of it."""

from typing import Protocol

from ..domain.errors import ChangedMeanwhileError
from ..domain.group import GroupSettings
from ..domain.language import tr


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


class Groups:
    """The use cases around the settings of a group."""

    def __init__(self, store: GroupStore) -> None:
        self._store = store

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
