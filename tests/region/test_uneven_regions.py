"""Regions whose authorities lack what others have go through every command."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command, command  # noqa: F401  # the fixture
from tests.engines import some
from tests.region.regions import written

pytestmark = pytest.mark.thorough

SEEDS = range(4)
_SPREAD = tuple(
    word
    for path in ("low=100", "high=9000", "distribution=uniform")
    for word in ("--set", f"{{}}.people_served.{path}")
)


def commands(file: str, folder: Path, authority: str, crisis: bool) -> list[tuple[str, ...]]:
    spread = [word.format(f'authorities."{authority}"') for word in _SPREAD]
    asked = [
        *(("model", file, "--format", form) for form in ("table", "json", "csv", "markdown")),
        ("model", file, "--authority", authority),
        ("explain", file, "function_cost"),
        ("explain", file, "function_hours"),
        ("explain", file, "group_time_share"),
        ("sweep", file, "--vary", f'authorities."{authority}".people_served=±10%:10%'),
        ("tornado", file),
        ("switch", file, "--on", "residual_hours" if crisis else "hours_per_person", "--target", "1"),
        ("compare", file, "yorkshire-humber-2010"),
        ("simulate", file, *spread, "--draws", "200"),
        ("workbook", file, "-o", str(folder / "w.xlsx"), "--force"),
        ("report", file, "-o", str(folder / "r.html"), "--force"),
    ]
    if crisis:
        asked += [("chart", file, kind, "-o", str(folder / "c.svg"), "--force") for kind in ("reform", "heatmap")]
        asked += [
            ("report", file, "--what-if", "-o", str(folder / "r.html"), "--force"),
            ("report", file, "--authority", authority, "--what-if", "-o", str(folder / "r.html"), "--force"),
        ]
    return asked


@pytest.mark.parametrize("seed", some(SEEDS, 2))
def test_every_command_takes_it(tmp_path: Path, command: Command, seed: int) -> None:  # noqa: F811
    file = written(tmp_path, seed)
    text = Path(file).read_text()
    authority = next(line.strip()[:-1] for line in text.splitlines()[2:] if line.startswith("  ") and line[2] != " ")
    for arguments in commands(file, tmp_path, authority, "reform:" in text):
        done = command(*arguments)
        assert done.code == 0, (arguments, done.err)
        assert "Traceback" not in done.err


def test_the_smallest_and_largest_numbers_have_their_say(tmp_path: Path, command: Command) -> None:  # noqa: F811
    file = written(tmp_path, 1)
    authority = next(line.strip()[:-1] for line in Path(file).read_text().splitlines() if line.startswith("  "))
    for value in ("1e-307", "1e-300", "1e300", "1e307"):
        for path in ("staffing.care_managers_wte", "people_served", "staffing.working_days_per_year"):
            change = ("--set", f'authorities."{authority}".{path}={value}')
            for name in ("model", "tornado", "switch"):
                done = command(name, file, *change)
                assert done.code in (0, 2), (name, change)
                assert "Traceback" not in done.err, (name, change, done.err)
                assert "RuntimeWarning" not in done.err
