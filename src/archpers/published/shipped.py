"""The shipped scenarios as the printed figures see them: which of their values is which printed input."""

from collections.abc import Iterator

from archpers.published.figures import PrintedCell
from archpers.scenario.inputs import all_givens
from archpers.scenario.load import load
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.shipped import folder

TEAM = "toolkit-team"
REGION = "yorkshire-humber-2010"

_APPENDIX = {
    "Number of care managers": "staffing.care_managers_wte",
    "Cost (£ mn.)": "cost.total",
    "People served": "people_served",
    "Hours (PA)": "staffing.hours_per_year",
}
_QUESTIONS = {"Plan": "plan", "Organise": "organise"}


def shipped_inputs() -> dict[str, float]:
    """Return the inputs of both scenarios: path -> value, the region's behind its name. Raises ScenarioError."""
    return {**dict(_inputs(TEAM)), **{f"{REGION}:{path}": value for path, value in _inputs(REGION)}}


def _inputs(name: str) -> Iterator[tuple[str, float]]:
    scenario = load(folder() / f"{name}.yaml")
    yield from ((path_text(given.path), given.figure.value) for given in all_givens(scenario))


def in_region(cell: PrintedCell) -> str:
    """Return where the region's scenario has a printed input, as `shipped_inputs` names it; empty where it has not."""
    path = ""
    if cell.kind == "input" and cell.table == "Appendix":
        path = f'authorities."{cell.column}".{_APPENDIX.get(cell.row) or f"functions.time_shares.{cell.row}"}'
    elif cell.kind == "input" and (cell.document, cell.table) == ("report", "Table 4"):
        path = f"best_source.{_QUESTIONS[cell.column]}.{cell.row}"
    elif cell.of.startswith("reform."):
        path = cell.of
    return path and f"{REGION}:{path}"
