"""Tables and heat maps as text, fitted to where they go."""

from typing import TextIO

from archpers.output.formats.terminal import print_tables
from archpers.output.present import Display
from archpers.output.tables.table import Table


def write(shown: Display, stream: TextIO) -> None:
    """Write what people read to a text stream."""
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
