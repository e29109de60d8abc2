"""`archpers init`: a scenario that works at once and overwrites nothing."""

from pathlib import Path

import pytest

from archpers.scenario.shipped import template
from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_file_works_at_once(command: Command) -> None:
    done = command("init", "my-team.yaml")
    assert (done.code, done.out) == (0, "")
    assert done.err == ("wrote my-team.yaml\nnext: put your figures in, then run `archpers model my-team.yaml`\n")
    assert Path("my-team.yaml").read_text(encoding="utf-8") == template()
    assert command("model", "my-team.yaml").out.startswith("My team\n")


def test_the_next_step_can_be_copied_though_the_name_has_spaces(command: Command) -> None:
    assert "`archpers model 'my team.yaml'`" in command("init", "my team.yaml").err


def test_quiet_says_nothing(command: Command) -> None:
    assert command("init", "my-team.yaml", "-q") == (0, "", "")


def test_an_existing_file_is_refused_and_replaced_by_force(command: Command) -> None:
    Path("my-team.yaml").write_text("mine")
    done = command("init", "my-team.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == "my-team.yaml: exists already; name another file, or add --force to replace it\n"
    assert Path("my-team.yaml").read_text() == "mine"
    assert command("init", "my-team.yaml", "--force").code == 0
    assert Path("my-team.yaml").read_text(encoding="utf-8") == template()


def test_standard_output_can_be_modelled_at_once(command: Command) -> None:
    done = command("init", "-")
    assert done == (0, template(), "")
    assert command("model", "-", stdin=done.out.encode()).code == 0


HEADINGS = "Team,Care managers,staffing.hours_per_year,Total cost,People served"
FILLED = f"{HEADINGS}\nNorth,11,19360,385000,500\nSouth,7,12000,250000,350\n"


def test_a_spreadsheet_to_fill_in_and_what_comes_next(command: Command) -> None:
    done = command("init", "my teams.xlsx", "--region")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "wrote my teams.xlsx\nnext: fill it in, then run `archpers init region.yaml --from 'my teams.xlsx'`\n"
    )
    assert command("init", "one.xlsx", "-q") == (0, "", "")
    assert Path("one.xlsx").read_bytes() != Path("my teams.xlsx").read_bytes()


def test_a_scenario_is_made_of_a_spreadsheet(command: Command) -> None:
    Path("teams.csv").write_text(FILLED)
    done = command("init", "region.yaml", "--from", "teams.csv", "--prices", "2025-26")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("note: functions: the spreadsheet has no column of it")
    assert done.err.endswith("wrote region.yaml\nnext: run `archpers model region.yaml`\n")
    assert command("model", "region.yaml").code == 0
    assert command("init", "quiet.yaml", "--from", "teams.csv", "-q") == (0, "", "")


def test_standard_input_and_output_take_a_table(command: Command) -> None:
    done = command("init", "-", "--from", "-", "-q", stdin=FILLED.encode())
    assert done.code == 0
    assert done.out.startswith("# archpers init --from: standard input\n")
    assert command("model", "-", stdin=done.out.encode()).code == 0


def test_mistakes_leave_nothing_behind(command: Command) -> None:
    Path("teams.csv").write_text(FILLED.replace(",500", ",n/a").replace("11,", "many,"))
    done = command("init", "region.yaml", "--from", "teams.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        'teams.csv:B2 staffing.care_managers_wte = "many": is not a number; write a number such as 11.5\n'
        'teams.csv:E2 people_served = "n/a": is not a number; write a number such as 500\n'
    )
    assert not Path("region.yaml").exists()


def test_a_workbook_comes_back(command: Command) -> None:
    assert command("workbook", "toolkit-team", "-o", "model.xlsx").code == 0
    done = command("init", "changed.yaml", "--from", "model.xlsx")
    assert done.err.startswith("note: every input is as in the scenario that the workbook was made of\nwrote changed")
    done = command("init", "other.yaml", "--from", "model.xlsx", "--prices", "2025-26")
    assert done.err == "--prices: model.xlsx is a workbook of a scenario, which says this itself\n"


def test_a_sheet_is_chosen_and_the_spreadsheet_is_never_overwritten(command: Command) -> None:
    assert command("init", "teams.xlsx", "--region").code == 0
    done = command("init", "region.yaml", "--from", "teams.xlsx", "--sheet", "Columns")
    assert "teams.xlsx:Columns!A1" in done.err
    Path("region.yaml").write_text(FILLED)
    done = command("init", "region.yaml", "--from", "region.yaml", "--force")
    assert done.err == "region.yaml: is the input, which is never overwritten; name another file\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["a.yaml", "--sheet", "A"], "--sheet A: says something of a spreadsheet; name it with --from TABLE\n"),
        (["a.yaml", "--prices", "2025-26"], "--prices 2025-26: says something of a spreadsheet; name it with"),
        (["a.yaml", "--region"], "--region: is for a spreadsheet; name one, such as teams.xlsx, or make the scenario"),
        (["a.xlsx", "--from", "b.csv"], "a.xlsx: --from makes a scenario; let the name end in .yaml\n"),
        (["a.yaml", "--from", "none.xlsx"], "none.xlsx: there is no such file; see `archpers scenarios`"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: list[str], expected: str, command: Command) -> None:
    done = command("init", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(expected)
    assert list(Path().iterdir()) == []
