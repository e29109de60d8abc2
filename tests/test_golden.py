"""What the toolkit team's model looks like, kept whole: a change of it is seen in the difference of these files.

To write them anew, from the root of the project: python -m tests.test_golden
"""

from pathlib import Path

import pytest

from tests.support import ROOT, archpers

GOLDEN = Path(__file__).parent / "golden"
DEFICIT = ("--set", "people_served=1700", "--set", "cost=null")

CASES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "toolkit-team.txt": ((), {"COLUMNS": "80"}),
    "toolkit-team.md": (("--format", "markdown"), {}),
    "toolkit-team.csv": (("--format", "csv"), {}),
    "toolkit-team.json": (("--format", "json"), {}),
    "toolkit-team-40-columns.txt": ((), {"COLUMNS": "40"}),
    "toolkit-team-ascii.txt": ((), {"COLUMNS": "80", "PYTHONIOENCODING": "ascii"}),
    "deficit-without-cost.txt": (DEFICIT, {"COLUMNS": "80"}),
}
"""File -> what is asked of `archpers model toolkit-team`, and in which environment."""


def written(name: str) -> bytes:
    arguments, variables = CASES[name]
    done = archpers("model", "toolkit-team", *arguments, cwd=ROOT, variables=variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", CASES)
def test_the_toolkit_team_is_written_as_kept(name: str) -> None:
    assert written(name).decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_no_kept_file_is_left_over() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(CASES)


if __name__ == "__main__":
    for case in CASES:
        (GOLDEN / case).write_bytes(written(case))
