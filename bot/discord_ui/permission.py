"""Who may do what in a server, looked up at the moment of every command, press and modal.

What Discord shows to whom is only a default that admins can change, and anybody can send any id.
"""

from discord import Interaction, Member

from ..coach.groups import Groups
from ..domain.errors import NotCoachError, NotHereError
from ..domain.language import tr
from .place import group_of


def check_manager(interaction: Interaction) -> int:
    """The id of the server, whose admin the member is.

    Raises:
        NotHereError: this is not a server that the bot is a member of.
        NotCoachError: the member may not manage it.
    """
    group_id = group_of(interaction)
    if group_id is None:
        raise NotHereError("/coach")
    if not interaction.permissions.manage_guild:
        raise NotCoachError(
            tr("Only members with the permission “Manage Server” can change this. Ask one of them.")
        )
    return group_id


async def check_coach(interaction: Interaction, groups: Groups) -> int:
    """The id of the server, where the member has the coach role or is an admin.

    Raises:
        NotHereError: this is not a server that the bot is a member of.
        NotCoachError: the member is neither.
    """
    group_id = group_of(interaction)
    if group_id is None:
        raise NotHereError("/coach")
    if interaction.permissions.manage_guild:
        return group_id
    role_id = (await groups.settings(group_id)).coach_role_id
    if role_id is None or not _has_role(interaction, role_id):
        raise NotCoachError(
            tr("Only coaches of this server and members with “Manage Server” can see this.")
        )
    return group_id


def _has_role(interaction: Interaction, role_id: int) -> bool:
    return isinstance(interaction.user, Member) and interaction.user.get_role(role_id) is not None
