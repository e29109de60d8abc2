"""`archpers verify`: saved results, run again."""

from typing import TYPE_CHECKING, Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.recording import recorded
from archpers.errors import ArchpersError, ScenarioError, readable
from archpers.output.present import Destination, present, say

if TYPE_CHECKING:
    from archpers.results.records.verified import Verified


def verify(
    results: Annotated[
        list[str], typer.Argument(metavar="RESULT.json...", help="Results that commands have written as JSON.")
    ],
    form: options.Form = None,
    output: options.Output = "-",
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> int:
    """Run saved results again, and say what has changed.

    A result's JSON has the record of its run. The scenario is looked for beside the result, then from here; what has
    changed is named (scenario, formulas, constants, versions), with every figure that moved. Nothing is written.

    Exit code 0: all are the same; 1: one differs; 2: one cannot be read, or run again.

    \b
    Examples:
      archpers model toolkit-team -o team.json
      archpers verify team.json
      archpers verify team.json --format json
    """
    from archpers.output.tables.assurance.verify_answer import verify_answer

    to = Destination(form, output, force=force, quiet=quiet)
    for file in results:
        to.admit(file)
    recorded(to)
    found = [_verified(file) for file in results]
    present(verify_answer(found), to)
    not_run = [each for each in found if each.problem]
    for each in not_run:
        say(f"{each.file}: {each.problem}")
    return 2 if not_run else 0 if all(each.same for each in found) else 1


def _verified(file: str) -> "Verified":
    from archpers.cli.shared.rerun import rerun
    from archpers.results.records.saved_result import read_saved, references
    from archpers.results.records.verified import Verified, changed_scenarios, compared

    name = readable(file)
    try:
        saved = read_saved(file)
        again = rerun(saved)
    except ScenarioError as error:
        return Verified(name, [], [], [], "; ".join(f"{each.message}; {each.remedy}" for each in error.problems))
    except ArchpersError as error:
        return Verified(name, [], [], [], str(error))
    if again.document is not None:
        return compared(saved, again.document)._replace(file=name)
    changed = list(changed_scenarios(references(saved.document), again.scenarios))
    if again.longer or changed:
        return Verified(name, [*changed, again.message], [], [])
    return Verified(name, [], [], [], f"cannot be run any more: {again.message}")
