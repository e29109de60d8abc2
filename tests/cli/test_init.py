"""`archpers init`: a scenario that works at once and overwrites nothing."""

from pathlib import Path

import pytest

from archpers.scenario.shipped import template
from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_file_works_at_once(command: Command) -> None:
    done = command("init", "my-team.yaml")
    assert (done.code, done.out) == (0, "")
    assert done.err == ("wrote my-team.yaml\nnext: put your figures in, then run `archpers model my-team.yaml`\n")
    assert Path("my-team.yaml").read_text(encoding="utf-8") == template()
    assert command("model", "my-team.yaml").out.startswith("My team\n")


def test_the_next_step_can_be_copied_though_the_name_has_spaces(command: Command) -> None:
    assert "`archpers model 'my team.yaml'`" in command("init", "my team.yaml").err


def test_quiet_says_nothing(command: Command) -> None:
    assert command("init", "my-team.yaml", "-q") == (0, "", "")


def test_an_existing_file_is_refused_and_replaced_by_force(command: Command) -> None:
    Path("my-team.yaml").write_text("mine")
    done = command("init", "my-team.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == "my-team.yaml: exists already; name another file, or add --force to replace it\n"
    assert Path("my-team.yaml").read_text() == "mine"
    assert command("init", "my-team.yaml", "--force").code == 0
    assert Path("my-team.yaml").read_text(encoding="utf-8") == template()


def test_standard_output_can_be_modelled_at_once(command: Command) -> None:
    done = command("init", "-")
    assert done == (0, template(), "")
    assert command("model", "-", stdin=done.out.encode()).code == 0
