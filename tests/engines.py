"""Spreadsheet engines that are not ours, to recalculate a workbook: LibreOffice, and the package formulas."""

import csv
import gc
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from xml.etree import ElementTree

import pytest
from openpyxl.utils import get_column_letter

Case = TypeVar("Case")
Cells: TypeAlias = dict[tuple[str, str], float | str]
"""Sheet and cell -> its number, or the error that stands there."""

BESIDE_THE_FILE = ("Checks", "Assumptions")
"""Sheets that set what is in use beside what the file had."""

WRONG = "-987654321"
"""What stands in a formula's cell before it is recalculated."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*>.*?</f>)<v>.*?</v></c>')
_NUMBER = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><v>([^<]*)</v></c>')
_PRINTED = re.compile(rb'<definedName name="_xlnm\.[^>]*>[^<]*</definedName>')
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"  # all sheets, in UTF-8
_MOST_IN_A_RUN = 200
"""LibreOffice takes some 250 words on its command line, and leaves out what stands behind them, without a word."""
_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def proofs_required() -> bool:
    """Say whether a proof that cannot be carried out is a failure."""
    return os.environ.get("ARCHPERS_PROOFS") in ("required", "whole")


def proofs_whole() -> bool:
    """Say whether every case of a proof is wanted, however long it takes; else some of them, to be quick."""
    return os.environ.get("ARCHPERS_PROOFS") == "whole"


def drawn_of(count: int) -> int:
    """Return how many of so many cases that are drawn a proof takes: all of them, or a tenth."""
    return count if proofs_whole() else max(1, count // 10)


def some(cases: Iterable[Case], most: int) -> list[Case]:
    """Return the cases that a proof goes through one by one: all of them, or the first few."""
    every = list(cases)
    return every if proofs_whole() else every[:most]


def missing(what: str) -> None:
    """Skip the test for want of a program or package; fail where the proofs are required."""
    if proofs_required():
        pytest.fail(f"ARCHPERS_PROOFS={os.environ['ARCHPERS_PROOFS']}, and {what} is not installed")
    pytest.skip(f"{what} is not installed")


def program(*names: str) -> str:
    """Find a program under one of its names, or skip the test."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(f"the program {names[0]}")
    assert found is not None
    return found


def package(name: str) -> None:
    """Check that a package is installed, or skip the test."""
    if find_spec(name) is None:
        missing(f"the Python package {name}")


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheets of a workbook: file within the archive -> name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    names = [sheet.attrib["name"] for sheet in book.iter(f"{_MAIN}sheet")]
    return {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(names, 1)}


def read_cells(workbook: Path, *, formulas: bool = False) -> Cells:
    """Read the numbers and errors of a workbook as they are stored.

    formulas: only of cells with one, and of those what rests on the inputs in use alone, not on what the file had.
    """
    cells: Cells = {}
    with zipfile.ZipFile(workbook) as archive:
        for file, name in _sheets(archive).items():
            for cell in ElementTree.fromstring(archive.read(file)).iter(f"{_MAIN}c"):
                value = cell.find(f"{_MAIN}v")
                kind = cell.get("t", "n")
                if value is None or value.text is None or (formulas and cell.find(f"{_MAIN}f") is None):
                    continue
                if formulas and (kind == "str" or name in BESIDE_THE_FILE):
                    continue
                if kind != "s":
                    cells[name, cell.attrib["r"]] = float(value.text) if kind == "n" else value.text
    return cells


def changed(workbook: Path, inputs: Mapping[tuple[str, str], float], target: Path) -> None:
    """Copy a workbook with other inputs, and with a wrong value stored for every formula."""
    with zipfile.ZipFile(workbook) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        sheets = _sheets(archive)
        for file in archive.namelist():
            content = archive.read(file)
            if file in sheets:
                content = _patched(content.decode(), sheets[file], inputs).encode()
            copy.writestr(file, content)


