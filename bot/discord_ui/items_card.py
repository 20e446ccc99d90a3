"""The card on which coaches see how the questions do."""

import re
from collections.abc import Iterator

from discord.ui import LayoutView

from ..coach.item_analysis import ItemPage
from ..domain.item_statistics import DISCRIMINATION_FROM, MEAN_FROM, ItemStatistics
from ..domain.language import tr, tr_count
from .buttons import CardButton, link_button
from .cards import BLUE, card, small
from .custom_id import Link
from .quote import cut, one_line

FIRST = "first"
"""The name of a button that opens the first page as a card of its own."""

_PAGE = re.compile("[1-9][0-9]{0,5}", re.ASCII)
_WEAK = 0.2
"""A question under this hardly tells good learners from others.

Source: Ebel and Frisbie, Essentials of Educational Measurement, chapter 13.
"""


def read_page(name: str) -> int | None:
    """The page that a button carries, or None for what is none."""
    return int(name) if _PAGE.fullmatch(name) else None


def items_card(shown: ItemPage) -> LayoutView:
    """A page of questions, those that need a look first."""
    title = tr("How the questions do in this server")
    of = tr("page {page} of {pages}").format(page=shown.page, pages=shown.pages)
    return card(
        f"{small(f'{title} · {of}' if shown.pages > 1 else title)}\n## {tr('Questions')}",
        [_item(row, shown.titles[row.item_id]) for row in shown.rows]
        or tr("Nobody has answered a question here yet."),
        small(
            tr(
                "Of each member only the first answer counts; members who chose *Only me* are left "
                "out. Mean: the lower, the harder. Discrimination: do members who are good at the "
                "other questions do better here? Near 0 or below, the question needs a look."
            )
        ),
        colour=BLUE,
        buttons=_turning(shown),
    )


def _item(row: ItemStatistics, title: str) -> str:
    facts = [
        tr_count("{count} answer", "{count} answers", row.answers).format(count=row.answers),
        tr_count("{count} member", "{count} members", row.learners).format(count=row.learners),
        _mean(row),
        _discrimination(row),
    ]
    complaints = [*_complaints(row)]
    return "\n".join(
        [
            f"**{cut(one_line(title), 60)}** · `{row.item_id}`",
            " · ".join(facts),
            *([f"**{' · '.join(complaints)}**"] if complaints else []),
        ]
    )


def _mean(row: ItemStatistics) -> str:
    if row.mean is None:
        return tr("mean: from {count} members on").format(count=MEAN_FROM)
    return tr("mean {points} / 100").format(points=round(100 * row.mean))


def _discrimination(row: ItemStatistics) -> str:
    if row.discrimination is None:
        return tr("discrimination: too few (from {count} members on)").format(
            count=DISCRIMINATION_FROM
        )
    if row.discrimination < 0:
        said = tr("discrimination {value}, the wrong way round")
    elif row.discrimination < _WEAK:
        said = tr("discrimination {value}, weak")
    else:
        said = tr("discrimination {value}, good")
    return said.format(value=f"{row.discrimination:.2f}")


def _complaints(row: ItemStatistics) -> Iterator[str]:
    rate = row.dispute_rate
    if rate is None:
        said = tr_count("{count} dispute", "{count} disputes", row.disputes)
        yield said.format(count=row.disputes)
    elif row.disputes:
        said = tr_count("{count} dispute ({rate} %)", "{count} disputes ({rate} %)", row.disputes)
        yield said.format(count=row.disputes, rate=round(100 * rate))
    if row.reports:
        said = tr_count("{count} report", "{count} reports", row.reports)
        yield said.format(count=row.reports)


def _turning(shown: ItemPage) -> Iterator[CardButton]:
    if shown.page > 1:
        yield link_button(Link.ITEMS, str(shown.page - 1), tr("Back"))
    if shown.page < shown.pages:
        yield link_button(Link.ITEMS, str(shown.page + 1), tr("More"))
