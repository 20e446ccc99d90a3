"""What pydantic finds, said so that an author knows what to write."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Sized
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ..domain.nearest import likely
from .source_text import Problem, short
from .yaml_source import Path, YamlSource

_MAX_LISTED = 12
_SENTENCES: Mapping[str, str] = {
    "string_too_long": "at most {max_length} characters are allowed, these are {given}; shorten it",
    "string_too_short": "this text is too short; at least {min_length} characters are needed",
    "too_long": "at most {max_length} entries are allowed, these are {given}; remove some",
    "too_short": "at least {min_length} entry is needed",
    "greater_than": "write a number above {gt:g}",
    "greater_than_equal": "write a number of at least {ge:g}",
    "less_than_equal": "write a number of at most {le:g}",
    "float_type": "write a number, such as 0.5",
    "float_parsing": "write a number, such as 0.5",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "tuple_type": "write a list here: one `- …` line for each entry",
    "dict_type": "write a mapping here: one `key: value` line for each key",
    "model_type": "write a mapping here: one `key: value` line for each key",
}


def explain(errors: Iterable[ErrorDetails], shape: object, source: YamlSource) -> list[Problem]:
    """The problems behind the errors of validating the data of a source against a type."""
    problems: list[Problem] = []
    missing: dict[Path, list[str]] = {}
    meant: set[Path] = set()
    for error in filter(_is_own_fault, errors):
        *parents, last = error["loc"] or ("",)
        parent = source.known(tuple(parents))
        key = f"entry {last + 1}" if isinstance(last, int) else last
        if error["type"] == "missing":
            missing.setdefault(parent, []).append(key)
        elif error["type"] == "extra_forbidden":
            known = _fields_at(shape, parents)
            meant.add((*parent, likely(key, known) or ""))
            sentence = f"unknown key {short(key)}{suggest(key, known)}"
            problems.append(Problem(source.index(error["loc"], key=True), sentence))
        else:
            index = source.index(error["loc"], key=last == "[key]")
            problems.append(Problem(index, _sentence(error)))
    for parent, keys in missing.items():
        if left := [short(key) for key in keys if (*parent, key) not in meant]:
            verb = "is" if len(left) == 1 else "are"
            problems.append(Problem(source.index(parent), f"{', '.join(left)} {verb} missing here"))
    return problems


def _is_own_fault(error: ErrorDetails) -> bool:
    """Entries that are wrong are not counted, so a list of them seems too short as well."""
    return error["type"] != "too_short" or len(error["input"]) < error["ctx"]["min_length"]


def suggest(name: str, known: Collection[str]) -> str:
    """The end of a sentence about an unknown name: what was probably meant, or what there is."""
    if meant := likely(name, known):
        return f"; did you mean {short(meant)}?"
    if not known:
        return "; none is defined"
    listed = ", ".join(short(one) for one in list(known)[:_MAX_LISTED])
    return f"; write {listed}{', …' if len(known) > _MAX_LISTED else ''}"


def _sentence(error: ErrorDetails) -> str:
    value = error["input"]
    given = len(value) if isinstance(value, Sized) else 0
    context: dict[str, Any] = {**error.get("ctx", {}), "given": given}
    match error["type"]:
        case "string_type":
            return _not_text(value)
        case "string_too_short" if not value.strip():
            return _not_text(None)
        case "enum" | "literal_error":
            # pydantic gives the choices as one text: 'gil', 'free-threaded' or 'any'
            choices = context["expected"].split("'")[1::2]
            return f"{short(str(value))} is none of the choices{suggest(str(value), choices)}"
        case "string_pattern_mismatch" if r"\d" in context["pattern"]:
            return "write three numbers, such as 0.1.0"
        case "string_pattern_mismatch":
            return "write small letters, digits and single hyphens, such as `what-is-the-gil`"
        case "value_error":
            return str(context["error"])
        case kind:
            return _SENTENCES[kind].format(**context) if kind in _SENTENCES else error["msg"]


def _not_text(value: object) -> str:
    if value is None:
        return "a text is missing here"
    if isinstance(value, dict):
        return "this is a mapping, not a text; put quotes around a text with a colon in it"
    if isinstance(value, list):
        return "this is a list, not a text; put quotes around a text that starts with `[`"
    kind = "true or false" if isinstance(value, bool) else "a number"
    return f"this is {kind}, not a text; put quotes around it"


def _fields_at(shape: object, path: Sequence[int | str]) -> tuple[str, ...]:
    """The keys that the type `shape` allows at a path."""
    model = next(_models_in(shape), None)
    for part in path:
        field = model.model_fields.get(str(part)) if model else None
        if field is not None:
            model = next(_models_in(field.annotation), None)
    return tuple(model.model_fields) if model else ()


def _models_in(shape: object) -> Iterator[type[BaseModel]]:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        yield shape
    for part in get_args(shape):
        yield from _models_in(part)
