"""The commands sweep, tornado, switch and compare, as they are run."""

import csv
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from archpers.cli.app import run
from archpers.scenario.shipped import shipped_file
from archpers.units import MONEY
from tests.engines import package
from tests.what_if.support import REGION, TOOLKIT

CRISIS = "reform.crisis_share"
SWEEP = ["sweep", TOOLKIT, "--vary", f"{CRISIS}=10%:30%:5%"]
OPTIONS = """
options:
  more crisis: {reform.crisis_share: 30%}
  fewer staff: {staffing.care_managers_wte: 9, cost.total: 320000}
"""


@pytest.fixture
def team(tmp_path: Path) -> str:
    shipped = shipped_file(TOOLKIT)
    assert shipped is not None
    path = tmp_path / "team.yaml"
    path.write_text(shipped.read_text(encoding="utf-8") + OPTIONS, encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def test_sweep_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, *SWEEP, "--show", "residual_value", "--format", "json"))
    assert found["vary"] == {CRISIS: [0.1, 0.15, 0.2, 0.25, 0.3]}
    assert [list(row) for row in found["rows"]] == [[CRISIS, "residual_value"]] * 5
    assert found["rows"][2] == {CRISIS: 0.2, "residual_value": pytest.approx(197073.86363636362)}


def test_sweep_csv_has_the_same_columns(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(answer(capsys, *SWEEP, "--format", "csv"))))
    assert list(rows[0]) == [CRISIS, "residual_value", "residual_hours", "residual_share_of_hours"]
    assert [float(row[CRISIS]) for row in rows] == [0.1, 0.15, 0.2, 0.25, 0.3]


def test_sweep_table_marks_the_baseline_and_where_it_turns_negative(capsys: pytest.CaptureFixture[str]) -> None:
    lines = answer(capsys, "sweep", TOOLKIT, "--vary", f"{CRISIS}=20%,70%,80%").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("20% (baseline)"))
    assert "£197,074" in lines[start]
    assert "█" in lines[start]
    assert [line.split("  ")[0] for line in lines[start + 1 : start + 4]] == ["70%", "- below zero -", "80%"]


def test_sweep_heat_map_marks_the_baseline_and_draws_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "sweep", TOOLKIT, "--vary", f"{CRISIS}=20%,60%", "--vary", "people_served=500,600,700")
    assert "[£197,074]" in text
    row = next(line for line in text.splitlines() if line.strip().startswith("60%"))
    assert row.index("£57,869") < row.index("┃") < row.index("-£7,557")
    above = text.splitlines()[text.splitlines().index(row) - 1]
    assert set(above.strip()) == {"━"}
    assert above.index("━") > row.index("£57,869")


