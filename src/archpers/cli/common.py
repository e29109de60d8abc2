"""What the commands share: their options, and the way output takes."""

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TextIO

import typer

from archpers.cli.app import ClosedPipeError
from archpers.errors import OutputError, UsageError

if TYPE_CHECKING:
    from archpers.results.result import Result
    from archpers.scenario.reading.yaml import Override
    from archpers.scenario.schema.scenario import Region, Scenario


class Format(StrEnum):
    """The forms that output takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


SUFFIXES: dict[str, str] = {".txt": Format.TABLE, ".json": Format.JSON, ".csv": Format.CSV, ".md": Format.MARKDOWN}

ScenarioFile = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A scenario file, the name of a shipped scenario, or - for standard input."),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Put a value in place of the file's own; may be repeated."),
]
OptionNames = Annotated[
    list[str] | None,
    typer.Option("--option", metavar="NAME", help="Apply a named option of the file; may be repeated, the later wins."),
]
AuthorityName = Annotated[
    list[str] | None, typer.Option("--authority", metavar="NAME", help="Show one authority of a region.")
]
Balance = Annotated[
    str | None,
    typer.Option(
        "--balance",
        metavar="FUNCTION",
        help="The function whose time share makes up for a varied one; all others in proportion by default.",
    ),
]
FormatOption = Annotated[Format | None, typer.Option("--format", help="How to write the output; a table by default.")]
OutputOption = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file; its suffix chooses the format. - is standard output."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but errors.")]


def chosen_format(wanted: str | None, output: str, suffixes: Mapping[str, str] = SUFFIXES) -> str:
    """Return the format that is asked for, by name or by the suffix of the output file. Raises UsageError.

    A command with formats of its own passes its own enumeration of them, and their suffixes.
    """
    if wanted is not None:
        return wanted
    if output == "-":
        return Format.TABLE
    suffix = Path(output).suffix.lower()
    if suffix not in suffixes:
        if Path(output).exists() and not Path(output).is_file():  # a device has no suffix
            return Format.TABLE
        known = ", ".join(suffixes)
        raise UsageError(f"-o {output}: the suffix does not tell the format; write one of {known}, or add --format")
    return suffixes[suffix]


def heading_of(scenario: "Scenario | Region", result: "Result") -> Iterator[str]:
    """Say what a result is of: the name, the source, the file, and each value in place of the file's own."""
    from archpers.output.tables.headings import override_lines

    yield scenario.name
    if scenario.source:
        yield f"Source: {' '.join(scenario.source.split())}"
    if scenario.price_base_year:
        yield f"Prices of {scenario.price_base_year}"
    if result.scenario.file and result.scenario.sha256:
        yield f"File: {result.scenario.file}, SHA-256 {result.scenario.sha256[:12]}"
    yield from override_lines(scenario)


def narrowed(scenario: "Scenario | Region", authority: Sequence[str] | None) -> "Scenario | Region":
    """Return one authority of a region where one is named. Raises UsageError for a name that is not there, or two."""
    from archpers.scenario.reading.spelling import nearest
    from archpers.scenario.schema.scenario import Region

    if not authority:
        return scenario
    name, *more = authority
    if more:
        raise UsageError(f"--authority {more[0]}: one authority at a time; without the option all are shown")
    if not isinstance(scenario, Region):
        raise UsageError(f"--authority {name}: {scenario.name} is not a region; leave the option out")
    if name not in scenario.authorities:
        raise UsageError(f"--authority {name}: there is none of that name; {nearest(name, scenario.authorities)}")
    return scenario.authority(name)


def parsed(overrides: Sequence[str] | None) -> "list[Override]":
    """Read what `--set` says; of a path that is set twice the later value wins. Raises UsageError."""
    from archpers.scenario.overrides import parse_override

    return [parse_override(text) for text in overrides or ()]


def opened(
    file: str,
    overrides: Sequence[str] | None,
    options: Sequence[str] | None = None,
    authority: Sequence[str] | None = None,
) -> "Scenario | Region":
    """Load a scenario with its options and overrides in place, one authority of it where one is named."""
    from archpers.scenario.load import load

    return narrowed(load(file, parsed(overrides), options or ()), authority)


def emit(
    form: str,
    output: str,
    renderers: Mapping[Any, Callable[[TextIO], Any]],
    *,
    force: bool = False,
    quiet: bool = False,
    source: Path | None = None,
) -> None:
    """Write output in the chosen format, to standard output or to a file that is whole or not there.

    renderers: what writes each format to a text stream. source: the input file, which is never overwritten.
    """
    if not output:
        raise UsageError("the name of the output file is empty; write one, or - for standard output")
    if output == "-":
        _to_standard_output(renderers[form])
        return
    from archpers.output.formats.files import write_file

    raw = io.BytesIO()
    buffer = io.TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=True)
    renderers[form](buffer)
    content = raw.getvalue()
    write_file(output, content, force=force, source=source)
    say(f"wrote {output}", quiet=quiet)


def as_utf8(stream: TextIO) -> TextIO:
    """Have a stream take any text, as UTF-8: data files are the same bytes everywhere, whatever the locale."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    return stream


def emit_answer(
    form: str,
    output: str,
    table: Callable[[TextIO], None],
    data: Mapping[Any, Callable[[], str]],
    *,
    force: bool = False,
    quiet: bool = False,
    source: Path | None = None,
) -> None:
    """Write a table as the output can show it, or data as UTF-8 wherever it goes.

    table: what writes the table. data: what gives the text of each other format.
    """
    if form == Format.TABLE:
        emit(form, output, {form: table}, force=force, quiet=quiet, source=source)
        return

    def write(stream: BinaryIO) -> None:
        stream.write(data[form]().encode())

    emit_stream(output, write, force=force, quiet=quiet, source=source)


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
    if not output:
        raise UsageError("the name of the output file is empty; write one, or - for standard output")
    if output == "-":
        _to_standard_output(lambda stream: write(stream.buffer))
        return
    from archpers.output.formats.files import write_stream

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


def _to_standard_output(render: Callable[[TextIO], Any]) -> None:
    if sys.stdout is None:
        raise OutputError("standard output: is closed; write to a file with -o FILE")
    try:
        render(sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ClosedPipeError from error
    except OSError as error:
        raise OutputError(f"standard output: cannot be written ({error.strerror})") from error
