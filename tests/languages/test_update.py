"""`python -m bot.languages` keeps what is translated and adds what is new."""

from pathlib import Path

import polib
import pytest

from bot.languages import __main__ as program
from bot.languages.__main__ import main, update
from bot.languages.collection import Text

OLD = {Text("yes"): ("a.py",), Text("{n} day", "{n} days"): ("a.py",), Text("gone"): ("b.py",)}
NEW = {
    Text("new"): ("a.py", "c.py"),
    Text("yes"): ("c.py",),
    Text("{n} day", "{n} days"): ("a.py",),
}


def test_a_language_is_begun_filled_in_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    assert update(path, OLD) == 3
    begun = polib.pofile(str(path))
    assert begun.metadata["Language"] == "fr"
    for entry in begun:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "{n} jour", 1: "{n} jours"}
        else:
            entry.msgstr = f"{entry.msgid} en français"
    begun.save(str(path))
    assert update(path, NEW) == 1
    new = {entry.msgid: entry for entry in polib.pofile(str(path))}
    assert [*new] == ["new", "yes", "{n} day"]
    assert new["yes"].msgstr == "yes en français"
    assert new["{n} day"].msgstr_plural == {0: "{n} jour", 1: "{n} jours"}
    assert new["new"].msgstr == ""
    assert new["new"].occurrences == [("a.py", ""), ("c.py", "")]
    before = path.read_bytes()
    update(path, NEW)
    assert path.read_bytes() == before


def test_every_language_is_updated_and_those_that_are_named_are_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "languages"
    package.mkdir()
    (tmp_path / "module.py").write_text('tr("hello")')
    (package / "es.po").write_text('msgid "hello"\nmsgstr "hola"\n')
    monkeypatch.setattr(program, "FOLDER", package)
    monkeypatch.setattr("sys.argv", ["bot.languages", "fr"])
    main()
    told = "es: 1 texts, 0 to translate\nfr: 1 texts, 1 to translate\n"
    assert capsys.readouterr().out == told
    assert polib.pofile(str(package / "es.po"))[0].msgstr == "hola"
