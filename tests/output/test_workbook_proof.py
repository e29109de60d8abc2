"""The workbook against engines that are not ours: every input changed, every formula recalculated, every cell compared.

Each generated scenario has the shape of an example. The example's workbook gets the scenario's inputs typed in, wrong
values stand for all its formulas, and LibreOffice and the package formulas recalculate it. Each formula's cell must
then hold what Python computes for the scenario, which the scenario's own workbook holds.
"""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import openpyxl
import pytest

from archpers.model.time_use import FUNCTION_LABELS
from archpers.output.workbook.workbook import workbook
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Region, Scenario
from tests.engines import (
    Cells,
    Formulas,
    changed,
    drawn_of,
    package,
    program,
    proofs_whole,
    read_cells,
    recalculated_by_libreoffice,
    some,
)

pytestmark = pytest.mark.proof

HOSTILE = "region with hostile names"
"""Sheet names that the package formulas cannot read, though Excel and LibreOffice can; not counted with the 200."""

NOT_STATED = (0.0, 1.0)
"""What inputs count as that the scenario does not state; nothing that is drawn is as round."""

OWN = {"safeguarding": {"label": "Safeguarding", "group": "problem_solving"}}


def system(random: Random, *blocks: str) -> dict[str, Any]:
    """Draw one system; blocks: `days` or hours a year, `cost`, `weekly` or `shares` of time, `own` function."""
    staffing: dict[str, Any] = {"care_managers_wte": random.uniform(1, 300)}
    if "days" in blocks:
        staffing.update(working_days_per_year=random.uniform(150, 260), working_hours_per_day=random.uniform(4, 9))
    else:
        staffing["hours_per_year"] = random.uniform(1_000, 500_000)
    drawn: dict[str, Any] = {"staffing": staffing, "people_served": random.uniform(10, 9_000)}
    if "cost" in blocks:
        drawn["cost"] = {"total": random.uniform(1e4, 1e7)}
    keys = [*FUNCTION_LABELS, *(OWN if "own" in blocks else ())]
    hours = {key: random.uniform(0.1, 100) for key in keys}
    if "weekly" in blocks:
        drawn["functions"] = {"hours_per_week": hours}
    elif "shares" in blocks:
        drawn["functions"] = {"time_shares": {key: value / sum(hours.values()) for key, value in hours.items()}}
    if "own" in blocks:
        drawn["functions"]["additional"] = OWN
    return drawn


def built_up(random: Random, *also: str) -> dict[str, Any]:
    """Draw a system with working time, cost and flow built up; also: `stated`, with all that may be left out."""
    stated = "stated" in also
    days = ("annual_leave_days", "sickness_days", *(("training_days", "other_absence_days") if stated else ()))
    working_time = {"weekdays_per_year": random.uniform(255, 262), "bank_holidays": random.uniform(6, 10)}
    working_time |= {key: random.uniform(1, 20) for key in days}
    working_time["contracted_hours_per_week"] = random.uniform(30, 40)
    employment = {
        "salary_per_wte": random.uniform(2e4, 6e4),
        "employer_ni": {"rate": random.uniform(0.1, 0.2), "threshold": random.uniform(4e3, 6e4)},
        "pension_rate": random.uniform(0.1, 0.3),
    }
    cost: dict[str, Any] = {"employment": employment, "agency_cost_per_wte": random.uniform(5e4, 9e4)}
    if stated:
        working_time["time_on_care_management"] = random.uniform(0.6, 0.99)
        employment |= {"heads_per_wte": random.uniform(1.01, 2), "levy_rate": random.uniform(0.001, 0.01)}
        cost["other_per_wte"] = random.uniform(100, 3e3)
        cost["overheads"] = {"direct": random.uniform(0.01, 0.3), "indirect": random.uniform(0.01, 0.3)}
        cost["overheads"]["capital_per_wte"] = random.uniform(100, 3e3)
    drawn = system(random, "weekly")
    drawn["staffing"] = {"established_wte": random.uniform(20, 300), "working_time": working_time}
    drawn["staffing"] |= {"vacancy_share": random.uniform(0.01, 0.3), "agency_wte": random.uniform(1, 9)}
    flow = {key: random.uniform(100, 9_000) for key in ("contacts", "new_people", "reviews")}
    return {**drawn, "cost": cost, "flow": flow}


