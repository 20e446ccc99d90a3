"""German is whole: every text of the code is there, and none has lost what is put into it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from bot.languages.catalogue import FOLDER
from bot.languages.collection import Text, collect

TEXTS = collect(FOLDER.parent)
LANGUAGES = sorted(FOLDER.glob("*.po"))
PLACE = re.compile(r"\{\w*\}")
MARKDOWN = re.compile(r"\*\*|`|^#+ |<#|\n", re.MULTILINE)


def pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Each translation with the English it is of."""
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    for number, form in entry.msgstr_plural.items():
        yield entry.msgid_plural if number else entry.msgid, form


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_none_is_left_over(path: Path) -> None:
    """If this fails, run `python -m bot.languages` and fill in what is empty."""
    entries = {Text(one.msgid, one.msgid_plural or None): one for one in polib.pofile(str(path))}
    assert set(entries) == set(TEXTS)
    assert [one.msgid for one in entries.values() if not one.translated()] == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_no_translation_has_lost_what_is_put_into_it_or_its_markdown(path: Path) -> None:
    wrong = [
        said
        for entry in polib.pofile(str(path))
        for english, said in pairs(entry)
        if said  # that all are translated is tested above
        if set(PLACE.findall(english)) != set(PLACE.findall(said))
        or Counter(MARKDOWN.findall(english)) != Counter(MARKDOWN.findall(said))
    ]
    assert wrong == []
