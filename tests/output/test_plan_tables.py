"""The plan in the report and on paper: each task with the figures that belong to it."""

import io
from pathlib import Path

from docx import Document

import archpers
from archpers.output.pages.paper import write_paper
from archpers.output.pages.report import report_of, report_page
from archpers.output.tables.decision.plan_tables import plan_tables
from archpers.output.tables.model_answer import heading_of
from archpers.output.tables.table import Table
from archpers.results.evaluate import evaluate
from archpers.results.settled import told
from tests.support import archpers as run

PLAN = """
plan:
  information_networks:
    in_place: |
      A directory, kept by three bodies.

      - printed twice a year
    wanted: <b>One</b> place & no other
    strategies: [first, second]
    by: 2027-03
  professional_advice: {takes: Time}
  care_management_today: {wanted: A diary}
  care_management_reform: {owner: A. Director}
  use_of_resources: {wanted: No more than today}
"""


def tables(folder: Path, name: str, plan: str = PLAN) -> dict[str, Table]:
    file = folder / "planned.yaml"
    file.write_text(Path(f"scenarios/{name}.yaml").read_text(encoding="utf-8") + plan, encoding="utf-8")
    scenario = archpers.load(file)
    return {table.title: table for table in plan_tables(scenario, told(evaluate(scenario)))}


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(map(str, row.cells)) for row in table.rows]


def test_a_task_has_what_is_said_and_the_figures_that_belong_to_it(tmp_path: Path) -> None:
    found = tables(tmp_path, "business-case")
    assert rows(found["Task 1: Information networks"]) == [
        ("In place", "A directory, kept by three bodies.\n\n- printed twice a year"),
        ("Wanted", "<b>One</b> place & no other"),
        ("Strategies", "1. first\n2. second"),
        ("By", "2027-03"),
        ("Figures", "Money: £37,528 a year; Hours bought: 2,085 hours a year; People reached: 2,085 people a year"),
    ]
    assert rows(found["Task 6: Care management as it is now"]) == [("Wanted", "A diary")]
    today, reform = rows(found["Task 7: What care management becomes"])[1:]
    assert today[1] == "Today: Assessment 46.6%, Planning 25.1%, Problem solving 16.0%, Review 12.3%"
    assert reform[1].startswith("Reform: Slimmed core 32,170 hours a year, Crisis service 24,360 hours a year, Resid")
    (case,) = rows(found["Task 8: No more spent on infrastructure"])[1:]
    assert case[1].startswith("2026-27 to 2030-31: net present value to the council £240,290")
    note = found["Not filled in yet"].note
    assert note.startswith("Not filled in yet: 2 (Peer support), 3 (Community supports), 4 (Support services), 9 (")


def test_without_its_block_a_figure_is_not_estimated(tmp_path: Path) -> None:
    found = tables(tmp_path, "toolkit-team")
    assert rows(found["Task 5: Professional advice"])[-1] == (
        "Figures",
        "not estimated: the scenario does not say what would be bought",
    )
    assert rows(found["Task 8: No more spent on infrastructure"])[-1][1].startswith(
        "not estimated: the scenario has no case"
    )
    bare = "name: Bare\nstaffing: {care_managers_wte: 11, hours_per_year: 19360}\npeople_served: 500\n"
    file = tmp_path / "bare.yaml"
    file.write_text(bare + PLAN, encoding="utf-8")
    scenario = archpers.load(file)
    bare_tables = {table.title: table for table in plan_tables(scenario, told(evaluate(scenario)))}
    assert rows(bare_tables["Task 7: What care management becomes"]) == [("Owner", "A. Director")]


def test_a_plan_that_is_whole_has_nothing_left_and_a_file_without_one_no_table(tmp_path: Path) -> None:
    keys = "information_networks peer_support community_supports support_services professional_advice "
    keys += "care_management_today care_management_reform use_of_resources easy_to_direct learning_together "
    keys += "commissioning wider_plans"
    whole = "\nplan:\n" + "".join(f"  {key}: {{owner: A}}\n" for key in keys.split())
    found = tables(tmp_path, "toolkit-team", whole)
    assert len(found) == 12
    assert tables(tmp_path, "toolkit-team", "") == {}


def test_report_and_paper_show_it_and_model_leaves_it_out(tmp_path: Path) -> None:
    tables(tmp_path, "business-case")
    file = tmp_path / "planned.yaml"
    scenario = archpers.load(file)
    result = told(evaluate(scenario))
    heading = list(heading_of(scenario, result))
    page = report_page(scenario, result, heading)
    assert "Task 1: Information networks" in page
    assert "&lt;b&gt;One&lt;/b&gt; place &amp; no other" in page
    stream = io.BytesIO()
    write_paper(report_of(scenario, result, heading), stream)
    cells = [cell.text for table in Document(stream).tables for row in table.rows for cell in row.cells]
    assert "A directory, kept by three bodies.\n\n- printed twice a year" in cells
    assert b"directory" not in run("model", str(file)).stdout