def by_activity(random: Random, *volume: str) -> dict[str, Any]:
    """Draw a reform whose core counts what comes in a year; volume: functions with a number of their own."""
    per = {"first_contact": "contacts", "overview_assessment": "new_people", "short_reviews": "people_served"}
    core: dict[str, Any] = {key: {"hours": random.uniform(0.1, 8), "per": own} for key, own in per.items()}
    core |= {key: {"hours": random.uniform(0.1, 8), "volume": random.uniform(100, 9_000)} for key in volume}
    rest = reform(random)
    return {**{key: rest[key] for key in ("crisis_share", "crisis_hours_per_person")}, "core_activities": core}


def built_up_region(random: Random) -> Region:
    """Draw a region of authorities with a build-up and one without."""
    plain = system(random, "cost", "weekly")
    plain["flow"] = {key: random.uniform(100, 9_000) for key in ("contacts", "new_people")}
    authorities = {"North": built_up(random, "stated"), "South": built_up(random), "West": plain}
    return Region.model_validate({"name": "Drawn", "authorities": authorities, "reform": by_activity(random)})


def own_set(random: Random) -> dict[str, Any]:
    """Draw a system with functions and groups of its own, marked direct and indirect, and who comes."""
    drawn = system(random, "days", "cost")
    homes = {"visits": "hands_on", "clinic": "hands_on", "triage": "first_visits", "notes": "desk"}
    marks = {"visits": "direct", "clinic": "direct", "triage": "indirect", "notes": "indirect"}
    drawn["functions"] = {
        "set": "own",
        "groups": {key: {"label": key.replace("_", " ")} for key in dict.fromkeys(homes.values())},
        "own": {key: {"label": key, "group": home, "contact": marks[key]} for key, home in homes.items()},
        "per": {"hands_on": "people_served", "first_visits": "new_people"},
        "hours_per_week": {key: random.uniform(0.1, 100) for key in homes},
    }
    return {**drawn, "flow": {"new_people": random.uniform(100, 9_000)}}


def own_core(random: Random) -> dict[str, Any]:
    """Draw a reform whose core is of functions of its own."""
    core = {key: random.uniform(0.1, 8) for key in ("visits", "triage")}
    return {**reform(random), "core_hours_per_person": core}


def several_sets(random: Random) -> Region:
    """Draw a region of authorities with the published functions and with functions of their own."""
    published = system(random, "cost", "weekly")
    kinds = ("direct", "indirect")
    published["functions"]["contact"] = {key: kinds[place % 2] for place, key in enumerate(FUNCTION_LABELS)}
    published["flow"] = {"new_people": random.uniform(100, 9_000)}
    unmarked = {**system(random, "cost", "weekly"), "flow": {"new_people": random.uniform(100, 9_000)}}
    authorities = {"North": published, "South": own_set(random), "West": unmarked}
    return Region.model_validate({"name": "Drawn", "authorities": authorities, "reform": own_core(random)})


def reform(random: Random, *own: str) -> dict[str, Any]:
    keys = ("first_contact", "overview_assessment", "basic_planning", "short_reviews", *own)
    return {
        "core_hours_per_person": {key: random.uniform(0.1, 8) for key in keys},
        "crisis_share": random.uniform(0.01, 0.99),
        "crisis_hours_per_person": random.uniform(1, 60),
    }


def nothing(random: Random) -> dict[str, Any]:
    """Draw a reform that needs no hours: what is divided by them does not exist."""
    return {
        "core_hours_per_person": dict.fromkeys(reform(random)["core_hours_per_person"], 0),
        "crisis_share": 0,
        "crisis_hours_per_person": 0,
    }


