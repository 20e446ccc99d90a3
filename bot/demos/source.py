"""The code that a demonstration measures, as its workload has it: what SHOWN names.

Nothing is run, the files are only read, so a workload may need a newer Python than the bot.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_FOR_LINTERS = re.compile(r"  # (?:noqa|type:).*")
_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def shown_code(workloads: Path) -> Mapping[str, str]:
    """Name of each demonstration in the folder -> the source of what is measured in it."""
    folder = _Folder(workloads)
    modules = folder.value("command", "_MODULES")
    names: Mapping[str, str] = ast.literal_eval(modules)
    return {demo: "\n\n\n".join(folder.shown(module)) for demo, module in names.items()}


class _Folder:
    """Modules that import from one another by `from module import name` and `import module`."""

    def __init__(self, path: Path) -> None:
        self._texts = {file.stem: file.read_text() for file in path.glob("*.py")}
        self._trees = {name: ast.parse(text) for name, text in self._texts.items()}

    def value(self, module: str, name: str) -> ast.expr:
        """What is assigned to the name at the top of the module."""
        return next(
            statement.value
            for statement in self._trees[module].body
            if isinstance(statement, ast.Assign)
            and any(isinstance(to, ast.Name) and to.id == name for to in statement.targets)
        )

    def shown(self, module: str) -> Iterator[str]:
        """The sources of the functions that SHOWN of the module lists."""
        value = self.value(module, "SHOWN")
        if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
            yield from self.shown(value.value.id)  # that of another module
            return
        for name in ast.walk(value):
            if isinstance(name, ast.Name):
                yield self._source(module, name.id)

    def _source(self, module: str, name: str) -> str:
        lines = self._texts[module].splitlines()
        for one in self._trees[module].body:
            if isinstance(one, _DEFINITIONS) and one.name == name:
                first = min([one.lineno, *(above.lineno for above in one.decorator_list)])
                return _FOR_LINTERS.sub("", "\n".join(lines[first - 1 : one.end_lineno]))
            if isinstance(one, ast.ImportFrom) and any(part.name == name for part in one.names):
                return self._source(str(one.module), name)
        raise LookupError(f"{module} has no {name}")
