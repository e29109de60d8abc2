"""`archpers model`: the overview, the split by function and the reform model of a scenario."""

from archpers.cli import options
from archpers.cli.loading import opened
from archpers.output.present import Destination, present


def model(
    file: options.FileName,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: options.Form = None,
    output: options.Output = "-",
    glossary: options.Glossary = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Model a scenario: costs, use of time, and the reform.

    Shows the overview, where the time goes, and what a reform would leave to reinvest.

    \b
    Examples:
      archpers model toolkit-team
      archpers model toolkit-team --set reform.crisis_share=25%
      archpers model toolkit-team -o result.json
      archpers model yorkshire-humber-2010 --authority "LA 4"
    """
    from archpers.output.tables.model_answer import model_answer
    from archpers.results.evaluate import evaluate

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    present(model_answer(scenario, evaluate(scenario)), to)
