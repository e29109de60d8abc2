"""`archpers compare`: options of a file, or several files, side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from archpers.cli import options
from archpers.cli.loading import narrowed, opened, parsed
from archpers.errors import UsageError
from archpers.output.present import Destination, present

if TYPE_CHECKING:
    from archpers.what_if.compare import Variant

AS_GIVEN = "as given"
"""The name of a file without its options."""
WITHOUT_OPTION = "without option"
"""The same where --set puts values in place of its own."""

_MOST_OPTIONS = 200
"""So many can be set side by side."""


def compare(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE [FILE...]", help="One scenario with options, or several scenarios.")
    ],
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="NAME", help="An option of the file to show; all of them by default."),
    ] = None,
    on: options.On = None,
    overrides: options.Overrides = None,
    authority: options.AuthorityName = None,
    form: options.Form = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Set options of a file, or several files, side by side.

    Shows the inputs that differ, the quantities, and the differences from the first. One file is compared with its
    named options. With two, the difference in the residual value, or in what --on names, is attributed to the inputs
    that changed.

    \b
    Examples:
      archpers compare example-borough
      archpers compare example-borough --option both
      archpers compare toolkit-team example-borough --on residual_hours
    """
    from archpers.output.tables.comparison_tables import comparison_answer
    from archpers.what_if.compare import compare as compared
    from archpers.what_if.questions import about

    to = Destination(form, output, force=force, quiet=quiet)
    variants = _variants(to, files, option or [], overrides or [], authority)
    found = compared(variants, about(variants[0].baseline, on)[0])
    title = variants[0].baseline.scenario.name if len(files) == 1 else " / ".join(variant.name for variant in variants)
    present(comparison_answer(found, title), to)


def _variants(
    to: Destination, files: list[str], options: list[str], overrides: list[str], authority: list[str] | None
) -> "list[Variant]":
    from archpers.results.evaluate import readable
    from archpers.scenario.load import check
    from archpers.scenario.overrides import applied, option_overrides
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.compare import Variant

    if len(files) > 1:
        if options:
            raise UsageError("--option: goes with one file; leave it out, or name one file")
        scenarios = [opened(to, file, overrides, None, authority) for file in files]
        names = [scenario.name for scenario in scenarios]
        labels = names if len(set(names)) == len(names) else [readable(file) for file in files]
        return [Variant(label, Baseline(scenario)) for label, scenario in zip(labels, scenarios, strict=True)]
    own = opened(to, files[0])
    options = options or list(own.options)
    if not options or own.document is None:
        raise UsageError(f"{files[0]}: has no options to compare; name a second file, or add `options:` to the file")
    if len(options) > _MOST_OPTIONS:
        raise UsageError(
            f"{files[0]}: has {len(options):,} options; name {_MOST_OPTIONS} of them or fewer with --option"
        )
    variants = []
    plain = WITHOUT_OPTION if overrides else AS_GIVEN
    for option in (None, *options):
        varied = own.document if option is None else applied(own.document, option_overrides(own.document, option))
        scenario = check(applied(varied, parsed(overrides)))
        variants.append(Variant(option or plain, Baseline(narrowed(scenario, authority))))
    return variants
