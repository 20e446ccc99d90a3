"""Every text that can be translated is found."""

from pathlib import Path

from bot.languages.collection import Text, collect, texts_in

SOURCE = """
WORD = later("a table")
def say(count):
    tr("one " "text")
    tr(WORD)
    tr_count("{n} thing", "{n} things", count)
    other("not this")
    some.tr("nor this")
    Choice(name="nor this one")

@app_commands.command(name="not-the-name", description="What it does.")
@app_commands.describe(topic="What it is on", level=LEVEL)
async def command(): ...

app_commands.Group(name="me", description="All of mine.")
app_commands.ContextMenu(name="Study card", callback=say)
app_commands.Choice(name="all time", value=1)
"""


def test_texts_tables_plurals_and_commands_are_found() -> None:
    assert set(texts_in(SOURCE)) == {
        Text("a table"),
        Text("one text"),
        Text("{n} thing", "{n} things"),
        Text("What it does."),
        Text("What it is on"),
        Text("All of mine."),
        Text("Study card"),
        Text("all time"),
    }


def test_a_text_knows_the_modules_it_stands_in(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    for name in ("b.py", "ui/a.py"):
        (tmp_path / name).write_text('tr("hello"); tr("hello")')
    assert collect(tmp_path) == {Text("hello"): ("b.py", "ui/a.py")}
