"""Notes and sources of a workbook: how to read it, and where the numbers come from."""

from collections import Counter

from archpers import __version__
from archpers.output.workbook.writing.sheet_cells import Fixed
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.results.evaluate import evaluate, heading
from archpers.results.explanation.explain import origin_of
from archpers.results.result import NOTES, AppliedOverride
from archpers.scenario.inputs import all_givens
from archpers.scenario.schema.approval import Approval
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import ANSWERS

_NOTES = (
    (
        "Inputs",
        "Yellow cells with blue numbers are inputs. Change them; each says what it may be. All else follows, and is "
        "locked, without a password: Review, Unprotect Sheet.",
    ),
    (
        "In use",
        "What the workbook computes with: the yellow cell, or what the option chosen on the cover gives. An option "
        "stands as in the file; the yellow cells hold for all that it does not give.",
    ),
    (
        "Value in the file",
        "Beside each input stands the value that the scenario gave, so that a change can be seen and undone.",
    ),
    (
        "All at low, all at high",
        "Every input that has a range stands at that end of it, all at once. That is no likely case, nor the best or "
        "the worst: a low input may raise the result.",
    ),
    (
        "Where nothing is left over",
        "The switching value: at that value of the input alone the residual is 0. Computed from the file; it does not "
        "follow the yellow cells.",
    ),
    ("As in the file", "What stands so is text or a number of the file, and does not follow the yellow cells."),
    (
        "Names",
        "Every input and quantity has a name, such as people_served or function_hours.first_contact; the name of a "
        "family alone is its row. On the sheets Authorities and Pooled the same names are rows over the authorities, "
        "on the sheet Case over the years.",
    ),
    (
        "One formula a row",
        "On the sheets Authorities, Pooled, Two-way and Case a row has one formula, which copies across. Where "
        "authorities give different inputs, theirs differ.",
    ),
    ("Formulas", "Every formula is the model's own, written by archpers; the sheet Formulas has them in words."),
    ("#N/A", "There is no value: the calculation has nothing to divide by."),
    ("not estimated", "The scenario does not give what the number needs, such as a cost. It is not zero."),
    (
        "Residual",
        "Hours left once the slimmed core and the crisis service are secured. Below zero, in red, it is a deficit.",
    ),
    ("Value", "Hours are valued at today's cost of an hour. Time freed is not cash released."),
    ("A person", "Hours and cost a person are notional: spent for the people served, not on them."),
    ("People per care manager", "People served by the whole system for each care manager; not an active caseload."),
)
_PUBLICATIONS = (
    ("Report", "Duffy & Fulton (2010), Architecture for Personalisation, ISBN 978-1-907790-06-5"),
    ("Toolkit", "Duffy & Fulton (2010), Architecture for Personalisation: Toolkit"),
    ("WHO (2010)", "World Health Organization (2010), Workload Indicators of Staffing Need (WISN): User's manual"),
)


def add_notes(book: Book, scenario: Scenario | Region) -> Sheet:
    """Add the notes: how to use the workbook, and what a careful colleague would point out about the scenario."""
    sheet = book.sheet("Notes", "Notes", widths=(26, 110))
    sheet.block(len(_NOTES), "How to read this workbook").write(("Word", "What it means"), _NOTES, wrap=True)
    warnings = evaluate(scenario).warnings
    if warnings:
        block = sheet.block(len(warnings), "What to bear in mind, as in the file")
        kinds = ("Note" if warning.code in NOTES else "Warning" for warning in warnings)
        block.write(
            ("Kind", "Message"),
            [(kind, warning.message) for kind, warning in zip(kinds, warnings, strict=True)],
            wrap=True,
        )
    return sheet


def add_sources(book: Book, scenario: Scenario | Region) -> Sheet:
    """Add the sources: the scenario, the publications, and what each source is the source of."""
    sheet = book.sheet("Sources", "Sources", widths=(60, 80))
    head = heading(scenario)
    rows = [
        ("Scenario", scenario.name),
        ("Its source", " ".join((scenario.source or "not given").split())),
        ("File", head["scenario"].file or "made in Python"),
        ("SHA-256 of the file", head["scenario"].sha256 or "made in Python"),
        ("Written by", f"archpers {__version__}"),
        *((f"Approval: {label.lower()}", told) for label, told in (scenario.approval or Approval()).said() if told),
        *map(_put_in, head["overrides"]),
    ]
    sheet.block(len(rows), "This workbook").write(("What", "Which"), rows, wrap=True)
    sheet.block(len(_PUBLICATIONS), "Publications").write(("Short name", "Publication"), _PUBLICATIONS, wrap=True)
    used = Counter(origin_of(scenario, given)[1] or "none given" for given in all_givens(scenario))
    unit = ANSWERS._replace(text="inputs")
    sheet.block(len(used), "Sources of the inputs: which input has which stands on the sheet Assumptions").write(
        ("Source", "Inputs that have it"),
        [(source, Fixed(float(number), unit)) for source, number in used.items()],
        wrap=True,
    )
    return sheet


def _put_in(override: AppliedOverride) -> tuple[str, str]:
    """Say which value stands in place of the file's own."""
    now, before = override.value or "taken away", override.file_value or "nothing"
    return f"Set: {override.path}", f"{now} ({override.origin}), instead of {before}"
