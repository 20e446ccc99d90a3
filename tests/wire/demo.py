"""What a member does with a demonstration: ask for it, guess or not, wait for the result."""

from .actor import Actor
from .screen import Reply, Screen
from .world import Channel

QUICK = {"wait_ms": 100}
"""Parameters of `deadlock` with which it takes the least time; its result is always the same."""


async def open_demo(
    member: Actor, where: Channel, name: str = "deadlock", **chosen: float | str | bool
) -> Reply:
    """Ask for a demonstration; `deadlock` is a quick one."""
    return await member.slash(
        where, f"demo {name}", QUICK | chosen if name == "deadlock" else chosen
    )


def waits(card: Screen) -> bool:
    """Whether the result of a demonstration is not there yet."""
    return "Start again" in card.labels()


async def result(pressed: Reply, *, timeout_s: float = 30) -> Reply:
    """Wait until the result has taken the place of the card that was pressed."""
    pulse = pressed.world.pulse
    await pulse.until(lambda: not waits(pressed), what="the result", timeout_s=timeout_s)
    return pressed


async def run_demo(member: Actor, card: Screen, button: str = "Just run it") -> Reply:
    """Run the demonstration of a card and wait for the result."""
    return await result(await member.click(card, button))
