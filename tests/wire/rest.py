"""The REST side: every call is recorded, matched, checked, then carried out by a handler.

Answers carry `Content-Type: application/json` without a charset and a 429 carries `Via`, or
discord.py takes the answer for Cloudflare's.
"""

from __future__ import annotations

import json
import re
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from .record import ApiError, Fault, Request

if TYPE_CHECKING:
    from .schema import Schema
    from .world import World

Json = dict[str, Any]
API = "/api/v10"
OWN_CREDENTIALS = ("/webhooks/", "/interactions/")
TOO_MANY, UNAUTHORIZED, NOT_FOUND, NO_CONTENT = 429, 401, 404, 204


@dataclass(frozen=True, slots=True)
class Call:
    """A matched REST call, as handlers get it."""

    world: World
    request: Request
    params: Mapping[str, str]
    arrived_s: float
    """Monotonic time of arrival."""

    @property
    def body(self) -> Any:
        """The JSON body."""
        return self.request.body

    @property
    def files(self) -> Mapping[str, bytes]:
        """Uploads by form field."""
        return self.request.files

    def __getitem__(self, name: str) -> str:
        """Return a path parameter."""
        return self.params[name]


Answer = tuple[int, Any]
"""Status and JSON body."""
Handler = Callable[[Call], Answer]
PayloadCheck = Callable[[str, Json], None]
Action = Callable[[], None]


@dataclass(frozen=True, slots=True)
class HttpReply:
    """An HTTP answer."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the API: its name is method and template, as in Discord's document."""

    name: str
    pattern: re.Pattern[str]
    handler: Handler


class Router:
    """The operations the loopback knows; literal segments win over parameters."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def add(self, name: str, handler: Handler) -> None:
        """Add an operation such as `GET /users/@me`."""
        pattern = re.sub(r"\\?\{(\w+)\\?\}", r"(?P<\1>[^/]+)", name.replace(".", r"\."))
        self._routes.append(Route(name, re.compile(pattern), handler))
        self._routes.sort(key=lambda route: route.name.count("{"))

    def match(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """Return the operation and its path parameters."""
        for route in self._routes:
            if found := route.pattern.fullmatch(f"{method} {path}"):
                return route, found.groupdict()
        return None


class Rest:
    """Answer the bot's REST calls."""

    def __init__(
        self, world: World, router: Router, schema: Schema, check_payload: PayloadCheck | None
    ) -> None:
        self._world = world
        self._router = router
        self._schema = schema
        self.check_payload = check_payload

    async def handle(self, http: web.Request) -> web.Response:
        """Answer one call; whoever waits for its effect is told after the answer has left."""
        arrived_s = time.monotonic()
        path = http.path.removeprefix(API)
        body, files = await _read(http)
        route, params = self._router.match(http.method, path) or (None, {})
        name = route.name if route else ""
        query = dict(http.query)
        request = Request(self._world.clock(), http.method, path, name, body, files, query)
        self._world.requests.append(request)
        afterwards: list[Action] = []
        try:
            self._authorize(http, path)
            call = Call(self._world, request, params, arrived_s)
            answer = await self._answer(route, call, afterwards)
        except ApiError as error:
            if error.problem:
                self._world.report(error.problem, name or f"{http.method} {path}", str(error))
            answer = HttpReply(error.status, {"message": str(error), "code": error.code})
        except Exception:  # noqa: BLE001 (reported, and fails the test)
            self._world.report("harness", f"{http.method} {path}", traceback.format_exc())
            answer = HttpReply(500, {"message": "the loopback failed", "code": 0})
        request.status, request.answer = answer.status, answer.body
        try:
            return await _send(http, answer)
        finally:
            for action in afterwards:
                action()
            self._world.pulse.beat()

    async def _answer(self, route: Route | None, call: Call, afterwards: list[Action]) -> HttpReply:
        if route is None:
            detail = "the loopback does not serve this route: add it, or fix the bot"
            raise ApiError(NOT_FOUND, 0, detail, problem="unknown route")
        fault = self._fault(call.request)
        if fault is not None and not fault.status:
            await fault.release.wait()
        elif fault is not None and not fault.applied:
            return _strike(fault)
        self._check(route.name, call)
        try:
            status, body = route.handler(call)
        finally:
            afterwards += self._world.after_answer
            self._world.after_answer.clear()
        return _strike(fault) if fault is not None and fault.status else HttpReply(status, body)

    def _fault(self, request: Request) -> Fault | None:
        for fault in self._world.faults:
            if fault.fragment in request.route and not fault.spent:
                fault.hits += 1
                self._world.pulse.beat()
                return fault
        return None

    def _authorize(self, http: web.Request, path: str) -> None:
        if path.startswith(OWN_CREDENTIALS):
            return
        if http.headers.get("Authorization") != f"Bot {self._world.token}":
            raise ApiError(UNAUTHORIZED, 0, "401: Unauthorized")

    def _check(self, route: str, call: Call) -> None:
        body = call.body
        if body is None:
            return
        if explanation := self._schema.explain(route, body):
            raise ApiError(400, 50035, f"Invalid Form Body: {explanation}", problem="schema")
        _match_uploads(body, call.files)
        if self.check_payload is not None and isinstance(body, dict):
            try:
                self.check_payload(route, body)
            except (AssertionError, ValueError) as error:
                raise ApiError(400, 50035, str(error), problem="payload") from error


def _match_uploads(body: Any, files: Mapping[str, bytes]) -> None:
    """Refuse an upload no attachment names: Discord would list it, but without its description."""
    if not files:
        return
    data = body.get("data") or body.get("message") or body
    named = {f"files[{entry['id']}]" for entry in data.get("attachments") or ()}
    if stray := sorted(set(files) - named):
        raise ApiError(400, 50035, f"{stray} match no attachments[].id", problem="rule")


async def _read(http: web.Request) -> tuple[Any, dict[str, bytes]]:
    """Return the JSON body and the uploads of a call."""
    if http.content_type == "application/json":
        return await http.json(), {}
    if not http.content_type.startswith("multipart/"):
        return None, {}
    body, files = None, {}
    async for part in await http.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            files[part.name or ""] = bytes(await part.read(decode=False))
    return body, files


def _strike(fault: Fault) -> HttpReply:
    if fault.status == TOO_MANY:
        retry = fault.retry_after_s
        body = {"message": "You are being rate limited.", "retry_after": retry, "global": False}
        headers = {"Via": "1.1 google", "Retry-After": f"{retry:.0f}"}
        return HttpReply(TOO_MANY, body, {**headers, "X-RateLimit-Scope": "user"})
    return HttpReply(fault.status, {"message": "a planned fault", "code": fault.code})


async def _send(http: web.Request, reply: HttpReply) -> web.Response:
    headers = dict(reply.headers)
    content = None
    if reply.status != NO_CONTENT:
        headers["Content-Type"] = "application/json"
        content = json.dumps(reply.body).encode()
    response = web.Response(status=reply.status, body=content, headers=headers)
    with suppress(ConnectionResetError):  # the bot was killed meanwhile
        await response.prepare(http)
        await response.write_eof()
    return response
