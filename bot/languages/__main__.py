"""Brings the files of the languages up to date: `python -m bot.languages [CODE ...]`.

New texts are added empty, those that have gone are taken out, and what is translated stays. A code
given for which there is no file yet, such as fr, begins one.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import polib

from .catalogue import FOLDER
from .collection import Text, collect

_HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
_PLURALS = "nplurals=2; plural=(n != 1);"


def update(path: Path, texts: Mapping[Text, tuple[str, ...]]) -> int:
    """Bring one file up to date; return how many of its texts are not translated."""
    old = polib.pofile(str(path)) if path.is_file() else polib.POFile()
    said = {entry.msgid: entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = old.metadata or _HEADER | {"Language": path.stem, "Plural-Forms": _PLURALS}
    for text, places in texts.items():
        new.append(_entry(text, places, said.get(text.one)))
    new.save(str(path))
    return len(new.untranslated_entries())


def _entry(text: Text, places: tuple[str, ...], old: polib.POEntry | None) -> polib.POEntry:
    occurrences = [(place, "") for place in places]
    if text.many is None:
        return polib.POEntry(
            msgid=text.one, msgstr=old.msgstr if old else "", occurrences=occurrences
        )
    forms = old.msgstr_plural if old else {}
    return polib.POEntry(
        msgid=text.one,
        msgid_plural=text.many,
        msgstr_plural={number: forms.get(number, "") for number in (forms or (0, 1))},
        occurrences=occurrences,
    )


def main() -> None:
    """Update every language, and begin those that were named."""
    texts = collect(FOLDER.parent)
    known = {path.stem for path in FOLDER.glob("*.po")}
    for code in sorted(known | {*sys.argv[1:]}):
        missing = update(FOLDER / f"{code}.po", texts)
        sys.stdout.write(f"{code}: {len(texts)} texts, {missing} to translate\n")


if __name__ == "__main__":
    main()
