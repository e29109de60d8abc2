"""The `distribution:` of a number in a scenario file: what is read, and what is refused with which remedy."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

import archpers
from archpers.errors import ScenarioError
from archpers.results.json_schema import json_schema
from archpers.scenario.overrides import parse_path
from archpers.scenario.reading.document import Override

UNCERTAIN = Path(__file__).with_name("uncertain.yaml")


def with_overrides(file: str = "toolkit-team", **values: str) -> Any:
    return archpers.load(file, [Override(parse_path(path), value, "--set") for path, value in values.items()])


def crisis(text: str, tmp_path: Path) -> Any:
    file = tmp_path / "crisis.yaml"
    whole = UNCERTAIN.read_text(encoding="utf-8")
    line = "  crisis_share: {value: 20%, low: 15%, high: 30%, distribution: pert}"
    assert line in whole
    file.write_text(whole.replace(line, f"  crisis_share: {text}"), encoding="utf-8")
    return archpers.load(file).reform.crisis_share  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{value: 20%, low: 15%, high: 30%, distribution: uniform}", {"uniform": {"low": 0.15, "high": 0.3}}),
        (
            "{value: 20%, low: 15%, high: 30%, distribution: triangular}",
            {"triangular": {"low": 0.15, "mode": 0.2, "high": 0.3}},
        ),
        ("{value: 20%, low: 15%, high: 30%, distribution: pert}", {"pert": {"low": 0.15, "mode": 0.2, "high": 0.3}}),
        (
            "{value: 20%, distribution: {pert: {low: 15%, mode: 18%, high: 30%, shape: 6}}}",
            {"pert": {"low": 0.15, "mode": 0.18, "high": 0.3, "shape": 6}},
        ),
        ("{value: 20%, distribution: {normal: {mean: 20%, sd: 3%}}}", {"normal": {"mean": 0.2, "sd": 0.03}}),
        (
            "{value: 20%, distribution: {lognormal: {mean: 0.2, sd: 3%, min: 0, max: 1}}}",
            {"lognormal": {"mean": 0.2, "sd": 0.03, "min": 0, "max": 1}},
        ),
        ("{value: 20%, distribution: {beta: {alpha: 2, beta: 8}}}", {"beta": {"alpha": 2, "beta": 8}}),
    ],
)
def test_distributions_are_read(text: str, expected: dict[str, dict[str, float]], tmp_path: Path) -> None:
    assert crisis(text, tmp_path).distribution == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{value: 20%, distribution: pert}", "a distribution needs low and high; write low and high too"),
        ("{value: 20%, distribution: normal}", r"normal needs parameters; write distribution: {normal: {mean: ..., sd"),
        ("{value: 20%, distribution: gauss}", "is not a distribution; write one of uniform, triangular"),
        ("{value: 20%, distribution: [pert]}", "is not one distribution"),
        ("{value: 20%, distribution: {}}", "is not one distribution"),
        ("{value: 20%, distribution: {pert: {}, beta: {}}}", "is not one distribution"),
        ("{value: 20%, distribution: {norml: {mean: 20%}}}", r"norml .*is not a distribution; did you mean normal"),
        ("{value: 20%, distribution: {normal: 3%}}", "the parameters are missing; write mean, sd"),
        ("{value: 20%, distribution: {normal: {mean: 20%}}}", "normal.sd = nothing: this parameter is missing"),
        (
            "{value: 20%, distribution: {normal: {mean: 20%, sd: 3%, sdd: 3%}}}",
            "is not a parameter of it; did you mean sd",
        ),
        ("{value: 20%, distribution: {normal: {mean: 20, sd: 3%}}}", "a share lies between 0 and 1; write 20%"),
        ("{value: 20%, distribution: {normal: {mean: 20%, sd: 0}}}", "a standard deviation is more than 0"),
        ("{value: 20%, distribution: {normal: {mean: 20%, sd: 3%, min: 30%, max: 10%}}}", "not in order"),
        ("{value: 20%, distribution: {normal: {mean: 20%, sd: 1%, min: 50%}}}", "next to nothing"),
        ("{value: 20%, distribution: {lognormal: {mean: 0%, sd: 3%}}}", "the mean of a lognormal value is more than 0"),
        ("{value: 20%, distribution: {uniform: {low: 30%, high: 40%}}}", "the value does not lie where"),
        ("{value: 20%, distribution: {triangular: {low: 10%, mode: 5%, high: 30%}}}", "not in order"),
        ("{value: 20%, distribution: {beta: {alpha: 0.1, beta: 1}}}", "a shape lies between 0.2 and 10,000"),
        ("{value: 20%, distribution: {pert: {low: 20%, mode: 20%, high: 20%}}}", "low and high are the same"),
    ],
)
def test_distributions_that_are_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        crisis(text, tmp_path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.path.startswith("reform.crisis_share.distribution")) == (17, True)


@pytest.mark.parametrize(
    "evidence",
    [
        {"distribution.normal.mean": "500", "distribution.normal.sd": "1e300"},
        {"low": "1", "high": "2e15", "value": "500", "distribution": "uniform"},
    ],
    ids=["sd", "bare"],
)
def test_numbers_too_large_to_draw_are_refused(evidence: dict[str, str]) -> None:
    with pytest.raises(ScenarioError, match="too large to draw; write numbers up to 1,000,000,000,000,000"):
        with_overrides(**{f"people_served.{key}": value for key, value in evidence.items()})


def test_only_shares_have_a_natural_range_for_beta() -> None:
    with pytest.raises(ScenarioError, match=r"beta.low = nothing: this parameter is missing"):
        with_overrides(**{"people_served.distribution.beta.alpha": "2", "people_served.distribution.beta.beta": "3"})


def test_a_limit_may_be_zero_where_the_number_may_not() -> None:
    spread = "people_served.distribution.normal"
    scenario = with_overrides(**{f"{spread}.mean": "500", f"{spread}.sd": "200", f"{spread}.min": "0"})
    assert scenario.people_served.distribution == {"normal": {"mean": 500, "sd": 200, "min": 0}}


def test_a_time_share_is_not_drawn_by_itself() -> None:
    path = 'authorities."LA 1".functions.time_shares.first_contact.distribution.uniform'
    with pytest.raises(ScenarioError, match=r"cannot be drawn by itself.*write functions.distribution: {dirichlet"):
        with_overrides("yorkshire-humber-2010", **{f"{path}.low": "1%", f"{path}.high": "4%"})


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("functions.distribution.dirichlet", "200", "write {dirichlet: {concentration: 200}}"),
        ("functions.distribution.dirichlet.concentration", "0", "a concentration is more than 0"),
        ("correlations.people_served", "0.5", "is not a set of keys"),
        ("correlations.people_served.reform", "1.5", "a rank correlation lies between -1 and 1"),
        ("correlations.people_served.reform", "1", "a rank correlation lies between -1 and 1"),
        ("correlations.people_served.reform", "-1", "write one input as the other's multiple, or a number nearer to 0"),
    ],
)
def test_rows_and_correlations_that_are_refused(path: str, value: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        with_overrides(**{path: value})


def test_a_copy_keeps_its_distributions() -> None:
    scenario = archpers.load(UNCERTAIN)
    assert isinstance(scenario, archpers.Scenario)
    copy = archpers.replace(scenario, name="Copy")
    assert copy.model_dump(exclude={"name"}) == scenario.model_dump(exclude={"name"})


def test_the_json_schema_takes_what_the_reader_takes() -> None:
    definitions = json_schema("scenario")["$defs"]
    figure, row = (definitions[name]["properties"]["distribution"] for name in ("Figure", "Functions"))
    for good in ("pert", {"normal": {"mean": "20%", "sd": 0.03}}, {"beta": {"alpha": 2, "beta": 3}}, None):
        jsonschema.validate(good, figure)
    jsonschema.validate({"dirichlet": {"concentration": "200"}}, row)
    wrong: list[Any] = ["gauss", "normal", {"normal": {"mean": 1, "sdd": 2}}, {"pert": {"low": []}}, {}]
    for bad in wrong:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, figure)
