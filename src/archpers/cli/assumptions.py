"""`archpers assumptions`: every input, what speaks for it, and what it does to the result."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.cli.shared.recording import recorded
from archpers.output.present import Destination, present


def assumptions(
    file: options.FileName,
    on: options.On = None,
    changed_since: Annotated[
        str | None,
        typer.Option("--changed-since", metavar="OTHER", help="An earlier scenario: list what differs from it."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day that reviews are held against; today by default."),
    ] = None,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: options.Form = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """List what a result rests on, and who answers for it.

    Every input with its range, source, owner and sign-off, those without evidence too; the effect on the headline is
    computed, as in `archpers tornado`. With --changed-since a CSV holds what differs.

    \b
    Examples:
      archpers assumptions example-borough
      archpers assumptions example-borough -o assumptions.xlsx
      archpers assumptions example-borough --on residual_hours
      archpers assumptions example-borough --as-of 2026-12-31
      archpers assumptions toolkit-team --changed-since example-borough
    """
    from archpers.cli.shared.clock import day_of
    from archpers.output.tables.assurance.register_answer import register_answer, since
    from archpers.what_if.assumption_register import headline, register

    to = Destination(form, output, force=force, quiet=quiet)
    today = day_of(as_of)
    scenario = opened(to, file, overrides, option, authority, change, prices, day=today)
    found = register(scenario, on=on, today=today)
    earlier = None
    if changed_since is not None:
        other = opened(to, changed_since, authority=authority, day=today)
        earlier = since(other, found, headline(other, found.measure))
    recorded(to, as_of=today.isoformat())
    present(register_answer(found, today, earlier), to)
