"""Point discord.py at the loopback server named by LOOPBACK_DISCORD_URL.

Python imports this module at start because the harness puts its folder first on PYTHONPATH. It
must stay cheap and must not import discord: it waits until the bot does. Another sitecustomize
further down the path (Debian's, coverage's) still runs.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

URL = os.environ.get("LOOPBACK_DISCORD_URL", "")
HERE = Path(__file__).resolve().parent


def point_http(module: ModuleType) -> None:
    """Send REST calls to the loopback."""
    module.Route.BASE = f"{URL}/api/v10"


def point_gateway(module: ModuleType) -> None:
    """Open the first websocket to the loopback."""
    import yarl  # noqa: PLC0415 (only where discord.py, which needs it, is being imported)

    address = URL.replace("http", "ws", 1) + "/gateway"
    module.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)


def point_asset(module: ModuleType) -> None:
    """Fetch avatars and other pictures from the loopback."""
    module.Asset.BASE = f"{URL}/cdn"


POINTERS: dict[str, Callable[[ModuleType], None]] = {
    "discord.http": point_http,
    "discord.gateway": point_gateway,
    "discord.asset": point_asset,
}


class PointingLoader(importlib.abc.Loader):
    """Run a module's own loader, then change the one attribute that names Discord."""

    def __init__(self, loader: importlib.abc.Loader, point: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._point = point

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """Leave the making of the module to its own loader."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module, then redirect it."""
        self._loader.exec_module(module)
        self._point(module)

    def __getattr__(self, name: str) -> object:
        """Answer for the wrapped loader (`get_source` for tracebacks, `is_package`, ...)."""
        return getattr(self._loader, name)


class PointingFinder(importlib.abc.MetaPathFinder):
    """Find the three modules of discord.py that carry an address."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the ordinary spec with a loader that redirects, for those modules only."""
        point = POINTERS.get(fullname)
        if point is None:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = PointingLoader(spec.loader, point)
        return spec


def run_next_sitecustomize() -> None:
    """Execute the sitecustomize this one hides, if there is any."""
    others = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


if URL:
    sys.meta_path.insert(0, PointingFinder())
run_next_sitecustomize()
