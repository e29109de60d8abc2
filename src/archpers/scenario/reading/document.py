"""A document: the data of a scenario file, where each key and value stands, and what was put in its place."""

from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from archpers.errors import Problem
from archpers.scenario.reading.text import Mark

KeyPath: TypeAlias = tuple[str, ...]
Data: TypeAlias = dict[str, Any]  # text, None, lists and further mappings


class Override(NamedTuple):
    """One value in place of the file's own."""

    path: KeyPath
    value: str | None
    """The value as a file would have it; None takes the key away."""
    label: str
    """Where the override comes from: `--set`, or `option NAME`."""
    place: KeyPath = ()
    """Where it stands in the file, for an option."""
    before: str | None = None
    """What the file says at the path; None where it says nothing."""
    data: Any = None
    """What is put there, where the value only says it: the number itself, a number with its evidence, a row."""
    left_out: tuple[str, ...] = ()
    """Which of the file's `low`, `high` and `distribution` no longer hold, since they spoke for the file's value."""
    replaced_by: KeyPath = ()
    """The path of the override that says the same in another way, so that this one takes the key away."""

    @property
    def is_own(self) -> bool:
        """Whether it says just what the file says, so that nothing changes."""
        return self.value is not None and self.data is None and " ".join(self.value.split()) == self.before


class Arrangement(NamedTuple):
    """What made a document of a file: what was put in place, in this order."""

    file: "Document"
    """The file as it stands."""
    overrides: tuple[Override, ...]
    options: tuple[str, ...]
    changes: tuple[str, ...]
    prices: str | None


class Document:
    """A scenario file as plain data, with positions."""

    def __init__(self, file: str, actual: Path | None, sha256: str) -> None:
        self.data: Data = {}
        self.file = file
        """The file as it was named, as one line of text."""
        self.actual = actual
        """Where it is; None for standard input."""
        self.sha256 = sha256
        self.text = ""
        """The text of the file, its lines ended alike."""
        self.keys: dict[KeyPath, Mark] = {}
        """Where each key stands; an item of a list stands where its value does."""
        self.values: dict[KeyPath, Mark] = {}
        """Where each value stands."""
        self.overrides: dict[KeyPath, Override] = {}
        """The overrides in force, by path."""
        self.conversion = ""
        """How its money was converted to the prices of another year, in words."""
        self.remarks: list[Problem] = []
        """What is no mistake but most likely not meant."""
        self.arrangement: Arrangement | None = None
        """What made it of the file; None for the file as it stands."""
