"""What the admins of a group, a server of Discord's, have chosen for all of it."""

from .grade import Frozen
from .learner import Visibility


class GroupSettings(Frozen):
    """The settings of a group; the defaults are those of one whose admins never chose.

    Attributes:
        coach_role_id: whoever has this role may see what coaches see, besides the admins.
        visibility: of members who never chose any themselves.
        version: how often this was changed.
    """

    group_id: int
    coach_role_id: int | None = None
    visibility: Visibility = Visibility.SERVER
    version: int = 0
