"""`archpers scenarios`: what is shipped."""

from typing import TYPE_CHECKING, TextIO

from archpers.cli.common import Force, Format, FormatOption, OutputOption, Quiet, as_utf8, chosen_format, emit

if TYPE_CHECKING:
    from archpers.output.tables.table import Table

_COLUMNS = ("name", "title", "source")


def scenarios(
    form: FormatOption = None, output: OutputOption = "-", force: Force = False, quiet: Quiet = False
) -> None:
    """List the scenarios that come with archpers.

    Each can be named wherever a file can.

    \b
    Example:
      archpers scenarios
    """
    from archpers.output.formats.data_files import csv_text, json_text, markdown_text
    from archpers.scenario.load import load
    from archpers.scenario.shipped import shipped

    rows = []
    for path in shipped():
        scenario = load(path.stem)
        rows.append((path.stem, scenario.name, " ".join((scenario.source or "").split())))
    renderers = {
        Format.TABLE: lambda stream: _table(rows, stream),
        Format.JSON: lambda stream: stream.write(
            json_text([dict(zip(_COLUMNS, row, strict=True)) for row in rows], stream.encoding)
        ),
        Format.CSV: lambda stream: as_utf8(stream).write(csv_text(_COLUMNS, rows)),
        Format.MARKDOWN: lambda stream: as_utf8(stream).write(
            markdown_text(["Shipped scenarios"], [_laid_out(rows)], [])
        ),
    }
    emit(chosen_format(form, output), output, renderers, force=force, quiet=quiet)


def _laid_out(rows: list[tuple[str, str, str]]) -> "Table":
    from archpers.output.tables.table import Column, Row, Table

    columns = [Column(name.capitalize(), numeric=False) for name in _COLUMNS]
    return Table("Name a scenario in place of a file", columns, [Row(row) for row in rows])


def _table(rows: list[tuple[str, str, str]], stream: TextIO) -> None:
    from archpers.output.formats.terminal import print_tables

    for index, (name, title, source) in enumerate(rows):
        stream.write("\n" if index else "")
        print_tables([f"{name}: {title}", source], [], [], stream)
