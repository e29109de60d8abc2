"""One answer, one way out: what a command answers, and how it reaches standard output or a file, in any format.

Encodings, readers that have gone, full disks, files that must stay and `--quiet` are handled here and in `formats/`.
"""

import contextlib
import io
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from archpers.errors import OutputError, UsageError, readable
from archpers.output.formats.files import is_file, refuse, refuse_folder, write_files, write_folder
from archpers.output.formats.registry import FORMATS, USUAL, chosen_format, names_parts
from archpers.output.formats.streams import to_standard_output

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from archpers.output.formats.heat_map import HeatMap
    from archpers.output.tables.table import Table


class Display(NamedTuple):
    """What people read, on a screen or on paper."""

    heading: Sequence[str]
    """Its lines; the first is the title."""
    parts: Sequence["Table | HeatMap"] = ()
    closing: Sequence[str] = ()
    """Paragraphs that stand below all of it."""

    def tables(self) -> list["Table"]:
        """Return its parts as tables, for where nothing is drawn."""
        return [part.plain() for part in self.parts]


class DataRows(NamedTuple):
    """Rows for a data file, full precision; None is an empty cell."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


class NumberRows(NamedTuple):
    """Rows of numbers alone, in any number, a block at a time; NaN is an empty cell."""

    columns: Sequence[str]
    blocks: Iterable[Mapping[str, "NDArray[np.float64]"]]
    length: int
    """How many there will be."""


class Sheets(NamedTuple):
    """What a workbook of plain values holds."""

    shown: Callable[[], Display]
    """Lays out what people read, a table for each sheet; not called before it is known that all rows fit."""
    rows: NumberRows | None
    """Numbers in any number, which have a sheet of their own; None: the tables have it all."""


class Note(NamedTuple):
    """Something said beside the numbers."""

    kind: str
    """`note` or `warning`."""
    message: str
    code: str = ""
    """Its name for programs; empty where it has none."""


class Answer(NamedTuple):
    """What a command answers. Nothing is computed before a format asks for it; None: there is no such form of it."""

    layout: Callable[[bool], Display] | None = None
    """What people read; asked with whether it is for a screen, which may show less than a file."""
    paper: Callable[[], Display] | None = None
    """What a document has in its place; None: the layout of a file."""
    rows: Callable[[], DataRows | NumberRows] | None = None
    document: Callable[[], dict[str, Any]] | None = None
    """What one JSON document holds, beside the record of the run."""
    own: Mapping[str, Callable[[BinaryIO], object]] = {}
    """Formats that the answer writes by itself, to a binary stream: name -> what writes it."""
    parts: Callable[[Path], object] | None = None
    """Writes Parquet files into an empty folder."""
    notes: Callable[[], Iterable[Note]] = tuple
    """What is said on standard error where the format has no place for it."""
    beside: Collection[str] = ("csv",)
    """The formats that have none."""
    noted_last: bool = False
    """Whether the notes are known only once everything is written."""

    def part(self, needs: str, *, on_screen: bool) -> Any:
        """Compute what a format is made of. TypeError where the answer has no such part."""
        if needs == "layout" or (needs == "paper" and self.paper is None):
            assert self.layout is not None
            return self.layout(on_screen and needs == "layout")
        return self._sheets() if needs == "sheets" else getattr(self, needs)()

    def _sheets(self) -> Sheets:
        rows = self.rows() if self.rows is not None else None
        return Sheets(lambda: self.part("paper", on_screen=False), rows if isinstance(rows, NumberRows) else None)


class Destination:
    """Where an answer goes, and in which format."""

    def __init__(
        self,
        form: str | None,
        output: str,
        *,
        formats: Sequence[str] = USUAL,
        force: bool = False,
        quiet: bool = False,
        glossary: bool = False,
        suffix_only: bool = False,
    ) -> None:
        """Choose the format: by name, else by the file's suffix among formats, else the first. Raises UsageError.

        output: a file, or `-` for standard output. force: an existing file may be replaced. quiet: nothing is said.
        glossary: what people read ends with its words of the trade explained. suffix_only: there is no `--format`.
        """
        if not output:
            raise UsageError("the name of the output file is empty; write one, or - for standard output")
        self.form, self.output = chosen_format(form, output, formats, suffix_only=suffix_only), output
        self.force, self.quiet = force, quiet
        self.glossary = glossary
        if glossary and FORMATS[self.form].needs not in ("layout", "paper", "sheets"):
            raise UsageError(f"--glossary: explains what people read, and {self.form} is for programs; leave it out")
        self.sources: list[Path] = []
        self.remarks: list[str] = []
        """What is to be warned of in the inputs, whatever the answer and its format."""
        self.run: Callable[[], dict[str, Any]] | None = None
        """What makes the record of the run, which stands in one JSON document; None: there is none."""
        if output == "-" and FORMATS[self.form].file_only:
            suffix = FORMATS[self.form].suffix
            raise UsageError(f"--format {self.form}: is not for standard output; name a file with -o FILE{suffix}")

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, of parts."""
        return self.form == "parquet" and names_parts(self.output)

    def admit(self, source: Path | str | None = None) -> None:
        """Raise OutputError, before anything is computed, where the file must not be written.

        source: one more input, which is never overwritten; `-` is standard input, into which a file may be sent.
        """
        if source is not None:
            self.sources.append(Path("/dev/stdin" if source == "-" else source))
        if self.output != "-":
            if self.is_folder:
                refuse_folder(self.output, force=self.force)
            else:
                refuse(self.output, force=self.force, sources=self.sources)

    def beside(self, output: str, form: str | None = None) -> "Destination":
        """Return the same for another file; form: its own format, where it is not of this one."""
        other = Destination(form or self.form, output, force=self.force, quiet=self.quiet)
        other.sources, other.remarks, other.run = self.sources, self.remarks, self.run
        return other

    def record(self) -> dict[str, Any]:
        """Return what a JSON document ends with: the record of the run, where there is one."""
        return {"run": self.run()} if self.run is not None else {}


