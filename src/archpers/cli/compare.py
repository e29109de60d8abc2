"""`archpers compare`: options of a file, or several files, side by side."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import narrowed, opened, parsed
from archpers.errors import UsageError, readable
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
    every: Annotated[bool, typer.Option("--all", help="Show the quantities that are the same in all too.")] = False,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    authority: options.AuthorityName = None,
    form: options.Form = None,
    output: options.Output = "-",
    glossary: options.Glossary = False,
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
    from archpers.output.tables.what_if.comparison_tables import comparison_answer
    from archpers.what_if.compare import compare as compared
    from archpers.what_if.questions import about

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    variants = _variants(to, files, option or [], _Edits(overrides, change, prices), authority)
    found = compared(variants, about(variants[0].baseline, on)[0])
    title = variants[0].baseline.scenario.name if len(files) == 1 else " / ".join(variant.name for variant in variants)
    present(comparison_answer(found, title, every=every), to)


class _Edits(NamedTuple):
    """What is put in place of the files' own."""

    overrides: list[str] | None
    changes: list[str] | None
    prices: str | None


def _variants(
    to: Destination, files: list[str], options: list[str], edits: _Edits, authority: list[str] | None
) -> "list[Variant]":
    from archpers.scenario.load import arranged, check
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.compare import Variant

    if len(files) > 1:
        if options:
            raise UsageError("--option: goes with one file; leave it out, or name one file")
        scenarios = [opened(to, file, edits.overrides, None, authority, edits.changes, edits.prices) for file in files]
        names = [scenario.name for scenario in scenarios]
        labels = names if len(set(names)) == len(names) else [readable(file) for file in files]
        return [Variant(label, Baseline(scenario)) for label, scenario in zip(labels, scenarios, strict=True)]
    document = opened(to, files[0]).document
    assert document is not None, "a scenario that is loaded has its file"
    own = parsed(edits.overrides)
    variants: list[Variant] = []
    waiting: list[str | None] = [None, *dict.fromkeys(options)]
    while waiting:
        option = waiting.pop(0)
        changes = edits.changes or ()
        scenario = check(arranged(document, own, [] if option is None else [option], changes, edits.prices))
        if not variants:
            options = options or list(scenario.options)
            waiting = waiting or list(options)
            if len(options) > _MOST_OPTIONS:
                raise UsageError(
                    f"{files[0]}: has {len(options):,} options; name {_MOST_OPTIONS} of them or fewer with --option"
                )
        plain = WITHOUT_OPTION if any(edits) else AS_GIVEN
        name = option or (f"{plain} in the file" if plain in options else plain)
        variants.append(Variant(name, Baseline(narrowed(scenario, authority))))
    if not variants[1:]:
        raise UsageError(f"{files[0]}: has no options to compare; name a second file, or add `options:` to the file")
    return variants
