"""Something wrong with a file that an author wrote."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a file is wrong, and what to write instead.

    Attributes:
        file: the file or directory, as its author would type it.
        line: from 1; None where all of it is meant.
        column: from 1, as editors count; None where the whole line is meant.
        excerpt: the line with a caret below the place, each line of it indented; or "".
    """

    file: str
    sentence: str
    line: int | None = None
    column: int | None = None
    excerpt: str = ""

    def __str__(self) -> str:
        """`file:line:column: sentence`, as compilers and editors write it, and the excerpt."""
        place = ":".join(str(one) for one in (self.file, self.line, self.column) if one is not None)
        return "\n".join(filter(None, (f"{place}: {self.sentence}", self.excerpt)))
