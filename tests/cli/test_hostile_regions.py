"""Regions whose authorities are uneven and have awkward names, through commands and formats in old encodings."""

import csv
import io
import json
from pathlib import Path

import pytest

from archpers.cli.app import run

pytestmark = pytest.mark.thorough

NAMES = ('a"b', "A.B", "A|B <b>", "💼 x", "بلد", "All as one", "Median", "=1+1", "O'Brien", "#x", "100%", "[b]red[/b]")
EIGHT = "first_contact: 10%, overview_assessment: 20%, full_assessment: 0%, basic_planning: 30%, intensive_planning: 0%"
SHARES = {
    0: f"    functions: {{time_shares: {{{EIGHT}, problem_solving: 25%, short_reviews: 15%, long_reviews: 0%}}}}",
    1: f"    functions: {{time_shares: {{{EIGHT}, problem_solving: 25%, short_reviews: 5%, long_reviews: 0%, own: 10%}}"
    ", additional: {own: {label: '=Own|<b>', group: review}}}",
}
COMMANDS = {
    "model": ((), ('--option="q"',), ("--authority", 'a"b')),
    "compare": ((), ("toolkit-team",)),
    "sweep": (("--vary", "reform.crisis_share=10%,20%"),),
    "tornado": ((),),
    "switch": ((),),
    "explain": (("residual_hours",), ("residual_hours", "--authority", "A.B")),
    "check": ((),),
}
ASKED = [(name, *more) for name, every in COMMANDS.items() for more in every]


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    lines = ["name: '=R|<b>\"x\" %s.'", "authorities:"]
    for index, name in enumerate(NAMES):
        lines += [
            f"  {json.dumps(name, ensure_ascii=False)}:",
            "    staffing: {care_managers_wte: 11, hours_per_year: 19360}",
        ]
        lines += ["    people_served: 500", *(["    cost: {total: 385000}"] if index % 3 else [])]
        lines += [SHARES[index % 4]] if index % 4 in SHARES else []
    lines += [
        "reform: {core_hours_per_person: {first_contact: 2.5, short_reviews: 1}, crisis_share: 20%, "
        "crisis_hours_per_person: 35}",
        "options: {'\"q\"': {reform.crisis_share: 30%}, 'p|<b>.x': {reform.crisis_hours_per_person: 30}}",
        "expect: {residual_hours: {min: 0}}",
    ]
    Path("region.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "region.yaml"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp874"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_every_answer_can_be_written_and_read(
    arguments: tuple[str, ...], form: str, encoding: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding))
    name, *more = arguments
    assert run([name, region, *more, "--format", form]) == 0
    text = raw.getvalue().decode("utf-8" if form in ("csv", "markdown") or name == "sweep" else encoding, "strict")
    if form == "json":
        json.loads(text)
    if form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1
    if form == "markdown":
        assert "<b>" not in text.replace("\\<b\\>", "")


@pytest.mark.parametrize("option", ["b", "c", "d"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_finite_numbers_that_no_float_holds_times_100_are_compared(
    option: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "big.yaml"
    path.write_text(
        "name: Big\nstaffing: {care_managers_wte: 11, hours_per_year: 1}\ncost: {total: 1}\npeople_served: 1e307\n"
        "reform: {core_hours_per_person: {first_contact: 2.5}, crisis_share: 20%, crisis_hours_per_person: 3.5}\n"
        "options: {b: {reform.crisis_share: 10%}, c: {people_served: 1}, d: {people_served: 3e306}}\n"
    )
    assert run(["compare", str(path), "--option", option, "--format", form]) == 0
    out = capsys.readouterr().out
    assert "inf" not in out.lower().replace("infeasible", "")
    assert "nan" not in out.lower()


def test_a_chart_of_them_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "big.yaml"
    path.write_text(
        "name: Big\nstaffing: {care_managers_wte: 11, hours_per_year: 1}\npeople_served: 1e307\n"
        "reform: {core_hours_per_person: {first_contact: 2.5}, crisis_share: 20%, crisis_hours_per_person: 3.5}\n"
    )
    assert run(["chart", str(path), "reform"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
