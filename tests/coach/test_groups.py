import pytest

from bot.coach.groups import Groups
from bot.domain.errors import ChangedMeanwhileError
from bot.domain.group import GroupSettings
from bot.domain.learner import Visibility
from bot.storage import open_store
from tests.coach.daily_world import GROUP, Hands


async def test_settings_are_kept_and_a_second_change_at_the_same_time_is_refused() -> None:
    async with open_store("sqlite://", Hands()) as store:
        groups = Groups(store.groups, Hands())
        read = await groups.settings(GROUP)
        assert read == GroupSettings(group_id=GROUP)
        assert read.visibility is Visibility.SERVER
        await groups.change(read.model_copy(update={"coach_role_id": 7}))
        assert (await groups.settings(GROUP)).coach_role_id == 7
        with pytest.raises(ChangedMeanwhileError, match="Somebody else"):
            await groups.change(read.model_copy(update={"coach_role_id": 8}))
        assert (await groups.settings(GROUP)).coach_role_id == 7


async def test_what_changes_nothing_is_no_change() -> None:
    async with open_store("sqlite://", Hands()) as store:
        groups = Groups(store.groups, Hands())
        read = await groups.settings(GROUP)
        await groups.change(read)
        assert (await groups.settings(GROUP)).version == 0
        wanted = read.model_copy(update={"coach_role_id": 7})
        await groups.change(wanted)
        await groups.change(wanted)  # whoever wanted the same is not told of a quarrel
        assert (await groups.settings(GROUP)).version == 1


async def test_what_came_and_went_unnoticed_is_noted_at_the_next_start() -> None:
    clock = Hands()
    async with open_store("sqlite://", clock) as store:
        groups = Groups(store.groups, clock)
        for group_id in (1, 2, 3):
            await groups.change(GroupSettings(group_id=group_id, coach_role_id=7))
        await groups.left(1)
        await groups.catch_up(lambda group_id: group_id in (1, 2))
        assert set(await store.groups.all_left()) == {3}
        assert set(await store.groups.all_kept()) == {1, 2, 3}
