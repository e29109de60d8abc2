"""Words of the trade are explained below an answer, and in docs/glossary.md."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from archpers.output.glossary import terms
from tests.support import archpers as process

SWEEP = ["sweep", "toolkit-team", "--vary", "people_served=400,500"]
DOCUMENT = Path(__file__).parents[2] / "docs" / "glossary.md"


def run(*arguments: str) -> str:
    return process(*arguments).stdout.decode()


def explained(*arguments: str) -> set[str]:
    plain, said = (run(*arguments, *more) for more in ((), ("--glossary",)))
    assert said.startswith(plain.rstrip("\n"))
    return {line.partition(": ")[0] for line in said[len(plain) :].splitlines()} & {term.word for term in terms()}


def test_the_page_is_fresh(tmp_path: Path) -> None:
    written = tmp_path / "glossary.md"
    subprocess.run([sys.executable, "-m", "archpers.output.glossary", written], check=True, timeout=60)
    assert DOCUMENT.read_bytes() == written.read_bytes(), (
        "stale: run `python -m archpers.output.glossary docs/glossary.md`"
    )


@pytest.mark.parametrize(
    ("arguments", "there", "absent"),
    [
        (["model", "toolkit-team"], {"WTE", "Residual", "WISN ratio"}, {"Payback", "Sobol index", "Lever"}),
        (["model", "business-case"], {"Lever", "Released hours", "Stranded cost"}, {"Swing"}),
        (["case", "business-case"], {"Net present value (npv)", "Payback"}, {"Draw"}),
        (["simulate", "example-borough", "--draws", "1000"], {"Draw", "Sobol index", "Deficit"}, {"Payback"}),
        (["tornado", "toolkit-team"], {"Swing", "Baseline"}, {"Sobol index"}),
        (["switch", "toolkit-team"], {"Switching value"}, {"Swing"}),
        (["compare", "example-borough"], {"Residual", "Percentage point (pp)"}, {"Draw"}),
        (SWEEP, {"Baseline"}, {"Draw"}),
        ([*SWEEP, "--vary", "reform.crisis_share=10%,20%"], {"Residual"}, set()),
        (["explain", "toolkit-team", "wisn_ratio"], {"WISN ratio"}, {"Draw"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_words_that_stand_in_an_answer_are_explained_once(
    arguments: list[str], there: set[str], absent: set[str]
) -> None:
    found = explained(*arguments)
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_have_no_glossary(form: str) -> None:
    done = process("model", "toolkit-team", "--format", form, "--glossary")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"--glossary: explains what people read, and {form} is for programs; leave it out".encode() in done.stderr


def test_every_word_has_a_meaning_and_a_form_that_is_found() -> None:
    assert len(terms()) > 20
    for term in terms():
        assert term.meaning.endswith(".")
        assert all(re.compile(name) for name in term.names)
    assert len({term.word for term in terms()}) == len(terms())
