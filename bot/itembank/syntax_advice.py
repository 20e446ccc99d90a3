"""What is wrong where YAML stops, in words of somebody who writes rubrics rather than YAML.

The parser names the rule of its grammar that failed. Nearly always the cause is a text that needs
quotes, so the line is looked at again for that.
"""

import re

import yaml

from .source_text import Problem, SourceText

_SIGNS = "@`%*&!|>"
_IN_QUOTES = "put quotes around the whole text"
_CLOSING = {"[": "]", "{": "}"}
# A line up to its value: indentation, dashes, a key.
_VALUE = re.compile(r"\s*(?:-\s+)*(?:[\w.-]+:\s+)?(?=(\S))")


def advise(text: SourceText, error: yaml.MarkedYAMLError) -> Problem:
    """The problem behind a syntax error, at the place where the author has to change something."""
    problem, context = error.problem or "", error.context or ""
    index = error.problem_mark.index if error.problem_mark else 0
    opened = error.context_mark.index if error.context_mark else index
    sign, opening = text.text[index : index + 1], text.text[opened : opened + 1]
    if "quoted scalar" in context:
        return _in_quoted(opened, index, problem)
    if "block scalar" in context:
        return Problem(opened, _needs_quotes(opening))
    if "flow" in context and opening in _CLOSING:
        return _in_brackets(text, opened, index)
    if not text.text[index:].strip():
        return Problem(index, "the file ends too early; close what was opened last")
    if sign == "\t":
        return Problem(index, "a tab can't indent; use spaces")
    if "token" in problem and sign in _SIGNS:
        return Problem(index, _needs_quotes(sign))
    if "mapping values" in problem:
        return Problem(
            index, f"this colon can't start a value here; {_IN_QUOTES}, or indent as the line above"
        )
    return _out_of_line(text, index, opened, context)


def _in_quoted(opened: int, index: int, problem: str) -> Problem:
    # libyaml spells it "hexdecimal", PyYAML "hexadecimal".
    if "escape" in problem or "decimal" in problem:
        return Problem(
            index, "this escape is unknown; write `\\\\` for one backslash, or use single quotes"
        )
    return Problem(opened, "this quote is never closed; end the text with the same quote")


def _in_brackets(text: SourceText, opened: int, index: int) -> Problem:
    bracket = text.text[opened]
    closing = _CLOSING[bracket]
    if not text.text[index:].strip():
        return Problem(opened, f"this `{bracket}` is never closed; write `{closing}`")
    return Problem(
        index,
        f"after `{bracket}` a `,` or `{closing}` is expected here; "
        "put quotes around an entry that holds such signs",
    )


def _needs_quotes(sign: str) -> str:
    return f"a text that starts with `{sign}` needs quotes; {_IN_QUOTES}, such as '{sign}…'"


def _out_of_line(text: SourceText, index: int, opened: int, context: str) -> Problem:
    """Something follows a value that was over, or a line stands in the wrong column."""
    line, before = text.line_at(index)
    value = _VALUE.match(line)
    if value is not None and value.end() < before:
        sign, start = value[1], index - before + value.end()
        if sign in "\"'":
            return Problem(
                start,
                "the text goes on after its closing quote; put the other quotes around all of it",
            )
        if sign in _SIGNS:
            return Problem(start, _needs_quotes(sign))
    if "simple key" in context:
        return Problem(
            opened, "this is neither `key: value` nor `- entry`; write it as one of them"
        )
    return Problem(
        index,
        "this does not fit the lines above; entries of one list or mapping start in one column",
    )
