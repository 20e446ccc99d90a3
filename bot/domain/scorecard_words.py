"""A scorecard in words: for cards, the terminal, the report and the alt text of the picture."""

from collections.abc import Iterator, Mapping, Sequence

from .certainty import in_words
from .interview_plan import Plan, Style
from .item import Skill
from .language import later, tr, tr_count
from .scorecard import Part, Scorecard

_SKILLS: Mapping[Skill, str] = {
    Skill.DEFINITION: later("What it is"),
    Skill.MECHANISM: later("How it works"),
    Skill.CONSEQUENCE: later("What follows"),
    Skill.REMEDY: later("What to do"),
    Skill.NUANCE: later("Where its limits are"),
}
_NEAR = 2
_BAR = 20
_NAME = 28


def headline(scorecard: Scorecard) -> str:
    """The result in a few words."""
    if scorecard.points is None:
        return tr("Nothing to score")
    return tr("{points} / 100").format(points=scorecard.points)


def verdict(scorecard: Scorecard) -> str:
    """How an interviewer would put it."""
    points = scorecard.points
    if points is None:
        return tr("No answer was graded, so there is nothing to say about it yet.")
    if points >= 80:  # noqa: PLR2004 - the bands of docs/grading.md
        return tr("You would have convinced me.")
    if points >= 60:  # noqa: PLR2004
        return tr("A solid interview with some gaps.")
    if points >= 40:  # noqa: PLR2004
        return tr("The ground is there; much is still to be built on it.")
    return tr("It is early days. The list below says where to begin.")


def plan_in_words(plan: Plan, topic: str | None) -> str:
    """What kind of interview it was.

    Args:
        topic: title of the only topic, if there was one.
    """
    style = tr("strict") if plan.style is Style.STRICT else tr("friendly")
    parts = [style, plan.level.capitalize() if plan.level else "", topic or ""]
    return " · ".join(part for part in parts if part)


def course(scorecard: Scorecard) -> str:
    """How many questions were answered, and what became of the others."""
    done = scorecard.answered + scorecard.skipped + scorecard.ungraded
    counts = (
        (tr("{count} answered"), scorecard.answered, True),
        (tr("{count} skipped (worth 0)"), scorecard.skipped, False),
        (tr("{count} that I could not grade"), scorecard.ungraded, False),
        (tr("{count} not reached"), scorecard.planned - done, False),
    )
    shown = [text.format(count=count) for text, count, always in counts if count or always]
    return ", ".join(shown)


def details(scorecard: Scorecard) -> Iterator[str]:
    """What else was counted: follow-ups, hints, and how certain the learner was."""
    if scorecard.replied:
        yield tr("Follow-ups: {well} of {count} answered well").format(
            well=scorecard.replied_well, count=scorecard.replied
        )
    if scorecard.hints:
        cost = tr_count(
            "{count} point less on the leaderboard",
            "{count} points less on the leaderboard",
            scorecard.hint_points,
        )
        paid = ", " + cost.format(count=scorecard.hint_points) if scorecard.hint_points else ""
        yield tr("Hints: {taken} taken").format(taken=scorecard.hints) + paid
    yield from map(in_words, scorecard.calibration)


def skill_word(skill: str) -> str:
    """A skill as learners read it."""
    return tr(_SKILLS[Skill(skill)])


def comparison(scorecard: Scorecard) -> str:
    """Beside the learner's earlier interviews; "" where there are none."""
    if scorecard.points is None or not scorecard.previous:
        return ""
    last = scorecard.previous[0].points
    gained = scorecard.points - last
    if abs(gained) <= _NEAR:
        said = tr("About as last time ({last}).")
    elif gained > 0:
        said = tr("{gained} points better than last time ({last}).")
    else:
        said = tr("{gained} points below last time ({last}).")
    best = max(past.points for past in scorecard.previous)
    record = " " + tr("Your best so far.") if scorecard.points > best else ""
    return said.format(gained=abs(gained), last=last) + record


def bars(parts: Sequence[Part]) -> str:
    """Parts as lines of equal width: a name, a bar, a percentage."""
    width = min(_NAME, max(len(part.name) for part in parts))
    return "\n".join(
        f"{_fitted(part.name, width)} {_bar(part.share)} {round(100 * part.share):>3} %"
        for part in parts
    )


def skills_named(scorecard: Scorecard) -> Sequence[Part]:
    """The skills under the names that learners read."""
    return [part.model_copy(update={"name": skill_word(part.name)}) for part in scorecard.skills]


def alt_text(scorecard: Scorecard) -> str:
    """What the picture shows."""
    told = [tr("Scorecard of a mock interview: {headline}.").format(headline=headline(scorecard))]
    for label, parts in (
        (tr("By topic"), scorecard.topics),
        (tr("By skill"), skills_named(scorecard)),
    ):
        shares = ", ".join(f"{part.name} {round(100 * part.share)} %" for part in parts)
        told.append(f"{label}: {shares}." if shares else "")
    told.append(comparison(scorecard))
    return " ".join(part for part in told if part)


def _fitted(name: str, width: int) -> str:
    return name.ljust(width) if len(name) <= width else name[: width - 1] + "…"


def _bar(share: float) -> str:
    full = round(_BAR * share)
    return "█" * full + "░" * (_BAR - full)
