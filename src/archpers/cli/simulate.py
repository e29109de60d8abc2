"""`archpers simulate`: the uncertain inputs drawn from their distributions, and what comes out."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.errors import UsageError
from archpers.output.present import Destination, present


def _whole(text: str | int) -> int:
    """Read a whole number as people write it: `100000`, `100,000`, `1e5`."""
    from pydantic_core import PydanticCustomError

    from archpers.scenario.reading.numbers import Kind, read_number

    try:
        value = read_number(text, Kind("100000", "is not a number of draws"))
    except PydanticCustomError as error:
        raise UsageError(f"--draws {text}: {error.message()}") from None
    if value != int(value):
        raise UsageError(f"--draws {text}: is not a whole number; write a number such as 100000")
    return int(value)


def simulate(
    file: options.FileName,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="How many times to draw.", parser=_whole)
    ] = 100_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same draws.")] = 1,
    latin: Annotated[
        bool,
        typer.Option("--latin", help="Draw Latin hypercubes, which makes means more exact, instead of plain draws."),
    ] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="QUANTITY", help="Show what this quantity hangs on.")
    ] = None,
    show: Annotated[
        list[str] | None, typer.Option("--show", metavar="QUANTITY", help="Give this quantity only; may be repeated.")
    ] = None,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: options.Form = None,
    output: options.Output = "-",
    workers: options.Workers = None,
    scheduler: options.Scheduler = None,
    glossary: options.Glossary = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Draw uncertain inputs, and see how far results spread.

    Every input with a distribution is drawn; the others stay as they are.

    \b
    Examples:
      archpers simulate example-borough
      archpers simulate example-borough --draws 20000 --seed 7 -o borough.json
      archpers simulate example-borough --show residual_value --latin
    """
    from archpers.cli.shared.crew import crew
    from archpers.cli.shared.progress import ProgressLine
    from archpers.model.definition import WHAT_IF, WHAT_IF_WITHOUT_REFORM
    from archpers.model.registry import shown_in
    from archpers.output.tables.what_if.simulation_tables import simulation_answer
    from archpers.results.names import find_measure
    from archpers.simulation.simulate import simulate as simulated

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    shown = list(dict.fromkeys(find_measure(each, scenario).text for each in show)) if show else None
    main = [name for table in (WHAT_IF, WHAT_IF_WITHOUT_REFORM) for name in shown_in(table)]
    asked = [find_measure(on, scenario).text] if on else shown or main  # the first that varies is explained
    explain = [on] if on else True
    with crew(workers, scheduler) as executor, ProgressLine(to, "draws") as progress:
        result = simulated(
            scenario, draws, seed, latin=latin, show=shown, explain=explain, progress=progress, executor=executor
        )
    explained = next((name for name in asked if name in result.contributions), asked[0])
    present(simulation_answer(scenario, result, explained, every=bool(show)), to)
