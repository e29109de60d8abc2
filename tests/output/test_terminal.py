"""Tables on a terminal: fitted to any width and character set, no number ever cut, nothing read as markup."""

import io
import re
from collections.abc import Callable

import pytest

from archpers.output.formats.terminal import print_tables
from archpers.output.tables.model_tables import model_tables
from archpers.output.tables.table import Bar, Column, Number, Row, Table
from archpers.results.evaluate import evaluate
from archpers.scenario.load import load
from archpers.scenario.overrides import parse_override
from archpers.units import HOURS, SHARE

Printer = Callable[..., list[str]]
WIDTHS = (20, 40, 80, 200)
NUMBER = re.compile(r"\W*[0-9][0-9,.]*\W*")
HUGE = "1" + ",000" * 100


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    """Print to standard output of a width and an encoding; return its lines."""

    def to(
        *tables: Table,
        width: int,
        encoding: str = "utf-8",
        heading: tuple[str, ...] = (),
        closing: tuple[str, ...] = (),
    ) -> list[str]:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr("sys.stdout", stream)
        print_tables(heading, tables, closing, stream)
        monkeypatch.undo()
        return raw.getvalue().decode(encoding).splitlines()

    return to


def toolkit(*overrides: str) -> list[Table]:
    scenario = load("toolkit-team", [parse_override(text) for text in overrides])
    return model_tables(scenario, evaluate(scenario))


def table(*rows: Row, unit: str = "hours/year", note: str = "") -> Table:
    columns = (Column("Function", numeric=False), Column("Share"), Column("", numeric=False), Column("Hours", "a year"))
    return Table("Title", columns, rows, note)


def row(label: str, share: float | None = 0.5, hours: float | None = 1234.0, **marks: bool) -> Row:
    return Row((label, Number(share, SHARE), Bar(share), Number(hours, HOURS)), **marks)


CASES = {
    "complete": (),
    "deficit": ("people_served=1700",),
    "no cost": ("cost=null",),
    "region": ("cost.total=4373478", "people_served=25860", "staffing.care_managers_wte=446.2"),
    "huge": ("cost.total=1e300", "people_served=1e9"),
}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_lines_fit_and_numbers_stay_whole(case: str, width: int, encoding: str, printer: Printer) -> None:
    tables = toolkit(*CASES[case])
    lines = printer(*tables, width=width, encoding=encoding, heading=("Toolkit team",), closing=("Warning: look.",))
    for line in lines:
        assert len(line) <= width or NUMBER.fullmatch(line.strip().removeprefix("-GBP").removeprefix("GBP")), line
    words = f" {' '.join(lines)} "
    for each in tables:
        for cell in (cell for row in each.rows for cell in row.cells if isinstance(cell, Number)):
            text = str(cell) if encoding != "ascii" else str(cell).replace("£", "GBP ")
            assert f" {text} " in words


@pytest.mark.parametrize("width", [1, 5, 19])
def test_the_least_width_is_20(width: int, printer: Printer) -> None:
    assert printer(*toolkit(), width=width) == printer(*toolkit(), width=20)


def test_a_wide_terminal_has_bars_and_units_beside_the_numbers(printer: Printer) -> None:
    text = "\n".join(printer(*toolkit(), width=80))
    assert "People per care manager            45.45  people/WTE" in text
    assert "Assessment              23.6%  █▉         4,576   £91,000      9.15      £182" in text
    assert "Today           100.0%  ████████  19,360" in text


def test_a_narrow_terminal_has_the_unit_behind_the_label_and_no_bars(printer: Printer) -> None:
    lines = printer(*toolkit(), width=40)
    at = lines.index("People per care manager,")
    assert lines[at + 1] == "  people/WTE                       45.45"
    assert "Unit" not in " ".join(lines)
    assert "█" not in "".join(lines)


def test_a_narrow_terminal_repeats_the_labels_for_further_columns(printer: Printer) -> None:
    lines = printer(toolkit()[1], width=40)
    assert sum(line.startswith("Assessment") for line in lines) == 2
    assert "" in lines[2:]


def test_the_narrowest_terminal_has_the_number_below_its_label(printer: Printer) -> None:
    lines = printer(*toolkit(), width=20)
    at = lines.index("Total cost, £/year")
    assert lines[at + 1] == "            £385,000"


def test_a_label_is_folded_at_words_and_indented(printer: Printer) -> None:
    lines = printer(table(row("  Safeguarding enquiries and reviews of them")), width=40)
    assert lines[5:8] == ["  Safeguarding", "    enquiries and", "    reviews of them  50.0%  ████   1,234"]


def test_a_label_of_one_long_word_is_broken(printer: Printer) -> None:
    lines = printer(table(row("x" * 10_000)), width=80)
    assert sum(line.count("x") for line in lines) == 10_000
    assert max(map(len, lines)) <= 80