def one(random: Random, *blocks: str, change: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({"name": "Drawn", **system(random, *blocks), **change})


def region(random: Random, names: str = "North,South,West,East,Middle") -> Region:
    blocks = (
        ("days", "cost", "weekly"),
        ("cost", "shares", "own"),
        ("shares",),
        ("days", "cost"),
        ("cost", "weekly"),
    )
    authorities = {name: system(random, *own) for name, own in zip(names.split(","), blocks, strict=True)}
    return Region.model_validate(
        {"name": "Drawn", "authorities": authorities, "reform": reform(random, "safeguarding")}
    )


class Shape(NamedTuple):
    """A shape of scenario, and how many are drawn of it."""

    drawn: int
    draw: Callable[[Random], Scenario | Region]
    example: Callable[[Random], Scenario | Region] | None = None
    """How the example is drawn, where it is not like the others."""


SHAPES = {
    "toolkit": Shape(60, lambda r: one(r, "days", "cost", "weekly", change={"reform": reform(r)})),
    "shares and an own function": Shape(
        40, lambda r: one(r, "cost", "shares", "own", change={"reform": reform(r, "safeguarding")})
    ),
    "no cost": Shape(20, lambda r: one(r, "weekly", change={"reform": reform(r)})),
    "no functions": Shape(20, lambda r: one(r, "days", "cost", change={"reform": reform(r)})),
    "no reform": Shape(10, lambda r: one(r, "days", "cost", "weekly", change={})),
    "a reform without hours": Shape(
        10,
        lambda r: one(r, "cost", "weekly", change={"reform": nothing(r)}),
        lambda r: one(r, "cost", "weekly", change={"reform": reform(r)}),
    ),
    "region": Shape(40, region),
    "built up": Shape(
        100,
        lambda r: Scenario.model_validate(
            {"name": "Drawn", **built_up(r, "stated"), "reform": by_activity(r, "basic_planning")}
        ),
    ),
    "built up, not all stated": Shape(
        60, lambda r: Scenario.model_validate({"name": "Drawn", **built_up(r), "reform": by_activity(r)})
    ),
    "built up region": Shape(40, built_up_region),
    "a set of its own": Shape(
        40, lambda r: Scenario.model_validate({"name": "Drawn", **own_set(r), "reform": own_core(r)})
    ),
    "several sets": Shape(20, several_sets),
    HOSTILE: Shape(3, lambda r: region(r, "South's,=1+1,East!,@x & <b>,Overview_£%$")),
}


class Case(NamedTuple):
    """One generated scenario: the inputs to type into its shape's example, and the cells that must come out."""

    shape: str
    number: int
    inputs: dict[tuple[str, str], float]
    expected: Cells


class Proof(NamedTuple):
    """The example of a shape, and the generated scenarios."""

    example: Path
    cases: list[Case]


def input_cells(file: Path) -> list[tuple[str, str]]:
    """Return the cells whose numbers may be changed: those that Excel holds to a rule."""
    book = openpyxl.load_workbook(file)
    return [
        (sheet.title, cell)
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type != "list"  # the cover's list of options
        for cell in str(rule.sqref).split()
    ]


def number_drawn(shape: str) -> int:
    """Say how many scenarios are drawn of a shape."""
    return drawn_of(SHAPES[shape].drawn)


def write_example(shape: str, folder: Path) -> Path:
    """Write the example's workbook."""
    _, draw, other = SHAPES[shape]
    example = folder / f"{shape.replace(' ', '_')}.xlsx"
    example.write_bytes(workbook((other or draw)(Random(f"example of {shape}"))))
    return example


def draw_proof(shape: str, folder: Path, most: int = 1000) -> Proof:
    """Draw the scenarios of a shape, and find what changes from the example to each, and what must come out."""
    example, cases = write_example(shape, folder), []
    cells, formulas = input_cells(example), read_cells(example, formulas=True)
    before = read_cells(example)
    for number in range(min(number_drawn(shape), most)):
        made = folder / "made.xlsx"
        made.write_bytes(workbook(SHAPES[shape].draw(Random(f"{shape} {number}"))))
        own = read_cells(made)
        inputs = {cell: float(own[cell]) for cell in cells}
        kept = [cell for cell in cells if cell[0] == "Two-way" or before[cell] in NOT_STATED]
        same = [cell for cell in cells if before[cell] == inputs[cell] and cell not in kept]
        assert not same, f"{shape} {number}: inputs that are not changed: {same}"
        expected = {cell: own[cell] for cell in formulas if cell in own}  # the two-way grid may be smaller
        cases.append(Case(shape, number, inputs, expected))
    return Proof(example, cases)


@pytest.fixture(name="proof", scope="module", params=SHAPES)
def _proof(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The scenarios of one shape, drawn once for both engines: pytest runs the tests of a shape together."""
    return draw_proof(request.param, tmp_path_factory.mktemp("examples"))


def differences(expected: Cells, found: Cells) -> Iterator[str]:
    """Compare every cell: numbers to 1e-9 of the larger of 1 and the number, errors by name."""
    for cell, value in expected.items():
        other = found.get(cell, "nothing")
        if isinstance(value, float) and isinstance(other, float):
            if not math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-9):
                yield f"{cell}: {value!r}, recalculated {other!r}"
        elif value != other:
            yield f"{cell}: {value!r}, recalculated {other!r}"


def test_enough_is_drawn(tmp_path: Path) -> None:
    """460 scenarios and 20,000 cells where the whole proofs are wanted; else a tenth, so that tests stay quick."""
    part = 1 if proofs_whole() else 10
    shapes = [shape for shape in SHAPES if shape != HOSTILE]
    assert sum(number_drawn(shape) for shape in shapes) == 460 // part
    cells = {shape: len(read_cells(write_example(shape, tmp_path), formulas=True)) for shape in shapes}
    assert sum(cells[shape] * number_drawn(shape) for shape in shapes) >= 20_000 // part
    cases = draw_proof("a reform without hours", tmp_path).cases + draw_proof("toolkit", tmp_path, most=6).cases
    values = [value for case in cases for value in case.expected.values()]
    assert "#N/A" in values
    assert any(isinstance(value, float) and value < 0 for value in values)


def test_libreoffice_computes_what_python_computes(proof: Proof, tmp_path: Path) -> None:
    program("soffice")
    assert len(proof.cases) == number_drawn(proof.cases[0].shape)
    files = {}
    for case in proof.cases:
        file = tmp_path / f"{proof.example.stem}_{case.number}.xlsx"
        changed(proof.example, case.inputs, file)
        files[file.name] = case
    recalculated = recalculated_by_libreoffice([tmp_path / name for name in files], tmp_path)
    wrong = [
        f"{name} {text}" for name, case in files.items() for text in differences(case.expected, recalculated[name])
    ]
    assert wrong == []


@pytest.mark.parametrize("proof", some([shape for shape in SHAPES if shape != HOSTILE], 5), indirect=True)
def test_the_package_formulas_computes_what_python_computes(proof: Proof) -> None:
    package("formulas")
    assert proof.cases
    wanted = dict.fromkeys(cell for case in proof.cases for cell in case.expected)
    engine = Formulas(proof.example, proof.cases[0].inputs, wanted)
    wrong = [
        f"{case.shape} {case.number} {text}"
        for case in proof.cases
        for text in differences(case.expected, engine.recalculated(case.inputs))
    ]
    assert wrong == []


@pytest.mark.parametrize("proof", ["no reform"], indirect=True)
def test_a_wrong_cell_is_found(proof: Proof) -> None:
    case = proof.cases[0]
    cell = next(iter(case.expected))
    value = case.expected[cell]
    assert isinstance(value, float)
    assert list(differences(case.expected, case.expected)) == []
    assert len(list(differences(case.expected, {**case.expected, cell: value * (1 + 1e-8)}))) == 1
    assert len(list(differences(case.expected, {**case.expected, cell: "#N/A"}))) == 1
    without = {name: other for name, other in case.expected.items() if name != cell}
    assert len(list(differences(case.expected, without))) == 1


def test_libreoffice_computes_the_best_source_of_support_of_the_shipped_region(tmp_path: Path) -> None:
    program("soffice")
    original, wrong = tmp_path / "region.xlsx", tmp_path / "wrong.xlsx"
    original.write_bytes(workbook(load("yorkshire-humber-2010")))
    changed(original, {}, wrong)
    expected = read_cells(original, formulas=True)
    assert len(expected) > 1000
    found = recalculated_by_libreoffice([wrong], tmp_path)[wrong.name]
    assert list(differences(expected, found)) == []
