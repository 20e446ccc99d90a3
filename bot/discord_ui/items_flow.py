"""`/coach items`: a server's coaches look at how the questions do."""

from collections.abc import Mapping

from discord import Interaction

from ..coach.groups import Groups
from ..coach.item_analysis import ItemAnalysis
from ..domain.errors import GoneError
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .items_card import FIRST, items_card, read_page
from .permission import check_coach


class ItemsFlow:
    """Shows and turns pages."""

    def __init__(self, analysis: ItemAnalysis, groups: Groups) -> None:
        self._analysis = analysis
        self._groups = groups
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.ITEMS: self._turn}

    async def show(self, interaction: Interaction) -> None:
        """Show the first page, privately."""
        group_id = await check_coach(interaction, self._groups)
        await reply.answer(interaction, items_card(await self._analysis.show(group_id)))

    async def _turn(self, interaction: Interaction, name: str) -> None:
        if name == FIRST:
            await self.show(interaction)
            return
        group_id = await check_coach(interaction, self._groups)
        page = read_page(name)
        if page is None:
            raise GoneError
        shown = await self._analysis.show(group_id, page=page)
        await reply.replace(interaction, items_card(shown))
