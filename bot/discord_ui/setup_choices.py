"""What the menus of a setup change in its form. Values are checked: anybody can send any."""

from collections.abc import Callable, Mapping

from discord import ForumChannel, Guild, Interaction, TextChannel

from ..domain.errors import GoneError, PostRefusedError
from ..domain.item import Level
from ..domain.language import tr
from ..domain.learner import Visibility
from ..domain.setup_form import SetupForm, SetupStep
from ..domain.setup_input import read_coach_role, read_role, read_weekdays
from .selects import chosen_id, chosen_values
from .setup_steps import CHANNEL, COACH, DAYS, LEVELS, ROLE, TOPICS, VISIBILITY

Choice = Callable[[Interaction, SetupForm], SetupForm]
"""What was chosen, put into a form."""


def find_choice(action: str) -> Choice:
    """What a menu, or a button that leads to a step, does.

    Raises:
        GoneError: this version has none of that name.
    """
    if action in [*SetupStep]:
        step = SetupStep(action)
        return lambda _, form: form.model_copy(update={"step": step})
    if action not in _CHOICES:
        raise GoneError
    return _CHOICES[action]


def channel_in(guild: Guild | None, channel_id: int | None) -> TextChannel | ForumChannel | None:
    """The channel of that server, if the bot can see it and can post daily questions there."""
    channel = None if guild is None or channel_id is None else guild.get_channel(channel_id)
    return channel if isinstance(channel, TextChannel | ForumChannel) else None


def visible_channel(guild: Guild | None, channel_id: int | None) -> TextChannel | ForumChannel:
    """The same.

    Raises:
        PostRefusedError: there is none; says what to change.
    """
    channel = channel_in(guild, channel_id)
    if channel is None:
        raise PostRefusedError(
            tr(
                "I can't see that channel, or it takes no posts. Give me **View Channel** in its "
                "settings, under “Permissions”, or choose another one."
            )
        )
    return channel


def drop_lost_roles(guild: Guild, form: SetupForm) -> SetupForm:
    """The form without the roles that the server no longer has."""
    coach_role_id = _kept_role(guild, form.settings.coach_role_id)
    settings = form.settings.model_copy(update={"coach_role_id": coach_role_id})
    return form.model_copy(
        update={"role_id": _kept_role(guild, form.role_id), "settings": settings}
    )


def _kept_role(guild: Guild, role_id: int | None) -> int | None:
    return role_id if role_id is not None and guild.get_role(role_id) else None


def _channel(interaction: Interaction, form: SetupForm) -> SetupForm:
    channel = visible_channel(interaction.guild, chosen_id(interaction))
    return form.model_copy(update={"channel_id": channel.id})


def _days(interaction: Interaction, form: SetupForm) -> SetupForm:
    picked = [int(value) for value in chosen_values(interaction) if value.isdecimal()]
    return form.model_copy(update={"weekdays": read_weekdays(picked)})


def _topics(interaction: Interaction, form: SetupForm) -> SetupForm:
    return form.model_copy(update={"topics": tuple(chosen_values(interaction))})


def _levels(interaction: Interaction, form: SetupForm) -> SetupForm:
    picked = chosen_values(interaction)
    return form.model_copy(update={"levels": tuple(one for one in Level if one in picked)})


def _role(interaction: Interaction, form: SetupForm) -> SetupForm:
    role_id = read_role(_chosen_role(interaction), form.group_id)
    return form.model_copy(update={"role_id": role_id})


def _coach(interaction: Interaction, form: SetupForm) -> SetupForm:
    role_id = read_coach_role(_chosen_role(interaction), form.group_id)
    settings = form.settings.model_copy(update={"coach_role_id": role_id})
    return form.model_copy(update={"settings": settings})


def _chosen_role(interaction: Interaction) -> int | None:
    """The role that was chosen, if any was.

    Raises:
        GoneError: the server has none of that id.
    """
    if not chosen_values(interaction):
        return None
    role_id, guild = chosen_id(interaction), interaction.guild
    if role_id is None or guild is None or guild.get_role(role_id) is None:
        raise GoneError
    return role_id


def _visibility(interaction: Interaction, form: SetupForm) -> SetupForm:
    picked = [one for one in Visibility if one in chosen_values(interaction)]
    if not picked:
        raise GoneError
    settings = form.settings.model_copy(update={"visibility": picked[0]})
    return form.model_copy(update={"settings": settings})


_CHOICES: Mapping[str, Choice] = {
    CHANNEL: _channel,
    DAYS: _days,
    TOPICS: _topics,
    LEVELS: _levels,
    ROLE: _role,
    COACH: _coach,
    VISIBILITY: _visibility,
}
