"""The JSON schema of an item's file, for editors that check and complete while one writes."""

import json
from pathlib import Path
from typing import Any

from ..domain.item import Item


def item_schema() -> dict[str, Any]:
    """The schema of `content/<pack>/items/<id>.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Item.model_json_schema(),
    }


def write_item_schema(content: Path) -> Path:
    """Write `item.schema.json` into the content directory; return its path."""
    path = content / "item.schema.json"
    path.write_text(json.dumps(item_schema(), indent=2) + "\n", encoding="utf-8")
    return path
