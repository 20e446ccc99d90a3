"""A pack that is as it should be, to break in tests."""

from pathlib import Path

ITEM = """\
id: what-is-it
topic: basics
level: junior
kind: explain
title: What is it?
prompt: What is it, and what does it mean for a program?
synonyms:
  engine:
    - interpreter
    - virtual machine
required:
  - id: one-at-a-time
    weight: 2
    say: Only one thread at a time runs.
    skill: definition
    any:
      - one @worker at a time
      - '@worker ... take turns'
    close:
      - "@engine & lock"
    hint: How many run at once?
    follow_up:
      ask: Since when?
      say: It was always so.
      any:
        - always
  - id: per-engine
    say: Each interpreter has its own.
    skill: nuance
    any: [each @engine, 'own ... @engine']
bonus:
  - id: released
    weight: 0.5
    say: It is let go while waiting.
    skill: mechanism
    any:
      - let go
misconceptions:
  - is-gone
  - use: is-safe
    cap: 0.3
hints:
  - Think of turns.
model_answer: |
  Only one thread at a time runs, and each interpreter has its own lock.
sources:
  - title: Glossary
    url: https://docs.python.org/3/glossary.html
samples:
  - text: One thread at a time runs.
    score: 0.6
    kind: terse
  - text: Don't know.
    band: poor
    kind: terse
"""

LESSON = """\
topic: basics
title: One at a time
text: |
  Who holds the lock runs.

  The others
  wait.
sources:
  - title: Glossary
    url: https://docs.python.org/3/glossary.html
demo: timeline
"""

PACK = """\
id: small
title: A small pack
version: 1.0.0
licence: MIT
authors:
  - Somebody
topics:
  - id: basics
    title: The basics
  - id: beyond
    title: Beyond
"""

SYNONYMS = """\
worker:
  - thread
  - (worker | runner)
lock:
  - lock
  - mutex
"""

RIVALS = """\
- [worker, lock]
"""

SCALES = """\
safe:
  same:
    - safe
  opposite:
    - race
    - need @lock
"""

MISCONCEPTIONS = """\
- id: is-gone
  say: It is still there.
  any:
    - NOT there any more
    - gone
  source:
    title: What's new
    url: https://docs.python.org/3/whatsnew/
  cap: 0.25
- id: is-safe
  say: It makes nothing safe.
  any:
    - '@worker & @safe'
  source:
    title: Glossary
    url: https://docs.python.org/3/glossary.html
  penalty: 0.2
"""


def write_content(folder: Path) -> Path:
    """Write the example as a content directory."""
    items = folder / "small" / "items"
    items.mkdir(parents=True)
    (items / "what-is-it.yaml").write_text(ITEM)
    (folder / "small" / "lessons").mkdir()
    (folder / "small" / "lessons" / "basics.yaml").write_text(LESSON)
    (folder / "small" / "pack.yaml").write_text(PACK)
    (folder / "synonyms.yaml").write_text(SYNONYMS)
    (folder / "rivals.yaml").write_text(RIVALS)
    (folder / "scales.yaml").write_text(SCALES)
    (folder / "misconceptions.yaml").write_text(MISCONCEPTIONS)
    return folder
