"""The scenarios and the template that come with archpers."""

from pathlib import Path

import pytest

from archpers.results.evaluate import evaluate
from archpers.scenario import shipped
from archpers.scenario.load import load
from archpers.scenario.shipped import folder, shipped_file, template
from tests.scenario.examples import LEAST, loaded, written

SHIPPED = shipped.shipped()


def test_there_are_shipped_scenarios() -> None:
    assert "toolkit-team" in [path.stem for path in SHIPPED]
    assert sorted(SHIPPED) == SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenario_is_found_by_name_and_loads(path: Path) -> None:
    assert shipped_file(path.stem) == path
    assert shipped_file(path.name) == path
    assert load(path.stem).document is not None


@pytest.mark.parametrize("name", ["-", "nothing-of-that-name", "a/toolkit-team", "a\\toolkit-team", "a\0b", ""])
def test_other_names_are_no_shipped_scenario(name: str) -> None:
    assert shipped_file(name) is None


def test_a_file_of_that_name_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, LEAST).rename("toolkit-team")
    assert shipped_file("toolkit-team") is None
    assert loaded("toolkit-team").name == "North"


def test_an_installed_package_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder().is_dir()
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    (tmp_path / "scenarios").mkdir()
    assert folder() == tmp_path / "scenarios"
    assert shipped.shipped() == []


def test_the_template_works_at_once(tmp_path: Path) -> None:
    scenario = loaded(written(tmp_path, template()))
    assert scenario.name == "My team"
    expected = evaluate(loaded("toolkit-team"))
    assert evaluate(scenario).quantities == expected.quantities
    assert evaluate(scenario).functions == expected.functions


def test_what_the_template_leaves_in_comments_works_too(tmp_path: Path) -> None:
    text = template()
    for comment in (
        "# options:                       #",
        "#   more crisis: {",
        "  # additional:                  #",
        "  #   safeguarding: {label",
    ):
        assert text.count(comment) == 1
        text = text.replace(comment, comment.replace("# ", "", 1).replace("#   ", "  "))
    text = text.replace("    long_reviews: 40 ", "    safeguarding: 3\n    long_reviews: 40 ")
    scenario = loaded(written(tmp_path, text))
    assert list(scenario.options) == ["more crisis"]
    assert scenario.functions is not None
    assert list(scenario.functions.additional) == ["safeguarding"]
