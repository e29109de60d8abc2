"""Authorities short of hours, which the figures of the region as one authority do not show."""

import json

import pytest

import archpers
from archpers.cli.app import run
from archpers.what_if.baseline import Baseline
from archpers.what_if.hidden_deficits import hidden_deficits
from tests.what_if.support import REGION, baseline, region

COMMANDS = {
    "sweep": ["sweep", REGION, "--vary", "reform.crisis_share=±10%"],
    "tornado": ["tornado", REGION],
    "switch": ["switch", REGION],
}
HEADING = "Figures of the region as one authority (ratio of totals)"


def own_warning() -> str:
    (message,) = (each.message for each in archpers.evaluate(region()).warnings if each.code == "average_hides_deficit")
    return message


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_region_is_said_to_be_pooled_and_what_that_hides(
    command: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*COMMANDS[command], "--format", form]) == 0
    text = " ".join(capsys.readouterr().out.replace("\\", "").split())
    assert HEADING in text
    assert f"Warning: {own_warning()}" in text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_come_with_the_warning(command: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMANDS[command], "--format", form]) == 0
    assert f"warning: {own_warning()}" in capsys.readouterr().err


def test_the_json_of_a_sweep_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMANDS["sweep"], "--format", "json"]) == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert {"code": "average_hides_deficit", "message": own_warning()} in warnings


@pytest.mark.parametrize(
    "quantity", ['authorities."LA 1".residual_value', "pooled.median.residual_value", "crisis_hours"]
)
def test_nothing_is_hidden_by_other_measures(quantity: str) -> None:
    base = Baseline(region())
    assert hidden_deficits(base, [base.measure(quantity)]) == []
    assert hidden_deficits(base, [base.measure("pooled.ratio_of_totals.residual_hours")])


def test_one_authority_hides_none(capsys: pytest.CaptureFixture[str]) -> None:
    base = baseline()
    assert hidden_deficits(base, [base.measure("residual_value")]) == []
    assert run(["tornado", REGION, "--authority", "LA 1"]) == 0
    assert HEADING not in capsys.readouterr().out
