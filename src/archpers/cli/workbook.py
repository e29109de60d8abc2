"""`archpers workbook`: the model as an Excel workbook with live formulas."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.errors import UsageError
from archpers.output.present import Answer, Destination, present


def workbook(
    file: options.FileName,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write, such as model.xlsx.")
    ],
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Write an Excel workbook with live formulas.

    It has inputs to change, options to choose on the cover, a formula for every quantity, checks, every assumption,
    charts, notes and sources.

    \b
    Examples:
      archpers workbook toolkit-team -o model.xlsx
      archpers workbook yorkshire-humber-2010 -o region.xlsx
    """
    from archpers.output.workbook.workbook import workbook as content

    if output == "-":
        raise UsageError("-o -: a workbook is not text for standard output; name a file such as model.xlsx")
    to = Destination(None, output, formats=("xlsx",), force=force, quiet=quiet)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    present(Answer(own={"xlsx": lambda stream: stream.write(content(scenario))}), to)
