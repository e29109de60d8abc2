"""Runs a command again from its record, through the command itself, to one JSON document in memory.

A record may come from anybody: only commands that answer in JSON are run, none of them writes a file or reads one that
is no plain file, and what they write is held to the length of what was saved.
"""

import contextlib
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import typer

from archpers.cli.app import application, run
from archpers.errors import ArchpersError, UsageError, readable
from archpers.results.records.saved_result import SavedResult, references

RUN_AGAIN = (
    "model",
    "compare",
    "sweep",
    "tornado",
    "switch",
    "simulate",
    "case",
    "explain",
    "assumptions",
    "reproduce",
    "check",
    "scenarios",
)
"""The commands whose answer is a result."""
_FILES = ("file", "files", "paths", "changed_since")
"""Parameters that name scenarios."""
_LONGER = 2
"""A result that is so many times as long as the saved one is not the same; no more of it is kept."""
_SPARE = 1024 * 1024


class Again(NamedTuple):
    """What a command has given this time."""

    document: dict[str, Any] | None
    """Its JSON; None where it gave none."""
    message: str
    """What it said, where it gave none."""
    scenarios: dict[str, str]
    """The scenarios that it was asked for, as they are now: file as it was named -> SHA-256."""
    longer: bool = False
    """Whether it gives none since it would be longer than what was saved."""


class _Kept(io.BytesIO):
    """Keeps what is written, up to a length."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.full = False
        """Whether more was to be written."""

    def write(self, written: Any, /) -> int:
        """Keep more. Raises ArchpersError beyond the length."""
        if self.tell() + len(written) > self.most:
            self.full = True
            raise ArchpersError(f"gives more than {_LONGER} times as much as was saved")
        return super().write(written)


def rerun(saved: SavedResult) -> Again:
    """Run the command of a saved result again. Raises UsageError where it cannot be run, with the reason."""
    name, *arguments = saved.run.arguments
    if name not in RUN_AGAIN:
        raise UsageError(f"{readable(name)}: is no command whose result can be run again")
    values = _values(name, arguments)
    files = _files(values)
    if "-" in files:
        raise UsageError("the scenario came from standard input, which is not there any more; save it as a file")
    with contextlib.chdir(_base(saved, files)):
        now = {file: _sha256(_place(file)) for file in files}
        return _captured([name, "--format", "json", "--quiet", *arguments], _LONGER * saved.size + _SPARE, now)


def _values(name: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return what a command's parameters are, as it reads its arguments. Raises UsageError for what must not run."""
    command: Any = typer.main.get_command(application([name]))
    silent = io.StringIO()
    try:
        with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
            context = command.commands[name].make_context(name, list(arguments))
    except typer.TyperException as error:
        raise UsageError(f"the arguments are not those of `archpers {name}`: {error.format_message()}") from None
    except (typer.Exit, SystemExit):
        raise UsageError(f"the arguments ask `archpers {name}` for help, not for a result") from None
    values: dict[str, Any] = context.params
    if values["output"] != "-" or values["form"] is not None or values["force"]:
        raise UsageError("the arguments name an output, which no record does: nothing is written to verify a result")
    return values


def _files(values: dict[str, Any]) -> list[str]:
    found = [values[key] for key in _FILES if values.get(key) is not None]
    return [file for own in found for file in ([own] if isinstance(own, str) else own)]


def _base(saved: SavedResult, files: Sequence[str]) -> Path:
    """Return the folder from which the files are there: the result's own, or the one where we are.

    Where they are there from both, the one in which more of them are as they were. Raises UsageError for files that
    are not there, or are no plain files.
    """
    bases = list(dict.fromkeys((saved.folder, Path().resolve())))
    there = [base for base in bases if all(_is_there(base, file) for file in files)]
    if not there:
        file = next(file for file in files if not any(_is_there(base, file) for base in bases))
        raise UsageError(
            f"{readable(file)}: there is no such scenario, beside the result or from here; put it where it was"
        )
    digests = references(saved.document)
    return max(there, key=lambda base: sum(_sha256(base / file) == digests.get(file) for file in files))


def _is_there(base: Path, file: str) -> bool:
    try:
        found = base / file
        return found.is_file() or found.is_dir() or _place(file) != Path(file)
    except (OSError, ValueError):  # a NUL in the name
        return False


def _place(file: str) -> Path:
    """Return where a scenario is that is named from here: the file itself, or the shipped one of that name."""
    from archpers.scenario.shipped import shipped_file

    return shipped_file(file) or Path(file)


def _sha256(path: Path) -> str:
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _captured(arguments: Sequence[str], most: int, scenarios: dict[str, str]) -> Again:
    """Run a command of archpers in this process, and keep what it writes."""
    kept, said = _Kept(most), io.StringIO()
    with _as_stdout(kept), contextlib.redirect_stderr(said):
        run(arguments)
    try:
        return Again(json.loads(kept.getvalue()), "", scenarios)
    except ValueError:  # nothing, or the beginning of something
        return Again(None, " ".join(said.getvalue().split()), scenarios, kept.full)


@contextlib.contextmanager
def _as_stdout(kept: _Kept) -> Iterator[None]:
    stream = io.TextIOWrapper(kept, encoding="utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(stream):
        yield
    with contextlib.suppress(ArchpersError):
        stream.detach()
