"""The content directory to the bank of items.

    content/synonyms.yaml         shared groups            content/<pack>/pack.yaml
    content/rivals.yaml           opposite roles           content/<pack>/items/<id>.yaml
    content/scales.yaml           opposites                content/<pack>/lessons/<topic>.yaml
    content/misconceptions.yaml   the catalogue
    content/beliefs.json          how misconceptions are worded, learnt by `bench.beliefs`

Shared files and lessons may be left out. Files are independent of each other as far as they can be,
so that the errors of all of them come at once.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from ..domain.bank import Bank, order_of_teaching
from ..domain.beliefs import Beliefs
from ..domain.collector import collector_paused
from ..domain.errors import ContentError
from ..domain.fault import Fault
from ..domain.item import Item, Misconception, PackInfo, Rivals, Scale
from ..domain.lesson import Lesson
from .loader import (
    References,
    read_item,
    read_lesson,
    read_misconceptions,
    read_pack_info,
    read_rivals,
    read_scales,
    read_synonyms,
)
from .source_text import Problem
from .yaml_source import MAX_BYTES, YamlSource, read_yaml

_SHARED_FILES = ("synonyms.yaml", "rivals.yaml", "scales.yaml", "misconceptions.yaml")
_VERSION_DIGITS = 12


@dataclass(frozen=True)
class _Shared:
    """What all packs share, and the SHA-256 of what it was read from."""

    synonyms: Mapping[str, tuple[str, ...]]
    rivals: Rivals
    scales: Mapping[str, Scale]
    misconceptions: Mapping[str, Misconception]
    beliefs: Beliefs
    digest: bytes


@dataclass(frozen=True)
class _Pack:
    """A pack, and the file of each of its items."""

    info: PackInfo
    items: tuple[Item, ...]
    lessons: tuple[Lesson, ...]
    sources: Mapping[str, YamlSource]


def find_content() -> Path:
    """The directory of the packs that come with this package.

    Raises:
        ContentError: the installation lacks them.
    """
    package = Path(__file__).resolve().parents[1]
    # In a wheel the packs lie inside the package, in a checkout beside it.
    for content in (package / "content", package.parent / "content"):
        if content.is_dir():
            return content
    fault = Fault(str(package), "the questions are missing; install the package again")
    raise ContentError(fault)


@collector_paused()
def load_bank(content: Path) -> Bank:
    """Read all packs of a content directory.

    Raises:
        ContentError: with all that is wrong with any of the files.
    """
    if (content / "pack.yaml").exists():
        above = _shown(content.resolve().parent)
        raise _refused(content, f"this is one pack; name its directory: {above}")
    shared = _load_shared(content)
    failures = _Failures()
    packs: list[_Pack] = []
    for folder in sorted(_pack_folders(content)):
        with failures.kept():
            packs.append(_load_pack(folder, shared))
    with failures.kept():
        _refuse_shared_ids(packs)
    if not any((content / name).exists() for name in _SHARED_FILES):
        failures.add_advice(
            content,
            f"none of {', '.join(_SHARED_FILES)} is here; "
            "groups and misconceptions that packs share have to be copied with them",
        )
    failures.raise_all()
    if not packs:
        raise _refused(content, "there is no pack here; a pack is a folder with a pack.yaml")
    sources = {item_id: source for pack in packs for item_id, source in pack.sources.items()}
    return Bank(
        packs=tuple(pack.info for pack in packs),
        items=tuple(item for pack in packs for item in pack.items),
        synonyms=shared.synonyms,
        rivals=shared.rivals,
        scales=shared.scales,
        misconceptions=shared.misconceptions,
        beliefs=shared.beliefs,
        versions={item_id: _version(source, shared) for item_id, source in sources.items()},
        # Of a topic that packs share the first one's lesson is taught, as its title is shown.
        lessons={one.topic: one for pack in reversed(packs) for one in pack.lessons},
    )


def source_of(content: Path, subject: str) -> YamlSource:
    """The file of an item, of the head of a pack or of the catalogue, for the places of its parts.

    Args:
        subject: the item's id, `<pack>/pack`, or `misconceptions`.

    Raises:
        ContentError: the directory has no such file.
    """
    return _read(next(content.glob(f"*/items/{subject}.yaml"), content / f"{subject}.yaml"))


class _Failures:
    """The errors of files that are read one after the other."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep a ContentError for later."""
        try:
            yield
        except ContentError as error:
            self._faults += error.faults

    def add_advice(self, path: Path, sentence: str) -> None:
        """Say something about the errors, if there are any."""
        if self._faults:
            self._faults.append(Fault(_shown(path), sentence))

    def raise_all(self) -> None:
        """Raise one ContentError with all that were kept, if any was."""
        if self._faults:
            raise ContentError(*self._faults)


