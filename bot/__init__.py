"""GIL Coach: interview questions on Python threading and the GIL, asked and graded in Discord.

Installed as `gil_coach`, this package is also an extension: `await bot.load_extension("gil_coach")`
adds the coach to a bot of yours. Nothing heavy is imported before that.
"""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the coach to the bot. discord.py calls this.

    Raises:
        CoachError: a setting, the questions or the database cannot be used.
    """
    from .app import plug_into  # noqa: PLC0415 - the package itself stays light

    await plug_into(bot)
