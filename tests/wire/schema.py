"""Discord's own OpenAPI document, used to validate every body the bot sends.

`jsonschema-rs` decides (fast), `jsonschema` explains a failure (slow, only then). The document
is not part of the project: where it is absent `checked` is False and nothing is validated.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jsonschema_rs

    Error = Any  # jsonschema.ValidationError; the library carries no types

Json = dict[str, Any]

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_DOCUMENT = REPOSITORY.parent / "shared" / "data" / "discord-openapi.json"


def document_path() -> Path:
    """Return where the document should be: DISCORD_OPENAPI or beside the repository."""
    return Path(os.environ.get("DISCORD_OPENAPI") or DEFAULT_DOCUMENT)


class Schema:
    """Validators by route, made on first use."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or document_path()
        self._validators: dict[str, jsonschema_rs.Validator | None] = {}

    @property
    def checked(self) -> bool:
        """Whether bodies are validated at all."""
        return self._path.is_file()

    @cached_property
    def _document(self) -> Json:
        document: Json = json.loads(self._path.read_text(encoding="utf-8"))
        schemas = document["components"]["schemas"]
        # Discord takes numbers for ids, and discord.py sends attachments[].id as a number.
        strict = schemas["SnowflakeType"]
        schemas["SnowflakeType"] = {"anyOf": [strict, {"type": "integer", "minimum": 0}]}
        return document

    def body_schema(self, route: str) -> Json | None:
        """Return the schema of a route's JSON body, with all it refers to."""
        method, _, template = route.partition(" ")
        operation = self._document["paths"].get(template, {}).get(method.lower())
        if operation is None or "requestBody" not in operation:
            return None
        body = operation["requestBody"]["content"].get("application/json")
        if body is None:
            return None
        return {**body["schema"], "components": self._document["components"]}

    def answer_schema(self, route: str, status: int) -> Json | None:
        """Return the schema of what Discord answers, to compare the loopback with it."""
        method, _, template = route.partition(" ")
        operation = self._document["paths"].get(template, {}).get(method.lower(), {})
        answer = operation.get("responses", {}).get(str(status), {}).get("content", {})
        if "application/json" not in answer:
            return None
        schema = answer["application/json"]["schema"]
        return {**schema, "components": self._document["components"]}

    def explain_answer(self, route: str, status: int, body: Any) -> str | None:
        """Return why an answer is not what Discord documents, or None if it is."""
        schema = self.answer_schema(route, status) if self.checked else None
        validator = self._compile(schema)
        if validator is None or validator.is_valid(body):
            return None
        return _explanation(schema or {}, body)

    def explain(self, route: str, body: Any) -> str | None:
        """Return why a body is not valid for its route, or None if it is."""
        if not self.checked:
            return None
        if route not in self._validators:
            self._validators[route] = self._compile(self.body_schema(route))
        validator = self._validators[route]
        if validator is None or validator.is_valid(body):
            return None
        return _explanation(self.body_schema(route) or {}, body)

    @staticmethod
    def _compile(schema: Json | None) -> jsonschema_rs.Validator | None:
        import jsonschema_rs  # noqa: PLC0415 (a test extra, needed only beside the document)

        return None if schema is None else jsonschema_rs.Draft202012Validator(schema)


def _explanation(schema: Json, body: Any) -> str:
    import jsonschema  # type: ignore[import-untyped]  # noqa: PLC0415 (slow, for failures only)

    errors = jsonschema.Draft202012Validator(schema).iter_errors(body)
    found = [f"{error.json_path}: {_short(error)}" for error in _causes(errors)]
    return "; ".join(found[:3]) or "not valid"


def _short(error: Error) -> str:
    text = str(error.message)
    return text if len(text) <= 200 else f"{text[:80]} ... {text[-100:]}"


def _causes(
    errors: Iterable[Error],
) -> Iterator[Error]:
    """Yield the errors behind failed unions: those of the branch whose `type` fits the data."""
    for error in errors:
        branches: dict[Any, list[Error]] = {}
        for inner in error.context or ():
            branches.setdefault(inner.schema_path[0], []).append(inner)
        fitting = [found for found in branches.values() if not any(map(_wrong_type, found))]
        if fitting:
            nearest = min(fitting, key=len)
            yield from _causes(nearest)
        else:
            yield error


def _wrong_type(error: Error) -> bool:
    """Whether an error says that the branch is for another kind of component or response."""
    path = list(error.relative_path)
    return (error.validator == "type" and not path) or path == ["type"]
