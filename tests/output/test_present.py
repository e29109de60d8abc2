"""An answer and its way out: the format that is chosen, what is computed for it, and what is said beside it."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from archpers.errors import OutputError, UsageError
from archpers.output.formats.registry import FORMATS
from archpers.output.present import Answer, DataRows, Destination, Display, Note, present
from tests.support import SOURCE

SUFFIXES = [(kind.suffix, name) for name, kind in FORMATS.items() if kind.suffix]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def never(*_: object) -> Any:
    raise AssertionError("computed though no one asked for it")


@pytest.mark.parametrize("name", [name for name, kind in FORMATS.items() if kind.needs])
def test_a_format_that_is_made_of_a_part_has_a_module_that_writes_it(name: str) -> None:
    assert callable(import_module(f"archpers.output.formats.{FORMATS[name].module}").write)
    assert FORMATS[name].needs in (*Answer._fields, "sheets")


@pytest.mark.parametrize(("suffix", "name"), SUFFIXES)
def test_the_suffix_chooses_among_the_formats_of_the_command(suffix: str, name: str) -> None:
    assert Destination(None, f"x{suffix.upper()}", formats=list(FORMATS)).form == name
    others = [form for form in FORMATS if form != name]
    with pytest.raises(UsageError, match=f"-o x{suffix}: the suffix does not tell the format; write one of"):
        Destination(None, f"x{suffix}", formats=others)


@pytest.mark.parametrize(
    ("form", "output"), [("csv", "a.txt"), ("json", "a"), ("json", "a.JSON"), ("github", "a.md"), ("csv", "/dev/null")]
)
def test_a_format_may_be_named_where_no_suffix_says_otherwise(form: str, output: str) -> None:
    assert Destination(form, output, formats=list(FORMATS)).form == form


@pytest.mark.parametrize("output", ["a.json", "A.XLSX", "a.yml", "a.parquet"])
def test_a_format_that_the_suffix_contradicts_is_refused(output: str) -> None:
    with pytest.raises(UsageError, match=r"--format csv: .* by its suffix; leave --format out, or write -o [aA]\.csv"):
        Destination("csv", output, formats=list(FORMATS))


def test_nothing_said_is_the_first_format_on_standard_output_and_on_a_device() -> None:
    assert Destination(None, "-").form == Destination(None, "/dev/null").form == "table"
    assert Destination(None, "-", formats=("svg", "png")).form == "svg"


def test_only_what_is_asked_for_is_computed() -> None:
    answer = Answer(layout=never, rows=never, document=lambda: {"a": 1}, notes=never)
    present(answer, Destination(None, "x.json", quiet=True))
    assert json.loads(Path("x.json").read_text()) == {"a": 1}


def test_a_screen_may_show_less_than_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(layout=lambda on_screen: Display(["short" if on_screen else "long"]))
    present(answer, Destination(None, "-"))
    present(answer, Destination("markdown", "-"))
    present(answer, Destination(None, "x.txt", quiet=True))
    assert capsys.readouterr().out == "short\n# long\n"
    assert Path("x.txt").read_text() == "long\n"


@pytest.mark.parametrize(("last", "order"), [(False, "note first"), (True, "file first")])
def test_notes_go_beside_what_has_no_place_for_them(last: bool, order: str, capsys: pytest.CaptureFixture[str]) -> None:
    notes = [Note("note", "so it is", "code"), Note("warning", "beware")]
    answer = Answer(rows=lambda: DataRows(("a",), [(1,)]), document=dict, notes=lambda: notes, noted_last=last)
    said, wrote = ["note: so it is", "warning: beware"], ["wrote x.csv"]
    present(answer, Destination(None, "x.csv"))
    assert capsys.readouterr().err.splitlines() == ([*said, *wrote] if order == "note first" else [*wrote, *said])
    present(answer, Destination(None, "x.json", quiet=True))
    present(answer, Destination(None, "y.csv", quiet=True))
    present(answer, Destination("json", "-"))
    assert capsys.readouterr().err == ""


def test_a_failure_in_the_middle_leaves_nothing() -> None:
    def rows() -> Iterator[tuple[float]]:
        yield (1.0,)
        raise OutputError("stop")

    with pytest.raises(OutputError, match="stop"):
        present(Answer(rows=lambda: DataRows(("a",), rows())), Destination(None, "x.csv"))
    assert list(Path().iterdir()) == []


def test_standard_output_is_written_to_in_one_place() -> None:
    writing = re.compile(r"sys\.stdout\.(write|buffer)|\bprint\(|typer\.echo\(")
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if writing.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"cli/app.py", "output/formats/heat_map.py", "output/formats/terminal.py"}
