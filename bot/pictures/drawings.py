"""The pictures of the coach: `coach.ports.Pictures`, drawn in a thread."""

import asyncio

from ..domain.chart import Chart
from ..domain.progress import Progress
from ..domain.scorecard import Scorecard
from ..domain.streak_calendar import Calendar
from .demo import draw_demo
from .progress import draw_progress
from .scorecard import draw_scorecard
from .streak import draw_streak


class Drawings:
    """Draws; one picture keeps a thread busy for some 40 ms."""

    async def demo(self, chart: Chart) -> bytes:
        """The chart as PNG."""
        return await asyncio.to_thread(draw_demo, chart)

    async def streak(self, calendar: Calendar) -> bytes:
        """The calendar as PNG."""
        return await asyncio.to_thread(draw_streak, calendar)

    async def progress(self, progress: Progress) -> bytes:
        """The mastery of each topic, and what stays, as PNG."""
        return await asyncio.to_thread(draw_progress, progress)

    async def scorecard(self, scorecard: Scorecard) -> bytes:
        """The scorecard as PNG."""
        return await asyncio.to_thread(draw_scorecard, scorecard)
