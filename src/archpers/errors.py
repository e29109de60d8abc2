"""The error family: what went wrong, where, what the file says, and what to write instead."""

from collections.abc import Sequence
from typing import NamedTuple


class ArchpersError(Exception):
    """Anything that archpers cannot carry out; its text is for the user. Commands end with exit code 2."""


class UsageError(ArchpersError):
    """A command was asked for something that does not go together; the text says what to write."""


class OutputError(ArchpersError):
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
        value = f"{self.path or 'file'} = {self.says or 'nothing'}"
        return f"{place} {value}: {self.message}; {self.remedy}".strip()


class ScenarioError(ArchpersError):
    """A scenario that cannot be used, with all its problems in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
