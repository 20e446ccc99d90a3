"""Where sentences and clauses begin in a long run of words without punctuation.

A subject begins a clause: an article, a pronoun, or a noun with its verb, behind a word that can
end one. A capital begins a sentence, unless its word is a name or the word before it can't end one.
So does a "when" whose clause leads up to another subject. Other subjects begin none: people put a
comma before them as often as a full stop, and to part what belongs together does more harm than a
stop that is missing.
"""

from collections.abc import Iterator, Sequence

from .english import (
    AUXILIARIES,
    CLAIMING_VERBS,
    DETERMINERS,
    FINISHED,
    FUNCTION_WORDS,
    LEADING,
    NAMES,
    PRONOUNS,
    SUBJECTS_OR_OBJECTS,
    UNFINISHED,
)

_SHORTEST_SENTENCE = 3
_LED_WITHIN = 7
_LONGEST_CONDITION = 6
_LONGEST_REPLY = 5
_LONE_ARTICLE = "A"
_NO_WORD = ""

_ASKING = frozenset("what why how when where who which whose whom really".split())
"""First words of questions that ask."""

_ANSWERING = frozenset("yes no nope not never sure only just because yeah yep depends".split())
"""First words of replies to what was asked."""

_OF_THE_TASK = frozenset("it they you i we my your the".split())
"""Subjects of questions that pose a case: "is it waiting?", "do my tasks wait?"."""


def is_condition(question: Sequence[str], reply: Sequence[str]) -> bool:
    """Whether a question poses a case and the next words say what then: "CPU? Processes, then".

    Args:
        reply: the words up to the next comma or full stop.
    """
    short = 0 < len(question) <= _LONGEST_CONDITION and 0 < len(reply) <= _LONGEST_REPLY
    if not short or reply[0] in _ANSWERING or question[0] in _ASKING:
        return False
    if question[0] in AUXILIARIES:
        bare = AUXILIARIES.isdisjoint(reply) and CLAIMING_VERBS.isdisjoint(reply)
        return bare and len(question) > 1 and question[1] in _OF_THE_TASK
    return PRONOUNS.isdisjoint(reply) and SUBJECTS_OR_OBJECTS.isdisjoint(reply)


def sentence_starts(words: Sequence[str], written: Sequence[str]) -> Iterator[int]:
    """Which words of a run begin a sentence, but for the first.

    Args:
        words: as they are read.
        written: what was typed for each of them, with all that stands between it and the one
            before.
    """
    start, subjects = 0, {*clause_starts(words)}
    for at in range(_SHORTEST_SENTENCE, len(words)):
        if at - start < _SHORTEST_SENTENCE or words[at - 1] in UNFINISHED:
            continue
        leads = words[at] in LEADING and not subjects.isdisjoint(
            range(at + _SHORTEST_SENTENCE, at + _LED_WITHIN)
        )
        if leads or _has_capital(words, written, at):
            start = at
            yield at


def clause_starts(words: Sequence[str]) -> Iterator[int]:
    """Which words of a run begin a clause with a subject of its own, but for the first."""
    governed = False  # by an article or a preposition, so that no noun here is the subject
    for at, (word, follower) in enumerate(zip(words, [*words[1:], _NO_WORD], strict=True)):
        before = words[at - 1] if at else _NO_WORD
        if _ends_clause(before) and _is_subject(before, word, follower, governed=governed):
            yield at
        if word in FUNCTION_WORDS or word in CLAIMING_VERBS:
            governed = word in UNFINISHED


def _has_capital(words: Sequence[str], written: Sequence[str], at: int) -> bool:
    """Whether the capital of a word says that a sentence begins."""
    here = written[at].lstrip()
    if here == written[at] or not here[0].isupper() or words[at] in PRONOUNS:
        return False
    if words[at - 1].isdigit() and words[at].endswith("s"):
        return False
    follower = words[at + 1] if at + 1 < len(words) else _NO_WORD
    if here == _LONE_ARTICLE:
        return len(follower) > 1 and not (follower in FUNCTION_WORDS or follower in CLAIMING_VERBS)
    if not here[1:].replace("'", "").islower() or written[at - 1].strip().istitle():
        return False
    return words[at] not in NAMES or follower in AUXILIARIES


def _ends_clause(word: str) -> bool:
    """Whether a clause can end with a word: one that claims nothing, or "it" and the like."""
    if word in FINISHED:
        return True
    idle = word in FUNCTION_WORDS or word in CLAIMING_VERBS or word.endswith("ing")
    return not idle and word != _NO_WORD


def _is_subject(before: str, word: str, follower: str, *, governed: bool) -> bool:
    """Whether a clause can begin with a word, given its neighbours."""
    if word in DETERMINERS or word in PRONOUNS:
        return True
    claims = follower in AUXILIARIES or follower in CLAIMING_VERBS
    if word in FUNCTION_WORDS:
        return claims and word in SUBJECTS_OR_OBJECTS
    if word in CLAIMING_VERBS:
        return False
    return claims if before in FINISHED else follower in AUXILIARIES and not governed
