"""The languages there are, read from this package's own files once a process.

A file is gettext's: the English text, and what it is in the language. A text without a translation
is said in English.
"""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import polib

FOLDER = Path(__file__).parent
ENGLISH = NullTranslations()


@cache
def languages() -> Mapping[str, NullTranslations]:
    """Language code, such as "de" or "pt-BR" -> its texts. The first call reads the files."""
    return {path.stem: read_language(path) for path in sorted(FOLDER.glob("*.po"))}


def language_of(locale: str) -> NullTranslations:
    """The language of a locale of Discord's, such as "de" or "es-419"; English for others."""
    known = languages()
    return known.get(locale) or known.get(locale.partition("-")[0]) or ENGLISH


def read_language(path: Path) -> NullTranslations:
    """Read the texts of one language."""
    return GNUTranslations(BytesIO(polib.pofile(str(path)).to_binary()))
