"""The Pythons that a question is about, in words."""

from .item import AppliesTo
from .language import later, tr

_BUILDS = {
    "gil": later("the usual build, which has the GIL"),
    "free-threaded": later("the free-threaded build"),
}


def pythons(applies_to: AppliesTo) -> str:
    """A sentence for the small print; empty where the question holds for every Python."""
    named = []
    if applies_to.python != "any":
        named.append(_versions(applies_to.python))
    if applies_to.build != "any":
        named.append(tr(_BUILDS[applies_to.build]))
    return tr("About {pythons}.").format(pythons=", ".join(named)) if named else ""


def _versions(versions: str) -> str:
    """One lower bound is said in words; anything else stands as in `requires-python`."""
    first = versions.removeprefix(">=")
    if first.replace(".", "").isdigit():
        return tr("Python {version} and later").format(version=first)
    return f"Python {versions}"
