"""`archpers workbook`: the model as an Excel workbook with live formulas."""

from pathlib import Path
from typing import Annotated

import typer

from archpers.cli.common import AuthorityName, Force, OptionNames, Overrides, Quiet, ScenarioFile, opened, say

WorkbookFile = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write, such as model.xlsx.")
]


def workbook(
    file: ScenarioFile,
    output: WorkbookFile,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write an Excel workbook with live formulas.

    It has inputs to change, a formula for every quantity, charts, notes and sources.

    \b
    Examples:
      archpers workbook toolkit-team -o model.xlsx
      archpers workbook yorkshire-humber-2010 -o region.xlsx
    """
    from archpers.errors import UsageError
    from archpers.output.formats.files import write_file
    from archpers.output.workbook.workbook import workbook as written

    if output == "-":
        raise UsageError("-o -: a workbook is not text for standard output; name a file such as model.xlsx")
    path = Path(output)
    if path.suffix.lower() != ".xlsx" and (path.is_file() or not path.exists()):  # a device has no suffix
        raise UsageError(f"-o {output}: this is no name for a workbook; let it end in .xlsx")
    scenario = opened(file, overrides, option, authority)
    source = scenario.document.actual if scenario.document else None
    write_file(output, written(scenario), force=force, source=source)
    say(f"wrote {output}", quiet=quiet)
