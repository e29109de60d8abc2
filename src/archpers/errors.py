"""The error family: what went wrong, where, what the file says, and what to write instead."""

import re
from collections.abc import Sequence
from typing import NamedTuple

MOST_SHOWN = 100
"""Problems of one file that are shown; more would bury the first."""

_UNREADABLE = (  # compiled where it is needed: few texts hold such
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls, ends of lines, what reorders text, and bytes that are no text."""


def readable(text: str) -> str:
    """Return text, such as a file's name, as one line that can be written anywhere: what cannot be as escapes."""
    return text if text.isascii() and text.isprintable() else re.sub(_UNREADABLE, _escape, text)


def _escape(found: re.Match[str]) -> str:
    if "\udc80" <= found[0] <= "\udcff":  # a byte that is no text, as it stands in a name
        return f"\\x{ord(found[0]) - 0xDC00:02x}"
    return found[0].encode("unicode_escape").decode("ascii")


class ArchpersError(Exception):
    """Anything that archpers cannot carry out; its text is for the user. Commands end with exit code 2."""


class _OneLineError(ArchpersError):
    """An error whose text is one line, whatever the names in it hold."""

    def __str__(self) -> str:
        return readable(super().__str__())


class UsageError(_OneLineError):
    """A command was asked for something that does not go together; the text says what to write."""


class UnknownNameError(UsageError):
    """A name that names nothing, or not one number."""

    def __init__(self, text: str, message: str, remedy: str) -> None:
        super().__init__(f"{text}: {message}; {remedy}")
        self.message = message
        """What is wrong."""
        self.remedy = remedy
        """What to write instead."""


class OutputError(_OneLineError):
    """Output could not be written, or would overwrite something that must stay."""


class Problem(NamedTuple):
    """One mistake in a scenario, with its place and its remedy."""

    message: str
    """What is wrong."""
    remedy: str
    """What to write instead."""
    file: str = ""
    """The file, or the option of the command line (`--set`) that holds the mistake."""
    line: int | None = None
    """Line, from 1; None where the mistake has no line."""
    column: int | None = None
    """Column, from 1, in characters."""
    path: str = ""
    """Path of the value within the scenario, with dots; empty where the file as a whole is meant."""
    says: str = ""
    """What stands there; empty where nothing does."""

    def __str__(self) -> str:
        """Render as `file:line:column path = what it says: what is wrong; what to write`."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in (None, ""))
        says = self.says.strip()
        value = f"{self.path} = {says or 'nothing'}" if self.path else says
        return readable(f"{' '.join(part for part in (place, value) if part)}: {self.message}; {self.remedy}")


class ScenarioError(ArchpersError):
    """A scenario that cannot be used, with all its problems in the order of the file; its text shows the first 100."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        if len(self.problems) > MOST_SHOWN:
            lines.append(f"and {len(self.problems) - MOST_SHOWN:,} more problems; mend these first")
        super().__init__("\n".join(lines))
