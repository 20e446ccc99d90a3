"""The language of whoever is being served.

Texts stand in the code in English, inside `tr("...")`, and are their own keys, as gettext has it. A
front end says once, around all that it does for a member, whose language is spoken. What is said
there by any function is said in that language; where nobody says anything it is English.

A text has to be a literal, so that it can be collected; what varies is put in afterwards:
`tr("{count} hints").format(count=count)`. Texts in tables are marked by `later` and said by `tr`
when they are needed: who is served is not known before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

_spoken = ContextVar("_spoken", default=NullTranslations())  # noqa: B039 - never changed


def tr(text: str) -> str:
    """Say a text in the language that is spoken."""
    return _spoken.get().gettext(text)


def later(text: str) -> str:
    """Mark a text that stands in a table, to be said by `tr` when it is needed."""
    return text


def tr_count(one: str, many: str, count: int) -> str:
    """Say the text for that number: languages differ in how many forms they have."""
    return _spoken.get().ngettext(one, many, count)


@contextmanager
def speaking(language: NullTranslations) -> Iterator[None]:
    """Speak a language in this block, and in the tasks that it begins."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)