def test_a_long_number_in_a_sentence_stays_whole(printer: Printer) -> None:
    lines = printer(table(row("a"), note=f"They need £{HUGE}, and more."), width=40)
    assert f"£{HUGE}," in lines


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_number_stands_whole(width: int, printer: Printer) -> None:
    lines = printer(table(row("Core", hours=123_456_789_012_345.0)), width=width)
    assert lines[-1].split()[-1] == "123,456,789,012,345"
    assert (lines[-1].strip() == "123,456,789,012,345") is (width == 20)  # on its own line where there is no room


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_too_long_to_hold_is_written_with_its_power_of_ten(width: int, printer: Printer) -> None:
    lines = printer(table(row("Core", hours=1.5e300)), width=width)
    assert lines[-1].split()[-1] == "1.5e300"


def test_an_empty_label_has_its_number(printer: Printer) -> None:
    assert printer(table(row("")), width=80)[-1].split() == ["50.0%", "████", "1,234"]


@pytest.mark.parametrize(
    ("share", "bar"),
    [(0.0, ""), (None, ""), (-0.5, ""), (0.02, "▏"), (0.5, "████"), (0.51, "████"), (1.0, "█" * 8), (7.0, "█" * 8)],
)
def test_a_bar_is_as_long_as_its_share(share: float | None, bar: str, printer: Printer) -> None:
    line = printer(table(row("a", share=share)), width=80)[-1]
    assert "".join(re.findall("[▏▎▍▌▋▊▉█]", line)) == bar


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_bars_and_rules_are_plain_where_the_characters_are(encoding: str, printer: Printer) -> None:
    lines = printer(table(row("a", share=0.5)), width=80, encoding=encoding)
    assert set(lines[4]) == {"-"}
    assert "####" in lines[-1]


def test_money_without_a_pound_sign(printer: Printer) -> None:
    text = "\n".join(printer(*toolkit("people_served=1700"), width=80, encoding="ascii"))
    assert "GBP 385,000  GBP/year" in text
    assert "-GBP 253,949" in text
    assert "£385,000" in "\n".join(printer(*toolkit(), width=80, encoding="latin-1"))


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "Łódź – “café” ’s"), ("latin-1", r"\u0141ód\u017a - \u201ccafé\u201d 's")],
)
def test_a_name_is_shown_as_near_as_it_can_be(encoding: str, expected: str, printer: Printer) -> None:
    assert printer(width=80, encoding=encoding, heading=("Łódź – “café” ’s",)) == [expected]


def test_control_characters_never_reach_the_terminal(printer: Printer) -> None:
    lines = printer(table(row("a\x1b[2Jb\x07c")), width=80, heading=("\x1b[31mred\x1b[0m\u202e",))
    assert lines[0] == " [31mred [0m"
    assert "\x1b" not in "".join(lines)


def test_markup_in_a_name_stays_text(printer: Printer) -> None:
    assert printer(width=80, heading=("[red]Team[/red] :smile:",)) == ["[red]Team[/red] :smile:"]


def test_a_name_of_10_000_characters_is_broken_into_lines(printer: Printer) -> None:
    lines = printer(width=80, heading=("n" * 10_000,))
    assert "".join(lines) == "n" * 10_000
    assert max(map(len, lines)) == 80


def test_not_estimated_stands_in_words(printer: Printer) -> None:
    assert "not estimated" in printer(table(row("a", hours=None)), width=80)[-1]


def test_a_table_without_columns_is_its_title_and_note(printer: Printer) -> None:
    assert printer(Table("Reform", (), (), "Not estimated."), width=80) == ["", "Reform", "Not estimated."]


def test_a_file_is_80_columns_wide_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    for width in ("20", "80", "200"):
        monkeypatch.setenv("COLUMNS", width)
        stream = io.StringIO()
        print_tables(["Team"], toolkit(), [], stream)
        written.append(stream.getvalue())
    assert written[0] == written[1] == written[2]
    assert max(map(len, written[0].splitlines())) <= 80


def test_what_may_stand_aside_makes_room_for_bars(printer: Printer) -> None:
    columns = (
        Column("", numeric=False),
        Column("Hours", "hours/year"),
        Column("Range", numeric=False, aside=True),
        Column("", numeric=False),
    )
    shown = Table("t", columns, [Row(("Staff", Number(1234.0, HOURS), "1,000.5 to 2,000.5", Bar(1.0)))])
    assert printer(shown, width=60)[-1] == "Staff       1,234  1,000.5 to 2,000.5  ████████"
    assert printer(shown, width=40)[-2:] == ["Staff, 1,000.5 to", "  2,000.5                1,234  ████████"]
    assert printer(shown, width=30)[-1].split() == ["2,000.5", "1,234"]


def test_a_label_is_not_folded_within_a_number(printer: Printer) -> None:
    lines = printer(table(row("functions.hours_per_week.first_contact, 143,621.1 to 175,536.9")), width=30)
    assert "175,536.9" in " ".join(lines)
    assert "143,621.1" in " ".join(lines)
