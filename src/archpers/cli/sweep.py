"""`archpers sweep`: the model over every combination of the values of some inputs."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.output.present import Destination, present


def sweep(
    file: options.FileName,
    vary: Annotated[
        list[str] | None,
        typer.Option("--vary", metavar="PATH=VALUES", help="An input and its values, as above; may be repeated."),
    ] = None,
    show: Annotated[
        list[str] | None,
        typer.Option(
            "--show", metavar="QUANTITY", help="A quantity to show; may be repeated. The residual by default."
        ),
    ] = None,
    balance: options.Balance = None,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: options.RowForm = None,
    output: options.Output = "-",
    workers: options.Workers = None,
    scheduler: options.Scheduler = None,
    glossary: options.Glossary = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Model every combination of some values of the inputs.

    \b
    Values:
      10%:30%:5%     from, to and step
      10%,15%,30%    a list; write a thousand as 1000, since a comma separates
      ±20%           the scenario's own value, and 20% of it less and more
      ±20%:5%        the same in steps of 5% of it
      -10%:+20%:5%   a percentage with a sign is a change from the own value
      -10%,+5%       the same in a list; only percentages may have a sign

    `archpers model FILE --format json` lists the paths under inputs, and the names for --show under quantities and
    functions.

    \b
    Examples:
      archpers sweep toolkit-team --vary reform.crisis_share=10%:30%:5%
      archpers sweep toolkit-team --vary people_served=±20% --vary cost.total=±10%
      archpers sweep yorkshire-humber-2010 --vary people_served=±10% -o people.csv
      archpers sweep toolkit-team --vary cost.total=±9%:1% -o a.csv --workers 2
    """
    from archpers.cli.shared.crew import crew
    from archpers.cli.shared.progress import ProgressLine
    from archpers.output.tables.what_if.sweep_answer import sweep_answer
    from archpers.what_if.axes import parse_axis
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.measures import default_measures, with_authorities
    from archpers.what_if.sweep import Sweep

    to = Destination(form, output, formats=options.ROW_FORMATS, force=force, quiet=quiet, glossary=glossary)
    baseline = Baseline(opened(to, file, overrides, option, authority, change, prices), balance)
    axes = [parse_axis(text, baseline) for text in vary or ()]
    if show:
        measures = [baseline.measure(text) for text in show]
    else:
        measures = with_authorities(default_measures(baseline.evaluate), baseline.scenario)
    with crew(workers, scheduler) as executor, ProgressLine(to, "rows", streamed=True) as progress:
        swept = Sweep(baseline, axes, measures, executor, progress)
        present(sweep_answer(swept, asked=bool(show), record=to.record), to)
