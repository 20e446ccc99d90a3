"""An item tested against itself: its own sentences and patterns, and what else earns its points."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ..domain.bank import Bank
from ..domain.calibration import GOOD_FROM
from ..domain.grade import Grade, Mark, Status
from ..domain.grading import Grader
from ..domain.item import Criterion, Item, Sample
from ..domain.pattern import Word, parse
from .finding import Finding, Kind, Severity, outcome
from .source_text import short
from .yaml_source import Path

_LOOSE_SHARE = 0.1
_TOO_LOOSE = 0.75
_SMALL_PART = 0.5
_MOST_GOOD = 20
_MOST_GOOD_IN_ALL = 160
"""Enough to tell a share of a twentieth; so that the check grows with the questions, not faster."""

_EARNED = frozenset({Status.MET, Status.CLOSE})


def check_own_sentences(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """Each `say` earns its criterion, its denial does not, the model answer earns everything."""
    for path, criterion in criteria_of(item):
        said = _mark(grader.grade(item.id, criterion.say), criterion)
        if said is None or said.status is not Status.MET:
            yield _self_test(item, (*path, "say"), "no pattern here matches this sentence")
        denial = f"It is not true that {criterion.say[0].lower()}{criterion.say[1:]}"
        denied = _mark(grader.grade(item.id, denial), criterion)
        if denied is not None and denied.status in _EARNED:
            yield _self_test(
                item,
                (*path, "say"),
                f"“It is not true that” before this still earns it, by {_pattern(denied)}",
            )
    grade = grader.grade(item.id, item.model_answer)
    if grade.score != 1.0:
        got = outcome(item, grade)
        yield _self_test(item, ("model_answer",), f"the model answer should score 1.0, got {got}")


def check_overlap(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """The `say` of one criterion does not meet another; alternatives are reached, and first so."""
    for path, criterion in criteria_of(item):
        grade = grader.grade(item.id, criterion.say)
        for _other_path, other in criteria_of(item):
            mark = _mark(grade, other)
            if other.id != criterion.id and mark is not None and mark.status is Status.MET:
                yield Finding(
                    Kind.OVERLAP,
                    Severity.WARNING if _are_rivals(item, criterion, other) else Severity.NOTE,
                    item.id,
                    (*path, "say"),
                    f"this sentence meets `{other.id}` as well, by {_pattern(mark)}; "
                    "tell the two ideas apart",
                )
    yield from _unreached(item, grader)


def check_looseness(item: Item, bank: Bank, grader: Grader) -> Iterator[Finding]:
    """Right answers to other questions rarely earn a criterion, and one word is no proof."""
    others = [other for other in bank.items if other.id != item.id]
    marks = [grader.grade(item.id, text).marks for text in good_answers(others)]
    for number, (path, criterion) in enumerate(criteria_of(item)):
        met = [one[number] for one in marks if one and one[number].status is Status.MET]
        earned = len(met)
        if marks and earned > _LOOSE_SHARE * len(marks):
            most, _ = Counter(map(_pattern, met)).most_common(1)[0]
            yield Finding(
                Kind.LOOSENESS,
                Severity.WARNING if earned > _TOO_LOOSE * len(marks) else Severity.NOTE,
                item.id,
                path,
                f"{earned} of {len(marks)} right answers to other questions meet this too, "
                f"mostly by {most}",
            )
        for place, pattern in enumerate(criterion.any):
            if isinstance(parse(pattern), Word):
                yield Finding(
                    Kind.LOOSENESS,
                    Severity.WARNING,
                    item.id,
                    (*path, "any", place),
                    "one word proves no understanding; add what is said of it",
                )


def check_hints(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """A hint that is typed as an answer earns no required criterion."""
    hints: list[tuple[Path, str | None]] = [
        *((("hints", place), hint) for place, hint in enumerate(item.hints)),
        *(((*path, "hint"), criterion.hint) for path, criterion in criteria_of(item)),
    ]
    for path, hint in hints:
        for mark in grader.grade(item.id, hint or "").marks[: len(item.required)]:
            if mark.status is Status.MET:
                yield Finding(
                    Kind.LOOSENESS,
                    Severity.WARNING,
                    item.id,
                    path,
                    f"this hint meets `{mark.criterion}`, by {_pattern(mark)}: "
                    "it tells too much, or the pattern is loose",
                )


def _are_rivals(item: Item, one: Criterion, other: Criterion) -> bool:
    """Whether two criteria weigh alike, so that one sentence must not earn both."""
    both_required = one in item.required and other in item.required
    return both_required and other.weight > _SMALL_PART * one.weight


def criteria_of(item: Item) -> Iterator[tuple[Path, Criterion]]:
    """All criteria with the path of each."""
    for place, criterion in enumerate(item.required):
        yield ("required", place), criterion
    for place, criterion in enumerate(item.bonus):
        yield ("bonus", place), criterion


def good_answers(items: Sequence[Item]) -> list[str]:
    """Model answers and good samples, as many of each item: enough to see what passes elsewhere."""
    each = min(_MOST_GOOD, _MOST_GOOD_IN_ALL // max(1, len(items)))
    samples = [[sample.text for sample in item.samples if is_good(sample)][:each] for item in items]
    return [*(item.model_answer for item in items), *chain.from_iterable(samples)]


def check_related(item: Item, bank: Bank, _: Grader) -> Iterator[Finding]:
    """The related questions exist, and are others."""
    known = {other.id for other in bank.items} - {item.id}
    for place, name in enumerate(item.related):
        if name not in known:
            sentence = f"there is no other question `{name}`"
            yield _self_test(item, ("related", place), sentence)


def is_good(sample: Sample) -> bool:
    """Whether a sample is a good answer."""
    return (sample.score or 0) >= GOOD_FROM or sample.band in {"good", "excellent"}


def _unreached(item: Item, grader: Grader) -> Iterable[Finding]:
    texts = [item.model_answer, *(one.text for one in item.samples if not one.held_back)]
    texts += [criterion.say for criterion in item.criteria]
    reached_by = grader.reached(item.id, texts)
    for path, criterion in criteria_of(item):
        reached = reached_by[criterion.id]
        for place, (pattern, hits) in enumerate(zip(criterion.any, reached, strict=True)):
            earlier = set().union(*reached[:place])
            if not hits or hits <= earlier:
                yield Finding(
                    Kind.OVERLAP,
                    Severity.NOTE,
                    item.id,
                    (*path, "any", place),
                    f"no sample needs {short(pattern)}: patterns above it match the same ones"
                    if hits
                    else f"no sample matches {short(pattern)}",
                )


def _mark(grade: Grade, criterion: Criterion) -> Mark | None:
    """The mark of a criterion, if the sentence could be graded at all."""
    return next((mark for mark in grade.marks if mark.criterion == criterion.id), None)


def _pattern(mark: Mark) -> str:
    return short(mark.pattern or "")


def _self_test(item: Item, path: Path, sentence: str) -> Finding:
    return Finding(Kind.SELF_TEST, Severity.ERROR, item.id, path, sentence)
