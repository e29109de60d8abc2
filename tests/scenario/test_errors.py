"""How a problem is written, and how many are shown."""

import pytest

from archpers.errors import MOST_SHOWN, ArchpersError, OutputError, Problem, ScenarioError, UsageError


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("a share lies between 0 and 1", "write 20% or 0.20", "north.yaml", 12, 17, "reform.share", "20"),
            "north.yaml:12:17 reform.share = 20: a share lies between 0 and 1; write 20% or 0.20",
        ),
        (
            Problem("this key is missing", "write name: North", "north.yaml", 1, 1, "name"),
            "north.yaml:1:1 name = nothing: this key is missing; write name: North",
        ),
        (
            Problem("is empty", "write some text", "north.yaml", 1, 7, "name", "   "),
            "north.yaml:1:7 name = nothing: is empty; write some text",
        ),
        (
            Problem("is not UTF-8", "save it as UTF-8", "north.yaml", 1, 1, says="UTF-16 text"),
            "north.yaml:1:1 UTF-16 text: is not UTF-8; save it as UTF-8",
        ),
        (
            Problem("there is no such file", "see `archpers scenarios`", "north.yaml"),
            "north.yaml: there is no such file; see `archpers scenarios`",
        ),
        (
            Problem("is not a number", "write 500", "--set", path="people_served", says="x"),
            "--set people_served = x: is not a number; write 500",
        ),
        (Problem("is not a number", "write 500", path="a", says="x"), "a = x: is not a number; write 500"),
    ],
    ids=["value", "missing", "blank", "no-path", "no-place", "override", "no-file"],
)
def test_a_problem_says_where_what_and_what_to_write(problem: Problem, text: str) -> None:
    assert str(problem) == text


@pytest.mark.parametrize(
    ("count", "last"), [(MOST_SHOWN, "p = nothing: 99; r"), (1234, "and 1,134 more problems; mend these first")]
)
def test_at_most_100_problems_are_shown_and_all_are_kept(count: int, last: str) -> None:
    error = ScenarioError([Problem(str(number), "r", path="p") for number in range(count)])
    assert len(error.problems) == count
    assert str(error).split("\n")[-1] == last
    assert str(error).split("\n")[:2] == ["p = nothing: 0; r", "p = nothing: 1; r"]


@pytest.mark.parametrize("kind", [ScenarioError, UsageError, OutputError])
def test_every_error_is_an_archpers_error(kind: type[Exception]) -> None:
    assert issubclass(kind, ArchpersError)