def test_sweep_of_three_inputs_is_a_summary_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    axes = [f"{CRISIS}=0%:50%:10%", "people_served=±20%", "cost.total=±10%"]
    text = answer(capsys, "sweep", TOOLKIT, *(part for axis in axes for part in ("--vary", axis)))
    assert "54 points" in text
    assert "all rows go to a file" in " ".join(text.split())


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_infeasible_points_are_reported_in_every_form(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sweep", TOOLKIT, "--vary", f"{CRISIS}=50%,150%", "--format", form]) == 0
    captured = capsys.readouterr()
    said = " ".join((captured.out + captured.err).replace("\\", "").split())
    assert "1 of 2 points are infeasible and have no value (reform.crisis_share: a share lies between 0 and 1)" in said


def test_a_varied_time_share_says_what_it_does_to_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    share = 'authorities."LA 1".functions.time_shares.full_assessment'
    arguments = ["sweep", REGION, "--vary", f"{share}=10%,20%", "--show", "functions.full_assessment.hours"]
    rescaled = "the other time shares are rescaled in proportion, so that the row sums to 100%"
    for form in ("table", "markdown"):
        assert rescaled in " ".join(answer(capsys, *arguments, "--format", form).split())
    (warning,) = json.loads(answer(capsys, *arguments, "--format", "json"))["warnings"]
    assert warning["code"] == "shares_rescaled"
    assert rescaled in warning["message"]
    assert run([*arguments, "--format", "csv"]) == 0
    assert rescaled in capsys.readouterr().err
    balanced = answer(capsys, *arguments, "--balance", "problem_solving")
    assert "problem_solving makes up" in " ".join(balanced.split())


@pytest.mark.parametrize("suffix", ["csv", "json", "md", "txt"])
def test_a_sweep_goes_to_a_file_by_its_suffix(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"sweep.{suffix}"
    assert run([*SWEEP, "-o", str(target)]) == 0
    assert "0.25" in target.read_text(encoding="utf-8") or "25%" in target.read_text(encoding="utf-8")
    assert run([*SWEEP, "-o", str(target)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_a_value_that_does_not_exist_is_said_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    core = ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
    arguments = ["sweep", TOOLKIT, "--vary", f"{CRISIS}=0:20%:10%", "--show", "wisn_ratio"]
    arguments += [part for key in core for part in ("--set", f"reform.core_hours_per_person.{key}=0")]
    (warning,) = json.loads(answer(capsys, *arguments, "--format", "json"))["warnings"]
    assert warning["code"] == "value_does_not_exist"
    assert warning["message"].startswith("At 1 of 3 points there is no value for wisn_ratio: a division by zero")
    for form in ("table", "markdown", "csv"):
        assert run([*arguments, "--format", form]) == 0
        captured = capsys.readouterr()
        said = " ".join((captured.out + captured.err).replace("\\", "").split())
        assert "At 1 of 3 points there is no value for wisn_ratio" in said


def test_a_sweep_of_the_residual_says_that_time_is_not_cash(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("table", "markdown"):
        shown = " ".join(answer(capsys, *SWEEP, "--format", form).split())
        assert "time freed is not cash released." in shown
        shown = answer(capsys, *SWEEP, "--show", "crisis_hours", "--format", form)
        assert "cash" not in shown


def test_sweep_parquet_reads_back(tmp_path: Path) -> None:
    package("pyarrow")
    from pyarrow import parquet

    target = tmp_path / "sweep.parquet"
    assert run(["sweep", TOOLKIT, "--vary", f"{CRISIS}=20%,120%", "-o", str(target)]) == 0
    found = parquet.read_table(target).to_pydict()
    assert found[CRISIS] == [0.2, 1.2]
    assert found["residual_value"] == [pytest.approx(197073.86363636362), None]


def test_tornado_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, "tornado", TOOLKIT, "--format", "json"))["rows"]
    assert list(found[0]) == ["input", "low_input", "high_input", "low", "high", "swing"]
    assert [row["swing"] for row in found] == sorted((row["swing"] for row in found), reverse=True)
    assert len(found) == 19


def test_tornado_says_which_ends_are_not_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(answer(capsys, "tornado", TOOLKIT, "--within", "20%").split())
    assert "* 11 inputs: low and high not given, taken as 20% from the value." in text
    assert "8 other inputs leave it as it is." in text


CAVEAT = "time freed is not cash released"
ALONE = (
    "more care managers or hours cost nothing more here (with cost.per_wte in place of cost.total, cost follows them), "
    "and less cost buys the same hours"
)


@pytest.mark.parametrize("command", ["tornado", "switch"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_what_the_answer_is_not_is_said_in_every_form(
    command: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> str:
        assert run([command, *arguments, "--format", form]) == 0
        captured = capsys.readouterr()
        assert (captured.err != "") == (form in ("json", "csv"))
        return " ".join((captured.out + captured.err).replace("\\", "").split())

    assert ALONE in said(TOOLKIT)
    assert CAVEAT in said(TOOLKIT)
    assert CAVEAT not in said(TOOLKIT, "--on", "cost_per_hour")
    assert ALONE not in said(TOOLKIT, "--on", "residual_hours", "--set", "cost=null")
    shares = said(REGION, "--authority", "LA 1", "--on", "function_groups.review.hours")
    assert "the other time shares are rescaled in proportion, so that the row sums to 100%" in shares
    assert "rescaled" not in said(REGION, "--authority", "LA 1")  # the residual does not hang on them
    on = ["--authority", "LA 1", "--on", "function_groups.review.hours", "--balance", "long_reviews"]
    assert "long_reviews makes up" in said(REGION, *on)


def test_a_share_goes_back_by_a_sweep_as_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    scope = [REGION, "--authority", "LA 1"]
    hours = "functions.full_assessment.hours"
    for balance in ([], ["--balance", "intensive_planning"]):
        on = [*scope, "--on", hours, "--target", "33000", *balance]
        text = " ".join(answer(capsys, "switch", *on).split())
        assert f"write archpers sweep FILE --vary PATH=VALUE{' with ' if balance else ''}{' '.join(balance)}" in text
        found = json.loads(answer(capsys, "switch", *on, "--format", "json"))["rows"]
        shares = [row for row in found if "time_shares" in row["input"] and row["switching_value"] is not None]
        assert shares
        for row in shares:
            vary = ["--vary", f"{row['input']}={row['switching_value']!r}", "--show", hours, "--format", "json"]
            swept = json.loads(answer(capsys, "sweep", *scope, *vary, *balance))
            assert swept["rows"][0][hours] == pytest.approx(33000, rel=1e-9)


def test_the_ends_of_a_stretch_are_rows_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    on = ["switch", REGION, "--on", "pooled.median.cost_per_person"]
    own = json.loads(answer(capsys, "model", REGION, "--format", "json"))["pooled"]["median"]["quantities"]
    on += ["--target", repr(own["cost_per_person"])]
    text = answer(capsys, *on)
    assert len(text.splitlines()) < 40
    assert "from £0" in text
    assert "to £2,782,214.88" in text
    assert "£5,304,134.3 or more" in text
    assert "From, to: every value between the two reaches it as well." in text
    assert run([*on, "--format", "json"]) == 0
    captured = capsys.readouterr()
    values = [
        row["switching_value"] for row in json.loads(captured.out)["rows"] if row["input"].endswith('4".cost.total')
    ]
    assert values == [0.0, pytest.approx(2782214.876)]
    assert 'authorities."LA 4".cost.total: every value from £0 to £2,782,214.88 reaches it.' in captured.err
    assert 'authorities."LA 2".cost.total: every value of £5,304,134.3 or more reaches it.' in captured.err


def test_a_cost_of_nothing_is_no_way_to_reach_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    says = "With cost.total at £0 it reaches £0 only because time then has no value; the hours stay as they are."
    assert says in " ".join(answer(capsys, "switch", TOOLKIT).split())
    assert says not in " ".join(answer(capsys, "switch", TOOLKIT, "--target", "£1").split())
    assert says not in " ".join(answer(capsys, "switch", TOOLKIT, "--on", "residual_hours").split())


def test_a_small_target_or_change_is_not_shown_as_none(capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "switch", TOOLKIT, "--target", "0.4")
    assert "residual_value reaches £0.4, from" in text
    text = answer(capsys, "switch", TOOLKIT, "--target", "197070")
    assert "-0.0021%" in text
    assert "+0.0%" not in text


def test_tornado_says_what_was_not_moved(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(answer(capsys, "tornado", TOOLKIT, "--set", f"{CRISIS}=0%").split())
    assert "9 other inputs leave it as it is." in text
    assert "* 9 inputs: low and high not given, taken as 10% from the value." in text
    assert f"Not moved: {CRISIS}, since its value is 0 and no low or high is given; give one" in text
    assert run(["tornado", TOOLKIT, "--set", f"{CRISIS}=0%", "--format", "json"]) == 0
    captured = capsys.readouterr()
    rows = {row["input"]: row for row in json.loads(captured.out)["rows"]}
    assert rows[CRISIS]["swing"] is None
    assert f"note: Not moved: {CRISIS}" in captured.err


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_tornado_says_which_evidence_a_value_has_set_aside(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tornado", "example-borough", "--set", f"{CRISIS}=25%", "--format", form]) == 0
    captured = capsys.readouterr()
    text = " ".join((captured.out + captured.err).replace("\\", "").split())
    assert f"{CRISIS}: the file's low, high, distribution belong to its own value and are left out" in text
    assert "9 inputs: low and high not given, taken as 10% from the value." in text


@pytest.mark.parametrize("file", [TOOLKIT, "example-borough", REGION])
def test_tornado_has_swings_and_bars_at_80_columns(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = answer(capsys, "tornado", file)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith("Input")] == [lines[lines.index("") + 2]]  # in one part
    assert "Swing" in text
    assert text.count("█") > 8


def test_one_other_input_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    on = ["--on", "hours_per_person", "--set", "reform=null", "--set", "functions=null"]
    assert "1 other input leaves it as it is." in answer(capsys, "tornado", TOOLKIT, *on)
    assert "1 other input has no effect on it." in answer(capsys, "switch", TOOLKIT, *on, "--target", "40")


def test_switch_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, "switch", TOOLKIT, "--target", "£200,000", "--format", "json"))["rows"]
    assert list(found[0]) == ["input", "baseline", "switching_value", "change"]
    rows = {row["input"]: row for row in found}
    assert rows["functions.hours_per_week.long_reviews"]["switching_value"] is None
    assert rows[CRISIS]["change"] == pytest.approx(rows[CRISIS]["switching_value"] / 0.2 - 1)


@pytest.mark.parametrize(("target", "value"), [("-5%", -0.05), ("40%", 0.4), ("0.4", 0.4)])
def test_switch_reads_targets_as_people_write_them(
    target: str, value: float, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ["--on", "residual_share_of_hours", "--target", target]
    found = json.loads(answer(capsys, "switch", TOOLKIT, *on, "--format", "json"))["rows"]
    people = next(row["switching_value"] for row in found if row["input"] == "people_served")
    assert people == pytest.approx((1 - value) * 19360 / 18.9)


def test_compare_shows_every_option_of_a_file(team: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, "compare", team, "--format", "json"))
    assert [variant["name"] for variant in found["variants"]] == ["as given", "more crisis", "fewer staff"]
    assert found["inputs"][-1] == {"input": CRISIS, "values": [0.2, 0.3, 0.2]}
    assert found["attribution"] is None
    value = next(row for row in found["quantities"] if row["quantity"] == "residual_value")
    assert value["differences"][1] == value["values"][1] - value["values"][0]


def test_compare_attributes_the_difference_of_two(team: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, "compare", team, "--option", "fewer staff", "--format", "json"))["attribution"]
    assert found["method"] == "Shapley values"
    assert math.fsum(part["part"] for part in found["parts"]) == pytest.approx(found["difference"])
    text = " ".join(answer(capsys, "compare", team, "--option", "fewer staff").split())
    assert "Where the difference in residual_value comes from" in text


def test_compare_files(team: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(answer(capsys, "compare", team, REGION, "--format", "csv"))))
    assert {row["variant"] for row in rows} == {"Toolkit team", "Yorkshire and Humber 2010"}
    people = [row for row in rows if row["name"] == "people_served" and row["part"] == "quantities"]
    assert [(row["value"], row["difference"]) for row in people] == [("500.0", "0.0"), ("25860.0", "25360.0")]


@pytest.mark.parametrize("command", ["tornado", "switch"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_regions_and_single_authorities(command: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    for scope in ([], ["--authority", "LA 4"], ["--on", 'authorities."LA 4".residual_value']):
        assert "LA 4" in answer(capsys, command, REGION, *scope, "--format", form)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sweep", TOOLKIT], "nothing is varied"),
        (["sweep", TOOLKIT, "--vary", "people_served=1:1e12:1"], "1,000,000,000,000 points"),
        (["sweep", TOOLKIT, "--vary", "people_served=1:9:0"], "the step is 0"),
        (["sweep", TOOLKIT, "--vary", "people=1"], "did you mean people_served?"),
        ([*SWEEP, "--show", "residual_valu"], "did you mean residual_value?"),
        ([*SWEEP, "--balance", "long_reviews"], "is not a function whose time share the scenario gives"),
        ([*SWEEP, "--format", "parquet"], "name a file with -o FILE.parquet"),
        ([*SWEEP, "-o", "x"], "write one of .txt, .json, .csv, .md, .xlsx, .parquet"),
        ([*SWEEP, "--authority", "LA 1"], "is not a region"),
        (["tornado", TOOLKIT, "--on", "residual"], "did you mean"),
        (["tornado", TOOLKIT, "--within", "150%"], "between 0% and 100%"),
        (["tornado", TOOLKIT, "--within", "lots"], "--within lots: is not a number"),
        (["tornado", TOOLKIT, "--on", "residual_value", "--set", "cost=null"], "is not estimated"),
        (["switch", TOOLKIT, "--target", "20%"], "this is not a share"),
        (["switch", TOOLKIT, "--on", "residual_share_of_hours", "--target", "20"], "write 20% or 0.20"),
        (["tornado", TOOLKIT, "--within", "20"], "write 20% or 0.20"),
        (["tornado", TOOLKIT, "--balance", "long_reviews"], "is not a function whose time share the scenario gives"),
        (["switch", TOOLKIT, "--balance", "long_reviews"], "is not a function whose time share the scenario gives"),
        (["switch", TOOLKIT, "--target", "nan"], "is not a finite number"),
        (["compare", TOOLKIT], "has no options to compare"),
        (["compare", TOOLKIT, REGION, "--option", "x"], "goes with one file"),
        (["compare", TOOLKIT, "--option", "x"], "has no option of that name"),
        (["compare", "no-such-file.yaml"], "no-such-file.yaml"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err


def test_an_authority_by_itself_has_values_not_changes(capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "sweep", REGION, "--authority", "LA 4", "--vary", "people_served=4000,4316")
    assert "4,316 (baseline)" in text


def test_a_file_says_that_a_change_is_a_fraction(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["sweep", REGION, "--vary", "people_served=±10%", "--show", "residual_value"]
    warnings = json.loads(answer(capsys, *arguments, "--format", "json"))["warnings"]
    assert [warning["code"] for warning in warnings] == ["average_hides_deficit", "change", "change_as_fraction"]
    assert run([*arguments, "--format", "csv"]) == 0
    assert "note: A change is a fraction here: 0.1 is +10%." in capsys.readouterr().err
    assert "fraction" not in answer(capsys, *arguments)


def test_changes_alike_are_shown_with_their_sign(capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "sweep", REGION, "--vary", "people_served=±10%", "--vary", "cost.total=+10%,+20%")
    rows = text.split("people_served  ")[1].splitlines()[1:4]
    assert [line.split()[0] for line in rows] == ["-10%", "0%", "+10%"]


def test_every_quantity_that_is_asked_for_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show = ["residual_value", 'authorities."LA 4".residual_value', 'authorities."LA 4".residual_hours']
    arguments = ["sweep", REGION, "--vary", f"{CRISIS}=20%", *(part for text in show for part in ("--show", text))]
    text = answer(capsys, *arguments, "--format", "markdown")
    assert "| " + " | ".join(
        [
            f"{CRISIS} share",
            *(f"{name} {unit}" for name, unit in zip(show, ("£/year", "£/year", "hours/year"), strict=True)),
        ]
    ) + " |" in text.replace("\\_", "_")


def test_a_sweep_that_is_interrupted_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from archpers.what_if.sweep import Sweep, SweepBlock

    def interrupted(self: Sweep) -> Iterator[SweepBlock]:
        yield from original(self, 2)
        raise KeyboardInterrupt

    original = Sweep.blocks
    monkeypatch.setattr(Sweep, "blocks", interrupted)
    assert run([*SWEEP, "-o", str(tmp_path / "sweep.csv")]) == 130
    assert list(tmp_path.iterdir()) == []


def test_the_heat_map_has_colours_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from archpers.output.formats.heat_map import HeatMap, print_heat_map

    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    for name, value in (("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("COLUMNS", "80")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    values: list[list[float | str]] = [[100.0, -100.0], ["infeasible", 0.0]]
    stream = Terminal()
    print_heat_map(HeatMap("title", MONEY, "row", ["1", "2"], "column", ["3", "4"], values, (0, 0)), stream)
    text = stream.getvalue()
    assert "48;2;80;155;199m" in text  # blue, the most positive
    assert "48;2;217;76;98m" in text  # red, the most negative
    assert "48;2;255;255;255m" in text  # white, at zero
    assert "infeasible" in text


@pytest.mark.parametrize("command", [["model"], ["sweep", "--vary", "people_served=±10%"]], ids=["model", "sweep"])
def test_a_block_taken_away_was_in_the_file(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, *command, TOOLKIT, "--set", "cost=null", "--set", "functions=null")
    assert "What if: cost taken away, instead of a set of keys (--set)" in text
    assert "What if: functions taken away, instead of a set of keys" in text


def test_compare_overwrites_none_of_its_inputs(team: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(Path(team).read_text(encoding="utf-8"), encoding="utf-8")
    before = other.read_bytes()
    for files in ([team, str(other)], [str(other), team]):
        assert run(["compare", *files, "-o", str(other), "--format", "csv", "--force"]) == 2
        assert "is the input, which is never overwritten" in capsys.readouterr().err
    assert other.read_bytes() == before


def test_many_inputs_taken_together_are_named_in_short(team: str, capsys: pytest.CaptureFixture[str]) -> None:
    changes = " ".join(
        f"functions.hours_per_week.{key}: 10," for key in ("first_contact", "full_assessment", "short_reviews")
    )
    changes += " ".join(
        f"{path}: {value},"
        for path, value in (
            ("functions.hours_per_week.long_reviews", 9),
            ("functions.hours_per_week.problem_solving", 9),
            ("functions.hours_per_week.basic_planning", 9),
            ("people_served", 450),
            ("cost.total", 400000),
            ("staffing.care_managers_wte", 12),
            ("staffing.working_days_per_year", 210),
            ("reform.crisis_share", 0.25),
            ("reform.crisis_hours_per_person", 30),
            ("reform.core_hours_per_person.first_contact", 2),
        )
    )
    text = Path(team).read_text(encoding="utf-8") + f"  everything: {{{changes.rstrip(',')}}}\n"
    Path(team).write_text(text, encoding="utf-8")
    shown = " ".join(answer(capsys, "compare", team, "--option", "everything").split())
    assert "and 3 more" in shown
    assert "Inputs in one row are taken together." in shown


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_compare_regions_with_each_authority(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = shipped_file(REGION)
    assert shipped is not None
    other = tmp_path / "other.yaml"
    text = shipped.read_text(encoding="utf-8")
    other.write_text(text.replace("crisis_share: {value: 20%", "crisis_share: {value: 15%"), encoding="utf-8")
    on = 'authorities."LA 4".residual_value'
    found = answer(capsys, "compare", REGION, str(other), "--on", on, "--format", form).replace("\\", "")
    assert "LA 4" in found
    assert "-7.8%" in found or "-0.077" in found
    assert CRISIS in found
    assert "Difference" in found or "difference" in found


def test_a_heat_map_in_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    axes = ["--vary", f"{CRISIS}=10%,20%", "--vary", "people_served=±20%"]
    text = answer(capsys, "sweep", TOOLKIT, *axes, "--format", "markdown")
    assert "| 20% | £234,659 | \\[£197,074\\] | £159,489 |" in text


def test_two_parts_of_one_row_of_hours(capsys: pytest.CaptureFixture[str]) -> None:
    core = "reform.core_hours_per_person"
    assert run(["sweep", TOOLKIT, "--vary", f"{core}=10", "--vary", f"{core}.first_contact=1"]) == 2
    assert "not both" in capsys.readouterr().err
    assert run(["sweep", TOOLKIT, "--set", "reform=null", "--vary", f"{core}=10"]) == 2
    assert "the scenario has no number there" in capsys.readouterr().err
