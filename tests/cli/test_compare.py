"""`archpers compare`, as it is run."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.support import TOOLKIT_FILE


def test_values_put_in_place_are_said_and_nothing_is_as_given(team: Path, command: Command) -> None:
    arguments = ("compare", str(team), "--option", "more crisis", "--set", "people_served=400")
    done = command(*arguments)
    assert "What if: people_served = 400, instead of 500 (--set)" in done.out
    assert "as given" not in done.out
    variants = json.loads(command(*arguments, "--format", "json").out)["variants"]
    assert [variant["name"] for variant in variants] == ["without option", "more crisis"]
    assert [[each["origin"] for each in variant["overrides"]] for variant in variants] == [
        ["--set"],
        ["option more crisis", "--set"],
    ]
    assert json.loads(command("compare", str(team), "--format", "json").out)["variants"][0]["name"] == "as given"


def test_the_overrides_are_those_of_the_model(team: Path, command: Command) -> None:
    arguments = ("--option", "more crisis", "--set", "people_served=400", "--format", "json")
    compared = json.loads(command("compare", str(team), *arguments).out)
    assert compared["variants"][1]["overrides"] == json.loads(command("model", str(team), *arguments).out)["overrides"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_warnings_are_in_every_form(form: str, command: Command) -> None:
    done = command("compare", "toolkit-team", "example-borough", "--format", form)
    assert done.code == 0
    said = " ".join((done.err if form == "csv" else done.out).replace("\\", "").split())
    assert "(Toolkit team: 2009-10; Example borough: 2025-26)" in said
    assert "The core asks for more hours a person" in said
    if form == "csv":
        assert not command("compare", "toolkit-team", "example-borough", "--format", form, "--quiet").err


def test_a_null_in_json_has_its_warning(team: Path, command: Command) -> None:
    found = json.loads(command("compare", str(team), "--option", "no cost", "--format", "json").out)
    value = next(row for row in found["quantities"] if row["quantity"] == "residual_value")
    assert value["values"][1] is None
    assert found["attribution"] is None
    about = {warning["code"]: warning["variants"] for warning in found["warnings"]}
    assert about["cost_not_given"] == about["no_value"] == ["no cost"]
    assert about["not_attributed"] == ["as given", "no cost"]


def test_regions_have_pooled_values_and_authorities_in_csv(command: Command) -> None:
    rows = csv.DictReader(io.StringIO(command("compare", *["yorkshire-humber-2010"] * 2, "--format", "csv").out))
    names = {row["name"] for row in rows}
    assert {"pooled.mean_of_ratios.residual_share_of_hours", 'authorities."LA 4".cost_per_person'} <= names


def test_a_file_whose_name_is_no_text_can_be_compared(tmp_path: Path, command: Command) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/\xff.yaml")
    try:
        Path(name).write_bytes(TOOLKIT_FILE.read_bytes())
    except OSError:
        pytest.skip("the file system takes text only")
    done = command("compare", name, "toolkit-team", "--format", "json")
    assert json.loads(done.out)["variants"][0]["name"] == f"{tmp_path}/\\xff.yaml"
