"""The sheets Results and Functions: what follows from the inputs of a team."""

from collections.abc import Callable, Sequence

from archpers.model.definition import Axis
from archpers.model.time_use import FUNCTION
from archpers.model.trace import Name
from archpers.output.workbook.scope_tables import ScopeTables, axes, family_names, quantity_names
from archpers.output.workbook.writing.blocks import Block
from archpers.output.workbook.writing.sheet_cells import label_format
from archpers.output.workbook.writing.sheet_charts import add_chart
from archpers.output.workbook.writing.sheets import Sheet
from archpers.units import HOURS


def place_results(
    system: ScopeTables, results: Sheet, functions: Sheet, elsewhere: Sequence[Axis] = ()
) -> list[Callable[[], object]]:
    """Keep room for a system's tables; return what writes them, once every number has its cell.

    elsewhere: the axes whose families have their tables already.
    """
    names = [
        name for name in quantity_names(system.chain) if name in system.chain.given or Name(name) not in system.cells
    ]
    block = system.place_results(results, "", names)
    fill: list[Callable[[], object]] = [lambda: system.write_results(block, names)]
    for axis in (axis for axis in axes(system.chain) if axis not in elsewhere):
        fill.append(_family(system, functions, axis))
    return fill


def _family(system: ScopeTables, functions: Sheet, axis: Axis) -> Callable[[], object]:
    family = system.place_family(functions, axis, f"By {axis.label}")

    def write() -> None:
        system.write_family(family, axis)
        if axis == FUNCTION and "function_hours" in system.chain.values:
            _function_chart(family, functions, system)

    return write


def _function_chart(block: Block, sheet: Sheet, system: ScopeTables) -> None:
    add_chart(
        sheet,
        sheet.row,
        0,
        "bar",
        "Hours a year by function",
        "Bar chart: the hours a year that each function takes. The table above has the same numbers.",
        {
            "categories": block.range(0),
            "values": block.range(1 + family_names(FUNCTION, system.chain).index("function_hours")),
            "data_labels": {"value": True, "num_format": label_format(HOURS, HOURS.decimals)},
        },
        "#,##0",
    )
