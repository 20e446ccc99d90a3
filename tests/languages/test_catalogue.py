"""Which language is spoken to whom."""

from pathlib import Path

from bot.domain.language import speaking, tr, tr_count
from bot.languages import language_of, languages
from bot.languages.catalogue import ENGLISH, read_language

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "yes"
msgstr "oui"

msgid "no"
msgstr ""

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] "{n} jours"
"""


def test_a_locale_is_spoken_to_in_its_language_or_in_english() -> None:
    assert language_of("de") is languages()["de"]
    assert language_of("de-AT") is languages()["de"]
    for locale in ("en-US", "en-GB", "fr", "", "zz"):
        assert language_of(locale) is ENGLISH


def test_what_is_not_translated_is_said_in_english(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_text(PO, encoding="utf-8")
    with speaking(read_language(path)):
        assert (tr("yes"), tr("no"), tr("maybe")) == ("oui", "no", "maybe")
        assert (tr_count("{n} day", "{n} days", 1), tr_count("{n} day", "{n} days", 3)) == (
            "{n} jour",
            "{n} jours",
        )
    assert tr("yes") == "yes"
