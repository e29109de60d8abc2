"""`archpers workbook`: writes the file it is told to, and no other."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from archpers.cli.app import run


def test_it_writes_a_workbook_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "model.xlsx"
    assert run(["workbook", "toolkit-team", "-o", str(target)]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"wrote {target}\n")
    assert "Inputs" in openpyxl.load_workbook(BytesIO(target.read_bytes())).sheetnames


def test_set_and_authority_are_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "model.xlsx"
    arguments = ["workbook", "yorkshire-humber-2010", "--authority", "LA 4", "--set", "reform.crisis_share=10%"]
    assert run([*arguments, "-o", str(target), "-q"]) == 0
    assert capsys.readouterr().err == ""
    book = openpyxl.load_workbook(target, data_only=True)
    assert book["Cover"]["A1"].value == "LA 4"
    rows = {row[0].value: row for row in book["Inputs"].iter_rows()}
    assert rows["Crisis share"][1].value == 0.1
    stands = {row[0].value: row[18].value for row in book["Assumptions"].iter_rows()}
    assert stands["Crisis share"] == "--set, instead of 20%"
    told = [row[0].value for row in book["Cover"].iter_rows()]
    assert "What if: reform.crisis_share = 10%, instead of 20% (--set)" in told
    assert "Made with 1 in place of the file's own values: they are listed below the key figures." in told
    assert "Set: reform.crisis_share" in {row[0].value for row in book["Sources"].iter_rows()}


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "model.xlsx"
    target.write_text("mine", encoding="utf-8")
    assert run(["workbook", "toolkit-team", "-o", str(target)]) == 2
    assert "add --force" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(["workbook", "toolkit-team", "-o", str(target), "--force"]) == 0


def test_standard_output_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["workbook", "toolkit-team", "-o", "-"]) == 2
    assert "name a file such as model.xlsx" in capsys.readouterr().err


def test_another_suffix_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["workbook", "toolkit-team", "-o", str(tmp_path / "model.xls")]) == 2
    assert "end in .xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_another_process_at_another_place_writes_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        files.append(tmp_path / f"{seed}.xlsx")
        command = [sys.executable, "-m", "archpers", "workbook", "yorkshire-humber-2010", "-q", "-o", str(files[-1])]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(command, check=True, timeout=60, env=environment)
    assert files[0].read_bytes() == files[1].read_bytes()
