"""`archpers init`: a scenario file to start from, a spreadsheet to fill in, and the scenario made of one."""

from pathlib import Path
from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.errors import UsageError, readable
from archpers.output.present import Answer, Destination, Note, present, say


def init(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The scenario (.yaml) or the spreadsheet (.xlsx) to write; - for standard output."
        ),
    ],
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="TABLE",
            help="The spreadsheet (.xlsx, .csv) to make the scenario of, or a workbook of `archpers workbook` that was "
            "changed; - for CSV from standard input.",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="The sheet with the figures, where there are several.")
    ] = None,
    prices: Annotated[
        str | None,
        typer.Option("--prices", metavar="YEAR", help="The financial year whose prices the figures are in: 2025-26."),
    ] = None,
    region: Annotated[
        bool, typer.Option("--region", help="A region: a row for each team or authority; several rows always are one.")
    ] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Add the twelve tasks of the plan, to be filled in.")] = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Write a scenario to start from, or of a spreadsheet.

    The scenario works at once: put your own figures in the place of the example's. A spreadsheet has a row for each
    team or authority, and `archpers init region.yaml --from teams.xlsx` makes the scenario of it. Of a workbook that
    was changed, --from says what differs, and gives the scenario with the inputs as they stand there.

    \b
    Examples:
      archpers init my-team.yaml
      archpers init our-plan.yaml --plan
      archpers init teams.xlsx --region
      archpers init team.xlsx
    """
    import shlex

    from archpers.output.formats.files import is_file

    formats = ("yaml", "xlsx") if Path(file).suffix else ("yaml",)  # a scenario may have any name
    to = Destination(None, file, formats=formats, force=force, quiet=quiet, suffix_only=True)
    if plan and (origin is not None or to.form == "xlsx"):
        raise UsageError("--plan: stands in a new scenario; leave it out here")
    if origin is None:
        for name, value in (("--sheet", sheet), ("--prices", prices)):
            if value is not None:
                raise UsageError(f"{name} {value}: says something of a spreadsheet; name it with --from TABLE")
        present(_to_start_from(to.form, region=region, plan=plan), to)
    else:
        if to.form != "yaml":
            raise UsageError(f"{file}: --from makes a scenario; let the name end in .yaml")
        to.admit(origin)
        present(_made(origin, sheet, prices, region=region), to)
    if file != "-" and is_file(file):
        name = readable(shlex.quote(file))
        if to.form == "xlsx":
            say(f"next: fill it in, then run `archpers init region.yaml --from {name}`", quiet=quiet)
        else:
            figures = "put your figures in, then " if origin is None else ""
            say(f"next: {figures}run `archpers model {name}`", quiet=quiet)


def _to_start_from(form: str | None, *, region: bool, plan: bool) -> Answer:
    if form == "xlsx":
        from archpers.output.workbook.to_fill_in import to_fill_in

        return Answer(own={"xlsx": lambda stream: stream.write(to_fill_in(region=region))})
    if region:
        raise UsageError("--region: is for a spreadsheet; name one, such as teams.xlsx, or make the scenario of one")
    from archpers.scenario.shipped import template

    return Answer(own={"yaml": lambda stream: stream.write(template(plan=plan).encode())})


def _made(origin: str, sheet: str | None, prices: str | None, *, region: bool) -> Answer:
    """Make the scenario of a spreadsheet, or of a workbook that archpers wrote."""
    from archpers.scenario.spreadsheet.scenario import contents, is_excel, scenario_of, sheet_of, table_of

    raw = contents(origin)
    if is_excel(raw, origin):
        from archpers.output.workbook.returned import is_ours, returned
        from archpers.scenario.spreadsheet.excel import ExcelFile

        book = ExcelFile(raw, origin)
        if is_ours(book):
            for name, said in (("--sheet", sheet), ("--prices", prices), ("--region", region or None)):
                if said is not None:
                    raise UsageError(f"{name}: {origin} is a workbook of a scenario, which says this itself")
            back = returned(book)
            return _answer(back.text, [*map(str, back.changes), *back.remarks])
        table = sheet_of(book, sheet)
    else:
        table = table_of(raw, origin, sheet)
    made = scenario_of(table, region=region, prices=prices)
    return _answer(made.text, made.lacking)


def _answer(text: str, messages: list[str]) -> Answer:
    notes = [Note("note", message) for message in messages]
    return Answer(own={"yaml": lambda stream: stream.write(text.encode())}, notes=lambda: notes, beside=("yaml",))
