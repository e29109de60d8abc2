"""`archpers report` and `archpers chart`: files, formats, and what they refuse."""

import subprocess
import sys
from pathlib import Path

import pytest

from archpers.cli.app import run


def test_report_writes_one_file_and_the_what_if_page_beside_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "toolkit-team", "-o", str(tmp_path / "a.html"), "--what-if"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-what-if.html", "a.html"]
    assert "<h1>Toolkit team</h1>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<h1>Toolkit team: what if?</h1>" in (tmp_path / "a-what-if.html").read_text(encoding="utf-8")
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [f"wrote {tmp_path / 'a-what-if.html'}", f"wrote {tmp_path / 'a.html'}"]


def test_of_two_pages_none_is_written_where_one_must_not_be(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text("mine")
    assert run(["report", "toolkit-team", "-o", str(tmp_path / "a.html"), "--what-if"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert "exists already" in capfd.readouterr().err


def test_a_report_says_which_evidence_a_value_has_set_aside(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "example-borough", "--set", "reform.crisis_share=25%"]) == 0
    assert "belong to its own value and are left out" in capfd.readouterr().out


def test_report_goes_to_standard_output_with_overrides_and_one_authority(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["report", "yorkshire-humber-2010", "--authority", "LA 4", "--set", "reform.crisis_share=10%"]
    assert run(arguments) == 0
    text = capfd.readouterr().out
    assert text.startswith("<!DOCTYPE html>")
    assert "What if: reform.crisis_share = 10%, instead of 20% (--set)" in text
    assert "<h1>LA 4</h1>" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "toolkit-team", "--what-if"], "name the report with -o FILE.html"),
        (["report", "nowhere"], "there is no such file"),
        (["report", "toolkit-team", "--set", "reform=null", "--what-if", "-o", "x.html"], "has no reform block to try"),
        (["chart", "toolkit-team", "refrom"], "did you mean reform?"),
        (["chart", "toolkit-team", "reform", "-o", "x.gif"], "write .svg or .png, or add --format"),
        (["chart", "toolkit-team", "reform", "--set", "reform=null"], "Toolkit team has no reform block"),
    ],
    ids=[
        "what-if to standard output",
        "no file",
        "nothing to try",
        "unknown kind",
        "unknown suffix",
        "nothing to draw",
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    output = capfd.readouterr()
    assert output.out == ""
    assert message in output.err


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_chart_writes_by_suffix_and_replaces_nothing_unasked(
    suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"x.{suffix}"
    assert run(["chart", "toolkit-team", "groups", "-o", str(target), "-q"]) == 0
    content = target.read_bytes()
    assert content.startswith(b"<?xml" if suffix == "svg" else b"\x89PNG")
    assert run(["chart", "toolkit-team", "groups", "-o", str(target)]) == 2
    assert target.read_bytes() == content
    assert "exists already" in capfd.readouterr().err


def test_a_png_goes_to_standard_output_byte_for_byte(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "archpers", "chart", "toolkit-team", "groups", "--format", "png"]
    shown = subprocess.run(command, capture_output=True, check=True)
    subprocess.run([*command, "-o", str(tmp_path / "x.png")], capture_output=True, check=True)
    assert shown.stdout == (tmp_path / "x.png").read_bytes()
    assert shown.stderr == b""


@pytest.mark.parametrize("heavy", ["matplotlib", "jinja2", "numpy"])
def test_the_model_starts_without_what_only_charts_need(heavy: str) -> None:
    command = "import sys; from archpers.cli.app import run; run(['model', 'toolkit-team'])"
    code = f"{command}; sys.exit({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
