"""docs/model.md says what the registry says."""

import subprocess
import sys
from pathlib import Path

import pytest

from archpers.model import INPUTS, QUANTITIES
from archpers.model.renderings import in_general
from archpers.output.model_document import model_document

DOCUMENT = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_document_is_fresh(tmp_path: Path) -> None:
    written = tmp_path / "model.md"
    subprocess.run([sys.executable, "-m", "archpers.output.model_document", written], check=True, timeout=60)
    assert DOCUMENT.read_bytes() == written.read_bytes(), (
        "stale: run `python -m archpers.output.model_document docs/model.md`"
    )


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_equation_has_formula_unit_and_source(name: str) -> None:
    rows = [line for line in model_document().splitlines() if line.startswith(f"| `{name}`")]
    assert len(rows) == 1
    assert f"| `{in_general(name)}` |" in rows[0]
    assert f"| {QUANTITIES[name].unit} |" in rows[0]
    assert rows[0].endswith(f"| {QUANTITIES[name].source} |")


def test_the_diagram_has_every_arrow_once() -> None:
    lines = model_document().splitlines()
    arrows = {line.strip() for line in lines if "-->" in line}
    assert arrows == {f"{' & '.join(own.parameters)} --> {name}" for name, own in QUANTITIES.items()}
    for name in {**INPUTS, **QUANTITIES}:
        nodes = [line for line in lines if line.strip().startswith((f"{name}[", f"{name}("))]
        assert len(nodes) == 1, name
