"""Tables and heat maps as text, fitted to where they go."""

import sys
from typing import TYPE_CHECKING, TextIO

from archpers.output.formats.terminal import print_tables
from archpers.output.tables.table import Table

if TYPE_CHECKING:
    from archpers.output.present import Answer


def write(answer: "Answer", stream: TextIO) -> None:
    """Write an answer's layout; standard output is a screen, which may show less than a file."""
    assert answer.layout is not None
    shown = answer.layout(stream is sys.stdout)
    tables = [part for part in shown.parts if isinstance(part, Table)]
    maps = [part for part in shown.parts if not isinstance(part, Table)]
    if not maps:
        print_tables(shown.heading, tables, shown.closing, stream)
        return
    from archpers.output.formats.heat_map import print_heat_map

    print_tables(shown.heading, tables, (), stream)
    for part in maps:
        print_heat_map(part, stream)
    print_tables((), (), shown.closing, stream)
