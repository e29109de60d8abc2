"""Files of other tools are read, or refused with the reason.

openpyxl 3.1 and pandas 3.1 (with openpyxl and with XlsxWriter), LibreOffice 7 and XlsxWriter wrote them; XlsxWriter in
constant memory writes as libxlsxwriter does, which R's writexl is made of; `bare-strings-in-place.xlsx` was written by
hand, with no more than the standard asks for.
"""

from pathlib import Path

import pytest

from archpers.scenario.inputs import all_givens
from archpers.scenario.load import load
from tests.scenario.spreadsheet.books import ROWS, errors, made

FOLDER = Path(__file__).parent / "public"
EXPECTED: dict[str, list[str]] = {}
for line in (Path(__file__).parent / "public.txt").read_text(encoding="utf-8").splitlines():
    name, _, said = line.partition(": ")
    EXPECTED.setdefault(name, []).append(said)


def test_every_file_is_expected() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(EXPECTED)
    assert len(EXPECTED) >= 20


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_of_another_tool_is_read_or_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    raw = (FOLDER / name).read_bytes()
    if EXPECTED[name] != ["read"]:
        assert errors(raw, name) == EXPECTED[name]
        return
    file = tmp_path / "made.yaml"
    file.write_text(made(raw, name).text, encoding="utf-8")
    wte, hours, cost, people = zip(*(row[1:5] for row in ROWS), strict=True)
    hours = (8 * 220 * 11, *hours[1:]) if "formula" in name else hours
    expected = [value for row in zip(wte, hours, cost, people, strict=True) for value in row]
    assert [given.figure.value for given in all_givens(load(file))] == expected
