"""The formulas as they are written: operators and the few helpers, nothing else; every division is ratio()."""

import ast
from pathlib import Path

import pytest

from tests.support import SOURCE

MODULES = sorted((SOURCE / "model").glob("*.py"))
HELPERS = {"above", "added", "product", "ratio", "total"}
"""What a formula may call, all of archpers.model.registry."""
PARTS = (
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.UnaryOp,
    ast.USub,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Call,
    ast.Subscript,
)


def is_formula(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "quantity"
        for decorator in node.decorator_list
    )


FORMULAS = [
    pytest.param(node, id=f"{path.stem}.{node.name}")
    for path in MODULES
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and is_formula(node)
]


OVER_MEMBERS = (
    *(ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.Compare, ast.NotEq, ast.Subscript, ast.Tuple, ast.Store),
    *(ast.Attribute, ast.Constant),
)
"""What goes over the members of a family."""


def test_formulas_are_found() -> None:
    assert len(FORMULAS) >= 38


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_one_expression_of_operators_and_helpers(formula: ast.FunctionDef) -> None:
    documentation, answer = formula.body
    assert isinstance(documentation, ast.Expr)
    assert isinstance(answer, ast.Return)
    assert answer.value is not None
    for node in ast.walk(answer.value):
        assert isinstance(node, (*PARTS, *OVER_MEMBERS)), ast.unparse(node)
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) in HELPERS or ast.unparse(node.func).endswith(".items")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_division_stands_in_ratio_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    divisions = {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod)
    }
    expected = {"numerator / denominator"} if path.stem == "arithmetic" else set()
    assert divisions == expected


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_model_neither_rounds_nor_clips_nor_reads_nor_writes(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    sizes = {"abs", "max"} if path.stem == "precision" else set()  # how large terms are; no value is clipped by them
    forbidden = {"round", "abs", "min", "max", "print", "open", "input", "math.trunc", "np.clip", "np.round"}
    assert not called & (forbidden - sizes)
