"""The options that commands share, each with its help."""

from typing import Annotated, Literal

import typer

from archpers.output.formats.registry import USUAL

FileName = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A scenario file, the name of a shipped scenario, or - for standard input."),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Put a value in place of the file's own; may be repeated."),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--change", metavar="PATH=+5%", help="Change a value by a part of it, or by so much (-2); may be repeated."
    ),
]
Prices = Annotated[
    str | None,
    typer.Option("--prices", metavar="YEAR", help="Convert money to the prices of a financial year, such as 2025-26."),
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
On = Annotated[
    str | None,
    typer.Option("--on", metavar="QUANTITY", help="The quantity to look at; the residual by default."),
]
_FORMAT = typer.Option("--format", help="How to write the output; a table by default.")
Form = Annotated[Literal[USUAL] | None, _FORMAT]  # type: ignore[valid-type]  # typer reads the names themselves
ROW_FORMATS = (*USUAL, "parquet")
"""The formats of a command that may answer in rows of any number."""
RowForm = Annotated[Literal[ROW_FORMATS] | None, _FORMAT]  # type: ignore[valid-type]  # the same
Output = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file; its suffix chooses the format. - is standard output."
    ),
]
Glossary = Annotated[bool, typer.Option("--glossary", help="Explain the words of the trade below the answer.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but errors.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Share the work among so many processes of this machine."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="Share the work among the workers of this Dask scheduler (host:8786)."
    ),
]
