"""What the loopback writes down: each REST call, each problem, each planned fault.

A problem is anything Discord would refuse or the harness does not know. Tests must either have
none or take the ones they expect (`World.take_problems`).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]


@dataclass(slots=True)
class Request:
    """One REST call of the bot."""

    at_s: float
    """Seconds since 1970."""
    method: str
    path: str
    route: str
    """Method and template as Discord's document writes them, or "" if there is none."""
    body: Any
    """The JSON body (of a multipart call its payload_json); None without one."""
    files: Mapping[str, bytes]
    """Bytes sent, by form field: `files[0]`, ..."""
    query: Mapping[str, str]
    status: int = 0
    """The answer; 0 while there is none."""
    answer: Any = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the bot did that Discord would refuse, or the harness cannot answer."""

    kind: str
    """"schema", "rule", "payload", "life cycle", "unknown route", "gateway", ..."""
    route: str
    detail: str

    def __str__(self) -> str:
        """Return one line for a failure report."""
        return f"[{self.kind}] {self.route}: {self.detail}"


@dataclass(slots=True)
class Fault:
    """A planned misbehaviour of Discord on the next calls whose route contains a fragment."""

    fragment: str
    times: int = 1
    status: int = 500
    """429 answers as Discord's rate limiter does; 0 never answers until `release` is set."""
    code: int = 0
    retry_after_s: float = 0.2
    applied: bool = False
    """Do what was asked, then lose the answer: the retry meets its own first attempt."""
    hits: int = 0
    release: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def spent(self) -> bool:
        """Whether it has struck as often as planned."""
        return self.hits >= self.times


class ApiError(Exception):
    """An error answer of the REST API."""

    def __init__(self, status: int, code: int, message: str, *, problem: str = "") -> None:
        """Describe the answer; a non-empty `problem` names the kind to be reported."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.problem = problem
