import json
from pathlib import Path

import jsonschema_rs
import yaml

from bot.itembank.pack import find_content
from bot.itembank.schema import item_schema, write_item_schema
from tests.itembank.examples import ITEM


def test_the_schema_in_the_content_directory_is_current() -> None:
    """`python -m bot schema` writes it anew."""
    path = find_content() / "item.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == item_schema()


def test_an_editor_accepts_what_the_loader_accepts() -> None:
    validator = jsonschema_rs.validator_for(item_schema())
    item = yaml.safe_load(ITEM)
    assert validator.is_valid(item)
    assert not validator.is_valid({**item, "lvl": "junior"})
    assert not validator.is_valid({**item, "level": "juniro"})
    assert not validator.is_valid({**item, "misconceptions": [{"use": "is-safe", "cap": 3}]})


def test_the_schema_is_written_as_it_is(tmp_path: Path) -> None:
    path = write_item_schema(tmp_path)
    assert path == tmp_path / "item.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == item_schema()
    assert path.read_text(encoding="utf-8").endswith("}\n")