def _load_shared(content: Path) -> _Shared:
    synonyms, rivals, scales, misconceptions = sources = tuple(
        _read(content / name, optional=True) for name in _SHARED_FILES
    )
    groups = read_synonyms(synonyms)
    failures = _Failures()
    with failures.kept():
        pairs = read_rivals(rivals, groups)
    with failures.kept():
        opposites = read_scales(scales, groups)
        catalogue = read_misconceptions(misconceptions, {*groups, *opposites})
    with failures.kept():
        beliefs, learnt = _load_beliefs(content / "beliefs.json")
    failures.raise_all()
    texts = [*(source.text.text for source in sources), learnt]
    return _Shared(
        synonyms=groups,
        rivals=pairs,
        scales=opposites,
        misconceptions={entry.id: entry for entry in catalogue},
        beliefs=beliefs,
        digest=sha256("\0".join(texts).encode()).digest(),
    )


def _load_beliefs(path: Path) -> tuple[Beliefs, str]:
    """What was learnt, and its text; nothing if there is no such file."""
    if not path.exists():
        return Beliefs(), ""
    try:
        text = path.read_text(encoding="utf-8")
        return Beliefs.model_validate_json(text), text
    except (OSError, UnicodeDecodeError, ValidationError):
        advice = "bring it back, or remove it and run `python -m bench.beliefs --write`"
        raise _refused(path, f"the file can't be read; {advice}", at_start=True) from None


def _pack_folders(content: Path) -> Iterator[Path]:
    if content.is_file():
        raise _refused(content, "this is a file; name the folder of its pack's folder")
    if not content.is_dir():
        raise _refused(content, "there is no such directory")
    for folder in content.iterdir():
        if (folder / "pack.yaml").exists() or (folder / "items").is_dir():
            yield folder


def _load_pack(folder: Path, shared: _Shared) -> _Pack:
    info = read_pack_info(_read(folder / "pack.yaml"), folder=folder.name)
    references = References(
        topics=tuple(topic.id for topic in info.topics),
        misconceptions=shared.misconceptions,
        groups={*shared.synonyms, *shared.scales},
    )
    failures = _Failures()
    items: list[Item] = []
    sources: dict[str, YamlSource] = {}
    for path in _yaml_files(folder / "items"):
        with failures.kept():
            source = _read(path)
            item = read_item(source, references, stem=path.stem)
            items.append(item)
            sources[item.id] = source
    lessons: list[Lesson] = []
    for path in _yaml_files(folder / "lessons"):
        with failures.kept():
            lessons.append(read_lesson(_read(path), references.topics, stem=path.stem))
    failures.raise_all()
    if not items:
        raise _refused(folder, "there is no question in items/*.yaml")
    return _Pack(info, order_of_teaching(items, info.topics), tuple(lessons), sources)


def _yaml_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("[!.]*.y*ml"))
    for path in files:
        if path.suffix != ".yaml":
            raise _refused(path, f"name the file {path.stem}.yaml", at_start=True)
    return files


def _refuse_shared_ids(packs: list[_Pack]) -> None:
    """Ids of items are unique over all packs, because learners' histories refer to them."""
    seen: dict[str, YamlSource] = {}
    failures = _Failures()
    for pack in packs:
        for item_id, source in pack.sources.items():
            first = seen.setdefault(item_id, source)
            if first is not source:
                sentence = f"{first.text.name} has the id `{item_id}` too; rename one"
                problem = Problem(source.index(("id",)), sentence)
                with failures.kept():
                    raise source.text.error([problem])
    failures.raise_all()


def _read(path: Path, *, optional: bool = False) -> YamlSource:
    name = _shown(path)
    if optional and not path.exists():
        return read_yaml(name, b"")
    if not path.is_file():
        raise _refused(path, "there is no such file; add it", at_start=True)
    try:
        with path.open("rb") as file:
            return read_yaml(name, file.read(MAX_BYTES + 1))
    except OSError as error:
        sentence = f"the file can't be read: {error.strerror}"
        raise _refused(path, sentence, at_start=True) from None


def _refused(path: Path, sentence: str, *, at_start: bool = False) -> ContentError:
    """An error about a directory, or about a file, which editors open at its start."""
    return ContentError(Fault(_shown(path), sentence, *((1, 1) if at_start else ())))


def _shown(path: Path) -> str:
    """The path as an author would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _version(source: YamlSource, shared: _Shared) -> str:
    return sha256(shared.digest + source.text.text.encode()).hexdigest()[:_VERSION_DIGITS]
