"""The code of every question runs, on each Python found here, and does what the question says.

Code that prints is run as it is. Code that is part of something is put into a scene: what stands
before and behind it, so that what goes wrong by bad luck goes wrong each time.
COACH_TEST_PYTHONS lists paths of further interpreters; without it the names on the PATH are taken.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest
from packaging.specifiers import SpecifierSet

from bot.domain.item import Code, Item
from tests.shipped import shipped_bank

ITEMS = [item for item in shipped_bank().items if item.code]
NAMES = [f"python3.{minor}{kind}" for minor in range(9, 16) for kind in ("", "t")]
OLDEST = ">=3.9"
TIMEOUT_S = 60


class Scene(NamedTuple):
    """What stands around a piece of code, and what is printed then."""

    before: str
    after: str
    prints: str
    inside: str = ""


SCENES = {
    # The first one to load waits until a second one does, which it can as nothing is stored yet.
    "check-then-act": Scene(
        """
import threading
met = threading.Barrier(2, timeout=30)
def load(key):
    met.wait()
    return key
""",
        """
threads = [threading.Thread(target=get, args=("k",)) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print("loaded twice" if not met.broken else "loaded once")
""",
        "loaded twice\n",
    ),
    "condition-while-loop": Scene(
        """
import threading, time
condition, items, failed = threading.Condition(), [], []
threading.excepthook = lambda error: failed.append(error.exc_type.__name__)
""",
        """
consumers = [threading.Thread(target=consume) for _ in range(2)]
for t in consumers: t.start()
while len(condition._waiters) < 2: time.sleep(0.01)
with condition:
    items.append("one item")
    condition.notify_all()
for t in consumers: t.join()
print(failed)
""",
        "['IndexError']\n",
        inside="def consume():",
    ),
    # Each holds its first lock until both do.
    "deadlock-transfer": Scene(
        """
import threading
both = threading.Barrier(2, timeout=30)
held = threading.local()
stuck = []
class Lock:
    def __init__(self): self.lock = threading.Lock()
    def __enter__(self):
        if not self.lock.acquire(timeout=0.3):
            stuck.append(1)
            raise SystemExit
        if not hasattr(held, "first"):
            held.first = self
            both.wait()
    def __exit__(self, *error): self.lock.release()
class Account:
    def __init__(self): self.lock, self.balance = Lock(), 100
""",
        """
a, b = Account(), Account()
threads = [threading.Thread(target=transfer, args=(*pair, 1)) for pair in ((a, b), (b, a))]
for t in threads: t.start()
for t in threads: t.join()
print("stuck" if stuck else "fine")
""",
        "stuck\n",
    ),
    # No report asks for its parts before all of them stand in the queue.
    "nested-submit": Scene(
        """
import os, threading
from concurrent.futures import ThreadPoolExecutor, wait
queued = threading.Event()
class Customer:
    @property
    def parts(self):
        queued.wait()
        return [1, 2]
def fetch(part): return part
customers = [Customer() for _ in range(50)]
""",
        """
queued.set()
print(len(wait(reports, timeout=0.5).done), "of", len(reports), flush=True)
os._exit(0)
""",
        "0 of 50\n",
    ),
    "silent-future-errors": Scene(
        """
from concurrent.futures import ThreadPoolExecutor
paths, converted = range(4), []
def convert(path):
    if path % 2: raise ValueError(path)
    converted.append(path)
""",
        "print(len(converted), 'of', len(paths))",
        "done\n2 of 4\n",
    ),
    "blocking-the-loop": Scene(
        """
import asyncio, time
really, time.sleep = time.sleep, lambda _: really(0.3)
class bot:
    @staticmethod
    def command(): return lambda function: function
class Context:
    async def send(self, text): print(text)
""",
        """
async def ticks():
    late, last = 0, time.monotonic()
    for _ in range(20):
        await asyncio.sleep(0.01)
        late, last = max(late, time.monotonic() - last), time.monotonic()
    return late
async def main():
    ticking = asyncio.ensure_future(ticks())
    await asyncio.sleep(0.02)
    await report(Context())
    print("frozen" if await ticking > 0.25 else "fine")
asyncio.run(main())
""",
        "done\nfrozen\n",
    ),
}


@cache
def version(python: str) -> str | None:
    """The version of an interpreter, None where it is none that counts."""
    probe = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    done = subprocess.run([python, "-I", "-c", probe], capture_output=True, text=True, check=False)
    found = done.stdout.strip()
    return found if done.returncode == 0 and found in SpecifierSet(OLDEST) else None


def pythons() -> list[str]:
    listed = os.environ.get("COACH_TEST_PYTHONS")
    others = listed.split(os.pathsep) if listed else filter(None, map(shutil.which, NAMES))
    return list(dict.fromkeys([sys.executable, *filter(version, others)]))


def code_of(item: Item) -> Code:
    assert item.code is not None
    return item.code


def holds(code: Code, python: str) -> bool:
    """Whether what the code prints is said of this interpreter."""
    return code.python == "any" or (version(python) or "") in SpecifierSet(code.python)


def run(python: str, file: Path, code: str) -> str:
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [python, "-I", file], capture_output=True, text=True, timeout=TIMEOUT_S, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("python", pythons())
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_code_does_what_the_question_says(item: Item, python: str, tmp_path: Path) -> None:
    code = code_of(item)
    if not holds(code, python):
        pytest.skip(f"said of {code.python}")
    file = tmp_path / "code.py"
    if code.prints is not None:
        assert run(python, file, code.text) == code.prints
        return
    scene = SCENES[item.id]
    text = f"{scene.inside}\n{indent(code.text, '    ')}" if scene.inside else code.text
    assert run(python, file, f"{scene.before}\n{text}\n{scene.after}") == scene.prints


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_code_shows_well_on_a_phone(item: Item) -> None:
    assert max(map(len, code_of(item).text.splitlines())) <= 65
    assert len(code_of(item).text.splitlines()) <= 20


def test_every_scene_belongs_to_a_question() -> None:
    assert {item.id for item in ITEMS if code_of(item).prints is None} == SCENES.keys()


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_question_about_output_says_what_is_printed(item: Item) -> None:
    assert (code_of(item).prints is not None) == (item.kind == "predict-output")
