"""The cards of progress: mastery by topic with its picture, and the list of all attempts."""

from collections.abc import Iterator
from io import BytesIO

from discord import File, MediaGalleryItem
from discord.ui import LayoutView, MediaGallery

from ..coach.progress import HistoryEntry, HistoryPage, ProgressShown
from ..domain.certainty import SHOWN_FROM as RATED_FROM
from ..domain.certainty import in_words
from ..domain.language import tr, tr_count
from ..domain.progress import Progress, alt_text, point_in_words
from ..domain.recall import SHOWN_FROM
from .buttons import CardButton, link_button
from .cards import BLUE, GREY, Section, card, small
from .custom_id import Link
from .interview_button import Action, interview_button
from .limits import ALT_TEXT
from .quote import cut, one_line
from .review_card import next_words, review_button
from .selects import string_select

MAX_TOPICS = 20

_PICTURE = "progress.png"
_TITLE = 45


def progress_card(shown: ProgressShown) -> LayoutView:
    """Where a member stands, as a picture and in words."""
    progress = shown.progress
    head = tr("## Your progress: {percent} %\n{answered} of {total} questions tried").format(
        percent=round(100 * progress.share), answered=progress.answered, total=progress.total
    )
    return card(
        head + "\n" + _due(shown),
        _gallery(progress),
        "\n".join(_topics(progress)),
        "\n".join(_memory(progress)),
        "\n".join(_calibration(progress)),
        small(
            tr(
                "Mastery is how well your last three answers to a question went, times the chance "
                "that you still know it today; a question you never tried counts 0."
            )
        ),
        colour=BLUE,
        buttons=_buttons(shown),
    )


def progress_files(shown: ProgressShown, picture: bytes) -> list[File]:
    """The progress as a picture."""
    return [File(BytesIO(picture), _PICTURE, description=cut(alt_text(shown.progress), ALT_TEXT))]


def history_card(page: HistoryPage) -> LayoutView:
    """Attempts, newest first, with a menu that opens their feedback again."""
    if not page.entries:
        return card(
            tr("There is nothing here yet: `/quiz` asks your first question.")
            if page.number == 1
            else tr("There are no older attempts."),
            colour=GREY,
            buttons=_pages(page),
        )
    listed = [_entry(number, entry) for number, entry in _numbered(page)]
    return card(
        tr("## Your attempts, page {page}").format(page=page.number) + "\n" + "\n".join(listed),
        *_menu(page),
        small(tr("Quotes are there while the text of an answer is kept; the marks always.")),
        colour=BLUE,
        buttons=_pages(page),
    )


def _due(shown: ProgressShown) -> str:
    if shown.due:
        return tr_count(
            "{count} question is due again.", "{count} questions are due again.", shown.due
        ).format(count=shown.due)
    return next_words(shown.next_at, 1) if shown.next_at else tr("`/quiz` asks your first one.")


def _topics(progress: Progress) -> Iterator[str]:
    """A line for each topic that was begun, and one for all others."""
    others = []
    for topic in progress.topics[:MAX_TOPICS]:
        title = cut(one_line(topic.title), _TITLE)
        if topic.answered:
            yield f"**{title}** · {topic.words}"
        else:
            others.append(title)
    if others:
        yield tr("Not tried yet: {topics}").format(topics=", ".join(others))


def _memory(progress: Progress) -> Iterator[str]:
    yield "**" + tr("What stays") + "**"
    if progress.curve:
        yield from map(point_in_words, progress.curve)
        return
    missing = SHOWN_FROM - progress.recalls
    yield tr_count(
        "After {count} more review I can show how much you remember after how long.",
        "After {count} more reviews I can show how much you remember after how long.",
        missing,
    ).format(count=missing)


def _calibration(progress: Progress) -> Iterator[str]:
    yield "**" + tr("How sure you are") + "**"
    if progress.calibration:
        yield from map(in_words, progress.calibration)
    else:
        yield tr(
            "Say with your answers how sure you are: after {count} of them I can show how often "
            "you were right."
        ).format(count=RATED_FROM)


def _buttons(shown: ProgressShown) -> Iterator[CardButton]:
    if shown.due:
        yield review_button(shown.due)
    yield link_button(Link.HISTORY, "1", tr("History"))
    if shown.interview:
        yield interview_button(Action.RESULT, shown.interview, tr("Last interview"))


def _gallery(progress: Progress) -> Section:
    gallery: MediaGallery[LayoutView] = MediaGallery(
        MediaGalleryItem(f"attachment://{_PICTURE}", description=cut(alt_text(progress), ALT_TEXT))
    )
    return gallery


def _numbered(page: HistoryPage) -> Iterator[tuple[int, HistoryEntry]]:
    return enumerate(page.entries, start=1)


def _entry(number: int, entry: HistoryEntry) -> str:
    at = f"<t:{entry.attempt.at.timestamp():.0f}:d>"
    return f"{number}. {_title(entry)} · {_outcome(entry)} · {at}"


def _title(entry: HistoryEntry) -> str:
    return cut(one_line(entry.title), _TITLE)


def _outcome(entry: HistoryEntry) -> str:
    if entry.attempt.gave_up:
        return tr("I don't know")
    if entry.attempt.score is None:
        return tr("not graded")
    return f"{round(100 * entry.attempt.score)} / 100"


def _menu(page: HistoryPage) -> Iterator[Section]:
    """Opens one of the attempts."""
    options = [
        (str(entry.attempt.id), f"{number}. {_title(entry)} · {_outcome(entry)}")
        for number, entry in _numbered(page)
        if entry.opens
    ]
    if options:
        placeholder = tr("Open the feedback of an attempt")
        yield string_select(Link.REOPEN, "attempt", options, placeholder=placeholder)


def _pages(page: HistoryPage) -> Iterator[CardButton]:
    if page.number > 1:
        yield link_button(Link.PAGE, str(page.number - 1), tr("Newer"))
    if not page.last:
        yield link_button(Link.PAGE, str(page.number + 1), tr("Older"))
    yield link_button(Link.PROGRESS, "all", tr("Progress"))
