"""A question with all its parts: prompt, rubric, hints, model answer, sources and samples.

These are the shapes of the files in `content/`. Patterns stay text here; `rubric` compiles them.
"""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from .grade import Band, Frozen

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
MAX_PATTERN_CHARS = 500
Pattern = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_PATTERN_CHARS, strip_whitespace=True)
]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=1800, strip_whitespace=True)]
Patterns = Annotated[tuple[Pattern, ...], Field(max_length=120)]
Synonyms = dict[Slug, Annotated[tuple[Pattern, ...], Field(min_length=1, max_length=200)]]
Rivals = tuple[tuple[Slug, Slug], ...]
_End = Annotated[tuple[Pattern, ...], Field(min_length=1, max_length=400)]


class Scale(Frozen):
    """Two opposites: to deny one end is to claim the other.

    Attributes:
        same: patterns of what its name says, such as "thread safe".
        opposite: patterns of the other end, such as "race condition".
    """

    same: _End
    opposite: _End


Scales = dict[Slug, Scale]


def _web_address(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("write the whole address, starting with https://")
    return text


WebAddress = Annotated[str, StringConstraints(max_length=300), AfterValidator(_web_address)]

_BOUND = r"(?:[<>]=?|[=!]=)3\.\d{1,3}"
_VERSION_RANGE = re.compile(rf"any|{_BOUND}(?:, ?{_BOUND})*")


def _version_range(text: str) -> str:
    if not _VERSION_RANGE.fullmatch(text):
        raise ValueError('write a range of versions, such as ">=3.12" or ">=3.9,<3.13", or any')
    return text


VersionRange = Annotated[str, StringConstraints(max_length=60), AfterValidator(_version_range)]


class Level(StrEnum):
    """Who would be asked this."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class Kind(StrEnum):
    """What the question wants from the learner."""

    EXPLAIN = "explain"
    COMPARE = "compare"
    DEBUG_THIS_CODE = "debug-this-code"
    PREDICT_OUTPUT = "predict-output"
    WHEN_WOULD_YOU = "when-would-you"
    DESIGN = "design"


class Skill(StrEnum):
    """What meeting a criterion shows."""

    DEFINITION = "definition"
    MECHANISM = "mechanism"
    CONSEQUENCE = "consequence"
    REMEDY = "remedy"
    NUANCE = "nuance"


class AppliesTo(Frozen):
    """The Pythons for which the item holds.

    Attributes:
        python: a range of its versions, or "any".
    """

    python: VersionRange = "any"
    build: Literal["gil", "free-threaded", "any"] = "any"


class Source(Frozen):
    """Where a learner can read more."""

    title: Sentence
    url: WebAddress


class FollowUp(Frozen):
    """A further question on one criterion. Without patterns it has those of the criterion."""

    ask: Sentence
    say: Sentence
    any: Patterns = ()
    close: Patterns = ()
    turned: Patterns = ()

    def narrow(self, criterion: "Criterion") -> "Criterion":
        """The criterion as a reply to this question has to meet it."""
        patterns = self if self.any else criterion
        return criterion.model_copy(
            update={
                "say": self.say,
                "any": patterns.any,
                "close": patterns.close,
                "turned": patterns.turned,
            }
        )


class Criterion(Frozen):
    """One idea that an answer should carry.

    Attributes:
        say: the idea as a sentence: shown as feedback, and the criterion's own test.
        any: patterns of which one earns the whole weight.
        close: patterns that earn half of it.
        turned: patterns of the idea turned round, such as who shares and who doesn't exchanged:
            a sentence that claims one earns nothing, and takes back what others earn. The words of
            a phrase stand side by side.
    """

    id: Slug
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    say: Sentence
    skill: Skill
    any: Annotated[Patterns, Field(min_length=1)]
    close: Patterns = ()
    turned: Patterns = ()
    hint: Sentence | None = None
    follow_up: FollowUp | None = None


class Misconception(Frozen):
    """Something learners wrongly say, as it stands in the shared catalogue.

    Attributes:
        say: the correction, shown to the learner.
        asked: patterns that are tried only in answers to questions that list it: they would take
            too much for it where something else is talked of.
        unless: what shows, anywhere in a text, that its writer knows better.
        cap: the score of an answer that says it can't be higher, when the item lists it.
        penalty: taken from the score instead of a cap.
    """

    id: Slug
    say: Sentence
    any: Annotated[Patterns, Field(min_length=1)]
    asked: Patterns = ()
    unless: Patterns = ()
    source: Source
    cap: Annotated[float, Field(ge=0, le=1)] | None = None
    penalty: Annotated[float, Field(ge=0, le=1)] = 0.0
    demo: str | None = None
    flagged: tuple[Sentence, ...] = ()
    not_flagged: tuple[Sentence, ...] = ()


class MisconceptionUse(Frozen):
    """An item's use of a catalogue entry with its own price."""

    use: Slug
    cap: Annotated[float, Field(ge=0, le=1)] | None = None
    penalty: Annotated[float, Field(ge=0, le=1)] | None = None


def _form_of(use: object) -> str:
    return "id alone" if isinstance(use, str) else "with a price"


AttachedMisconception = Annotated[
    Annotated[Slug, Tag("id alone")] | Annotated[MisconceptionUse, Tag("with a price")],
    Discriminator(_form_of),
]


class Sample(Frozen):
    """An answer with the result a fair interviewer would give: the rubric's test.

    Attributes:
        score: 0..1; the grade may differ by a band's width. Give this or `band`.
        held_back: never looked at while tuning the patterns; reported apart.
    """

    text: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    band: Band | None = None
    kind: Slug
    held_back: bool = False

    @model_validator(mode="after")
    def _one_expectation(self) -> Self:
        if (self.score is None) == (self.band is None):
            raise ValueError("give either `score` or `band`")
        return self


class Code(Frozen):
    """Code that belongs to the prompt, run by the tests.

    Attributes:
        prints: what it prints, exactly.
        python: the versions for which that holds.
    """

    text: Annotated[str, StringConstraints(max_length=1200)]
    prints: str | None = None
    python: VersionRange = "any"


class Item(Frozen):
    """A question with all its parts.

    Attributes:
        related: ids of questions whose right answers say much of what this one asks for.
    """

    id: Slug
    topic: Slug
    level: Level
    kind: Kind
    title: Annotated[str, StringConstraints(min_length=1, max_length=45, strip_whitespace=True)]
    prompt: Annotated[str, StringConstraints(min_length=10, max_length=600, strip_whitespace=True)]
    code: Code | None = None
    applies_to: AppliesTo = AppliesTo()
    synonyms: Synonyms = Field(default_factory=dict)
    required: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=6)]
    bonus: Annotated[tuple[Criterion, ...], Field(max_length=6)] = ()
    misconceptions: Annotated[tuple[AttachedMisconception, ...], Field(max_length=10)] = ()
    hints: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=3)]
    model_answer: Paragraph
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]
    demo: Slug | None = None
    related: Annotated[tuple[Slug, ...], Field(max_length=12)] = ()
    tags: Annotated[tuple[Slug, ...], Field(max_length=10)] = ()
    samples: Annotated[tuple[Sample, ...], Field(max_length=200)] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f"two criteria are called “{one}”; give each its own id")
        return self

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, required ones first."""
        return self.required + self.bonus

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id.

        Raises:
            KeyError: the item has no such criterion.
        """
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


class Topic(Frozen):
    """A chapter of the pack."""

    id: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class PackInfo(Frozen):
    """The head of a pack: `pack.yaml`."""

    id: Slug
    title: Sentence
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    licence: str
    authors: Annotated[tuple[str, ...], Field(min_length=1)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=40)]