def present(answer: Answer, to: Destination, *others: tuple[Answer, Destination]) -> None:
    """Write an answer to where it goes, and say what its format has no place for.

    others: answers that go to files of their own; of several files all are written or none. Raises OutputError;
    ClosedPipeError where the reader of standard output has gone.
    """
    if to.glossary:
        from archpers.output.glossary import with_glossary  # few ask for it

        answer = with_glossary(answer)
    every = ((answer, to), *others)
    for each, place in every:
        if not each.noted_last:
            _tell(each, place)
    if to.is_folder:
        if answer.parts is None:
            raise OutputError(f"{to.output}: is a folder, in which a sweep writes parts; leave the slash out")
        write_folder(to.output, answer.parts, force=to.force)
    elif to.output == "-":
        to_standard_output(_writer(answer, to), text=_is_text(answer, to.form))
    else:
        files = [(place.output, _to_file(each, place)) for each, place in every]
        write_files(files, force=to.force, sources=to.sources)
    for each, place in every:
        if place.output != "-":
            say(f"wrote {readable(place.output)}", quiet=place.quiet)
        if each.noted_last:
            _tell(each, place)


def say(message: str, *, quiet: bool = False) -> None:
    """Write a message to standard error, where nobody's data goes."""
    if not quiet and sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):  # nowhere to say it; the exit code still speaks
            sys.stderr.write(f"{message}\n")


def _tell(answer: Answer, to: Destination) -> None:
    beside = to.form in answer.beside
    notes = list(answer.notes()) if not to.quiet and (beside or to.remarks) else []
    for note in notes if beside else ():
        say(f"{note.kind}: {note.message}")
    for remark in dict.fromkeys(to.remarks):
        if not any(remark in note.message for note in notes):  # else the answer has a place for it
            say(f"warning: {remark}", quiet=to.quiet)
    to.remarks.clear()


def _is_text(answer: Answer, form: str) -> bool:
    return FORMATS[form].text and form not in answer.own


def _writer(answer: Answer, to: Destination, *, in_file: bool = False) -> Callable[[Any], object]:
    """Return what writes an answer to a stream: of text in the stream's own encoding, or of bytes."""
    if to.form in answer.own:
        return answer.own[to.form]
    kind = FORMATS[to.form]
    write = getattr(import_module(f"archpers.output.formats.{kind.module}"), kind.file_writer if in_file else "write")

    def made(on_screen: bool) -> Any:
        part = answer.part(kind.needs, on_screen=on_screen)
        return {**part, **to.record()} if kind.needs == "document" else part

    return lambda stream: write(made(stream is sys.stdout), stream)


def _to_file(answer: Answer, to: Destination) -> Callable[[BinaryIO], object]:
    write = _writer(answer, to, in_file=is_file(to.output))
    if not _is_text(answer, to.form):
        return write

    def written(stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
        write(text)
        text.detach()

    return written
