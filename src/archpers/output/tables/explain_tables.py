"""An explanation as a table: on a terminal a tree of formulas, in a paper a row for each step."""

from collections.abc import Iterator, Sequence

from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.headings import released_caveat
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.evaluate import evaluate, reference
from archpers.results.explanation.explain import FORMULA, NOT_GIVEN, Step
from archpers.results.names import all_definitions, definition_at
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of

COLUMNS = ("name", "value", "unit", "meaning", "formula", "numbers", "origin", "source")

_CITED = (
    "Report: Duffy & Fulton (2010), Architecture for Personalisation. Toolkit: Duffy & Fulton (2010), Architecture for "
    "Personalisation: Toolkit."
)
_INDENT = 2
_DEEPEST = 5  # further in, lines get too short on a narrow screen


def explained_tree(steps: Sequence[Step]) -> Table:
    """Lay out an explanation for a terminal: each step with its formula below it, set in below what needs it."""
    columns = (Column("", numeric=False), Column("Value"), Column("Unit", numeric=False))
    rows = []
    for step in steps:
        indent = " " * (_INDENT * min(step.depth, _DEEPEST))
        rows.append(Row((indent + step.name, Number(step.value, step.unit), step.unit.text), emphasis=step.depth == 0))
        rows.extend(Row((f"{indent}{' ' * _INDENT}{line}", "", "")) for line in _lines(step))
    return Table("How it comes about", columns, rows)


def _lines(step: Step) -> Iterator[str]:
    yield step.meaning
    if step.formula is not None:
        yield f"= {step.formula}"
        if step.shown is not None and step.shown != step.formula:
            yield f"= {step.shown}"
    if step.origin == NOT_GIVEN:
        yield "not given in the scenario"
    elif step.origin != FORMULA:
        yield f"from {step.origin}"
    if step.source:
        yield f"source: {step.source}"


def explained_table(steps: Sequence[Step]) -> Table:
    """Lay out an explanation for a paper: a row for each step."""
    headings = ("Quantity", "Value", "Unit", "Meaning", "Formula", "Numbers put in", "From", "Source")
    columns = [Column(heading, numeric=heading == "Value") for heading in headings]
    rows = [
        Row(
            (
                step.name,
                Number(step.value, step.unit),
                step.unit.text,
                step.meaning,
                step.formula or "",
                step.shown or "",
                step.origin,
                step.source,
            )
        )
        for step in steps
    ]
    return Table("How it comes about", columns, rows)


def explained_rows(steps: Sequence[Step]) -> Iterator[tuple[object, ...]]:
    """Yield the steps for a data file, full precision, in the order of COLUMNS."""
    for step in steps:
        yield tuple(step.unit.text if name == "unit" else getattr(step, name) for name in COLUMNS)


def explain_answer(scenario: Scenario | Region, quantity: str, steps: Sequence[Step]) -> Answer:
    """Answer how a quantity comes about."""
    first = steps[0]
    title = [f"{scenario.name}: {quantity}", f"{quantity} is {Number(first.value, first.unit).in_words()}."]
    if (first.value or 0) < 0:
        title += released_caveat([definition_at(first.name.split(" (")[0]).name])
    warnings = _warnings(scenario, steps)
    closing = [_CITED, *(f"Warning: {message}" for _, message in warnings)]
    return Answer(
        layout=lambda _: Display(title, [explained_tree(steps)], closing),
        paper=lambda: Display(title, [explained_table(steps)], closing),
        rows=lambda: DataRows(COLUMNS, explained_rows(steps)),
        notes=lambda: [Note("warning", message, code) for code, message in warnings],
        document=lambda: {
            "schema_version": 1,
            "scenario": reference(scenario),
            "quantity": quantity,
            "steps": [{**step._asdict(), "unit": step.unit.text, "operands": list(step.operands)} for step in steps],
            **({"warnings": [{"code": code, "message": message} for code, message in warnings]} if warnings else {}),
        },
    )


def _warnings(scenario: Scenario | Region, steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Return what has to be said of a total cost among the steps, where the care managers are overridden beside it."""
    if not any(step.name.split(" (")[0] == "total_cost" for step in steps):
        return []
    return [(own.code, own.message) for own in evaluate(scenario).warnings if own.code == "cost_does_not_follow_wte"]


_LIST = ("name", "label", "unit", "meaning")
_OTHER_NAMES = (
    "A quantity goes by its name, its label, or its name in the JSON; one with a * has a value for each member of "
    "something else: all of them, or one, such as function_hours.problem_solving or functions.problem_solving.hours."
)
_SCOPES = "Of an authority: authorities.NAME.QUANTITY; of all, pooled: pooled.median.QUANTITY."


def list_answer(scenario: Scenario | Region) -> Answer:
    """Answer what can be explained."""
    title = [f"{scenario.name}: what can be explained"]
    closing = [_OTHER_NAMES, *([_SCOPES] if authorities_of(scenario) else [])]
    every = [(own.name, own.label, own.unit.text, own.words) for own in all_definitions()]

    stars = {own.name for own in all_definitions() if own.axis}

    def table(columns: int) -> Table:
        rows = [Row((label, f"{name} *" if name in stars else name, *rest)[:columns]) for name, label, *rest in every]
        headings = ("Label", "Quantity or input", "Unit", "Meaning")[:columns]
        return Table(
            "Quantities and inputs",
            [Column(heading, numeric=False, aside=heading == "Unit") for heading in headings],
            rows,
        )

    return Answer(
        layout=lambda _: Display(title, [table(3)], closing),
        paper=lambda: Display(title, [table(4)], closing),
        rows=lambda: DataRows(_LIST, every),
        document=lambda: {
            "schema_version": 1,
            "scenario": reference(scenario),
            "quantities": [dict(zip(_LIST, each, strict=True)) for each in every],
        },
    )