def _patched(text: str, sheet: str, inputs: Mapping[tuple[str, str], float]) -> str:
    def formula(match: re.Match[str]) -> str:
        look = re.sub(r' t="[a-z]+"', "", match[2])
        return f'<c r="{match[1]}"{look}>{match[3]}<v>{WRONG}</v></c>'

    def number(match: re.Match[str]) -> str:
        value = inputs.get((sheet, match[1]))
        return match[0] if value is None else f'<c r="{match[1]}"{match[2]}><v>{value!r}</v></c>'

    plain = re.sub(r"<drawing [^>]*/>", "", text)  # charts take time, and are not recalculated
    return _NUMBER.sub(number, _FORMULA.sub(formula, plain))


def recalculated_by_libreoffice(workbooks: Sequence[Path], folder: Path) -> dict[str, Cells]:
    """Let LibreOffice recalculate workbooks, as many in one run as it takes: file name -> its cells.

    They come back as CSV, a file for each sheet, which takes a third of the time that workbooks take. They hold 15
    digits. What is to be printed is left out before: LibreOffice would break all sheets into pages, which takes most of
    its time.
    """
    bare = [_unprinted(workbook, folder / "unprinted") for workbook in workbooks]
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    made = folder / "recalculated"
    command = [program("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", _CSV]
    for first in range(0, len(bare), _MOST_IN_A_RUN):
        own = bare[first : first + _MOST_IN_A_RUN]
        subprocess.run([*command, "--outdir", made, *own], check=True, capture_output=True, timeout=600)
    return {workbook.name: _read_csv(workbook, made) for workbook in workbooks}


def _unprinted(workbook: Path, folder: Path) -> Path:
    """Copy a workbook into a folder without the names that say what is printed; no formula uses them."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(workbook) as archive, zipfile.ZipFile(folder / workbook.name, "w") as copy:
        for file in archive.namelist():
            content = archive.read(file)
            copy.writestr(file, _PRINTED.sub(b"", content) if file == "xl/workbook.xml" else content)
    return folder / workbook.name


def _read_csv(workbook: Path, folder: Path) -> Cells:
    cells: Cells = {}
    with zipfile.ZipFile(workbook) as archive:
        sheets = list(_sheets(archive).values())
    for sheet in sheets:
        with (folder / f"{workbook.stem}-{sheet}.csv").open(encoding="utf-8", newline="") as stream:
            for row, texts in enumerate(csv.reader(stream), 1):
                for column, text in enumerate(texts, 1):
                    if text:
                        cells[sheet, f"{get_column_letter(column)}{row}"] = _number(text)
    return cells


def _number(text: str) -> float | str:
    match = re.fullmatch(r"(-?[0-9]*\.?[0-9]+(?:E[-+]?[0-9]+)?)(%?)", text)
    return text if match is None else float(match[1]) / (100 if match[2] else 1)


class Formulas:
    """A workbook in the package formulas, compiled once for other inputs again and again."""

    def __init__(self, workbook: Path, inputs: Iterable[tuple[str, str]], outputs: Iterable[tuple[str, str]]) -> None:
        self.inputs, self.outputs = list(inputs), list(outputs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own affair
            import formulas

            gc.unfreeze()  # one of before may go
            model = formulas.ExcelModel().loads(str(workbook)).finish()
            names = [
                [f"'[{workbook.name}]{sheet.upper()}'!{cell}" for sheet, cell in part]
                for part in (self.inputs, self.outputs)
            ]
            self.function: Any = model.compile(inputs=names[0], outputs=names[1])
        gc.freeze()  # a quarter of the time would go into looking through the graph for garbage

    def recalculated(self, inputs: Mapping[tuple[str, str], float]) -> Cells:
        """Compute the outputs for these inputs."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ranges = self.function(*(inputs[name] for name in self.inputs))
        values = [one.value[0, 0] for one in ranges]
        return {
            name: float(value) if isinstance(value, int | float) else str(value)
            for name, value in zip(self.outputs, values, strict=True)
        }
