"""What the commands share: their options, and the way output takes."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO, TypeVar

import typer

from archpers.cli.app import ClosedPipeError
from archpers.errors import OutputError, UsageError

if TYPE_CHECKING:
    from archpers.results.result import Result
    from archpers.scenario.schema import Region, Scenario


class Format(StrEnum):
    """The forms that output takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


AnyForm = TypeVar("AnyForm", bound=StrEnum)

SUFFIXES = {".txt": Format.TABLE, ".json": Format.JSON, ".csv": Format.CSV, ".md": Format.MARKDOWN}

ScenarioFile = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A scenario file, the name of a shipped scenario, or - for standard input."),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Put a value in place of the file's own; may be repeated."),
]
OptionName = Annotated[str | None, typer.Option("--option", metavar="NAME", help="Apply a named option of the file.")]
AuthorityName = Annotated[
    str | None, typer.Option("--authority", metavar="NAME", help="Show one authority of a region.")
]
FormatOption = Annotated[Format | None, typer.Option("--format", help="How to write the output; a table by default.")]
OutputOption = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file; its suffix chooses the format. - is standard output."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No messages on standard error, but errors.")]


def chosen_format(wanted: Format | None, output: str) -> Format:
    """Return the format that is asked for, by name or by the suffix of the output file. Raises UsageError."""
    if wanted is not None:
        return wanted
    if output == "-":
        return Format.TABLE
    suffix = Path(output).suffix.lower()
    if suffix not in SUFFIXES:
        if Path(output).exists() and not Path(output).is_file():  # a device has no suffix
            return Format.TABLE
        known = ", ".join(SUFFIXES)
        raise UsageError(f"-o {output}: the suffix does not tell the format; write one of {known}, or add --format")
    return SUFFIXES[suffix]


def heading_of(scenario: "Scenario | Region", result: "Result") -> Iterator[str]:
    """Say what a result is of: the name, the source, the file, and each value in place of the file's own."""
    yield scenario.name
    if scenario.source:
        yield f"Source: {' '.join(scenario.source.split())}"
    if scenario.price_base_year:
        yield f"Prices of {scenario.price_base_year}"
    if result.scenario.file and result.scenario.sha256:
        yield f"File: {result.scenario.file}, SHA-256 {result.scenario.sha256[:12]}"
    for override in result.overrides:
        instead = f"instead of {override.file_value}" if override.file_value is not None else "not in the file"
        yield f"What if: {override.path} = {override.value or 'taken away'}, {instead} ({override.origin})"


def one_authority(scenario: "Scenario | Region", name: str) -> "Scenario":
    """Return one authority of a region. Raises UsageError for a name that is not there."""
    from archpers.scenario.schema import Region, nearest

    if not isinstance(scenario, Region):
        raise UsageError(f"--authority {name}: {scenario.name} is not a region; leave the option out")
    if name not in scenario.authorities:
        raise UsageError(f"--authority {name}: there is none of that name; {nearest(name, scenario.authorities)}")
    return scenario.authority(name)


def emit(
    form: AnyForm,
    output: str,
    renderers: Mapping[AnyForm, Callable[[TextIO], None]],
    *,
    force: bool = False,
    quiet: bool = False,
    source: Path | None = None,
) -> None:
    """Write output in the chosen format, to standard output or to a file that is whole or not there.

    renderers: what writes each format to a text stream. source: the input file, which is never overwritten.
    """
    if output == "-":
        _to_standard_output(renderers[form])
        return
    import io

    from archpers.output.write import write_file

    raw = io.BytesIO()
    buffer = io.TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=True)
    renderers[form](buffer)
    content = raw.getvalue()
    write_file(output, content, force=force, source=source)
    say(f"wrote {output}", quiet=quiet)


def emit_stream(
    output: str,
    write: Callable[[BinaryIO], None],
    *,
    force: bool = False,
    quiet: bool = False,
    source: Path | None = None,
) -> None:
    """Write UTF-8 output of any length a piece at a time, to standard output or to a file that is whole or not there.

    source: the input file, which is never overwritten.
    """
    if output == "-":
        _to_standard_output(lambda stream: write(stream.buffer))
        return
    from archpers.output.write import write_stream

    write_stream(output, write, force=force, source=source)
    say(f"wrote {output}", quiet=quiet)


def say(message: str, *, quiet: bool = False) -> None:
    """Write a message to standard error, where nobody's data goes."""
    if not quiet and sys.stderr is not None:
        encoding = sys.stderr.encoding or "ascii"
        try:
            sys.stderr.write(message.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        except OSError:
            return  # the exit code still speaks


def _to_standard_output(render: Callable[[TextIO], None]) -> None:
    if sys.stdout is None:
        raise OutputError("standard output: is closed; write to a file with -o FILE")
    try:
        render(sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError as error:
        _discard_standard_output()
        raise ClosedPipeError from error
    except OSError as error:
        _discard_standard_output()
        raise OutputError(f"standard output: cannot be written ({error.strerror})") from error


def _discard_standard_output() -> None:
    """Send what is still in the buffer nowhere, so that the end of the process does not fail on it again."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
