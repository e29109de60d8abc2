"""Who may import whom, what may be loaded when, and where numbers are rounded."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from archpers.model import INPUTS, QUANTITIES
from tests.support import COMMAND, SOURCE, archpers

pytestmark = pytest.mark.thorough

_BASE = {"errors", "rounding", "units"}
_RESULTS = _BASE | {"results", "scenario", "model", "data"}
_WHAT_IF = _RESULTS | {"arrays", "executors", "what_if"}
_QUESTIONS = _WHAT_IF | {"published", "simulation"}
LAYERS: dict[str, set[str]] = {
    "arrays": set(),
    "errors": set(),
    "executors": {"errors", "archpers"},
    "rounding": set(),
    "units": {"rounding"},
    "model": {"units"},
    "data": {"units", "errors"},
    "scenario": _BASE | {"data", "model"},
    "results": _RESULTS,
    "published": _RESULTS,
    "what_if": _WHAT_IF,
    "simulation": _WHAT_IF,
    "notebook": _WHAT_IF,
    "output": _QUESTIONS | {"archpers"},
    "cli": (_QUESTIONS - {"arrays"}) | {"output", "archpers"},
    "archpers": {"results", "scenario", "simulation", "notebook"},
    "__main__": {"cli"},
}
"""Layer -> the layers of archpers that it may import, beside itself; `archpers` is the package's own front door."""

LIBRARIES = {"pydantic", "pydantic_core", "yaml", "rich", "typer", "numpy"}
MODULES = sorted(SOURCE.rglob("*.py"))


def layer_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "archpers" if first == "__init__" else first


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported anywhere in the tree, in functions and for type checks too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their module in full"
            assert node.module is not None
            # `from archpers import model` imports a layer; `from archpers import __version__` does not
            names = [f"archpers.{alias.name}" for alias in node.names if alias.name in LAYERS]
            yield from (names if node.module == "archpers" and names else [node.module])


def imported_layers(source: str) -> set[str]:
    modules = {module for module in imports(ast.parse(source)) if module.split(".")[0] == "archpers"}
    return {[*module.split("."), "archpers"][1] for module in modules}


def breaches(layer: str, source: str) -> set[str]:
    return imported_layers(source) - LAYERS[layer] - {layer}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    assert breaches(layer_of(path), path.read_text(encoding="utf-8")) == set()


def test_modules_and_imports_are_found_in_every_layer() -> None:
    found = {layer_of(path) for path in MODULES}
    assert {"model", "scenario", "results", "output", "cli", "archpers", "__main__"} <= found <= LAYERS.keys()
    assert sum(len(imported_layers(path.read_text(encoding="utf-8"))) for path in MODULES) > 40


@pytest.mark.parametrize(
    ("layer", "source", "expected"),
    [
        ("model", "from archpers.scenario.schema.scenario import Scenario", {"scenario"}),
        ("scenario", "def late():\n    from archpers.results.result import Result", {"results"}),
        ("output", "import archpers.cli.app", {"cli"}),
        ("results", "if TYPE_CHECKING:\n    from archpers.output import table", {"output"}),
        ("output", "from archpers import cli, errors", {"cli"}),
        ("scenario", "from archpers import __version__", {"archpers"}),
        ("model", "import math, json", set()),
    ],
    ids=["upwards", "in a function", "nothing imports cli", "for types", "from the package", "front door", "outside"],
)
def test_a_breach_is_seen(layer: str, source: str, expected: set[str]) -> None:
    assert breaches(layer, source) == expected


def outermost_imports(path: Path) -> set[str]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {module.split(".")[0] for node in body for module in imports(node) if not isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", sorted((SOURCE / "model").glob("*.py")), ids=lambda path: path.stem)
def test_the_model_loads_no_library(path: Path) -> None:
    assert not outermost_imports(path) & LIBRARIES


@pytest.mark.parametrize("path", sorted((SOURCE / "model").glob("*.py")), ids=lambda path: path.stem)
def test_the_model_uses_numpy_alone_and_only_for_arrays(path: Path) -> None:
    everywhere = {module.split(".")[0] for module in imports(ast.parse(path.read_text(encoding="utf-8")))}
    assert everywhere & LIBRARIES <= {"numpy"}


def test_libraries_are_found_where_they_are_used() -> None:
    assert "pydantic" in outermost_imports(SOURCE / "scenario" / "schema" / "scenario.py")
    assert "yaml" in outermost_imports(SOURCE / "scenario" / "reading" / "yaml.py")
    assert "typer" in outermost_imports(SOURCE / "cli" / "app.py")


def imported_when_loaded(node: ast.AST) -> Iterator[str]:
    """Yield what a module imports when it is loaded: nothing in its functions, nothing for type checks alone."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from imports(node)
        # `from archpers.model import registry` loads a module; `from archpers.model import evaluate` does not
        yield from (f"{getattr(node, 'module', '')}.{alias.name}" for alias in node.names)
        return
    for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    if not isinstance(node, ast.FunctionDef) and not for_types:
        for child in ast.iter_child_nodes(node):
            yield from imported_when_loaded(child)


def circle(modules: dict[str, set[str]]) -> list[str]:
    """Return modules that wait for one another, in the order of their names; empty where there are none."""
    try:
        list(TopologicalSorter(modules).static_order())
    except CycleError as error:
        return sorted(set(error.args[1]))
    return []


def test_no_modules_import_one_another_in_a_circle() -> None:
    files = {".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): path for path in MODULES}
    named = {name.removesuffix(".__init__"): path for name, path in files.items()}
    loaded = {
        name: (set(imported_when_loaded(ast.parse(path.read_text(encoding="utf-8")))) & named.keys()) - {name}
        for name, path in named.items()
    }
    assert sum(map(len, loaded.values())) > 200
    assert circle(loaded) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from a import b", ["a", "b"]),
        ("try:\n    import a\nexcept ImportError:\n    pass", ["a", "b"]),
        ("class Late:\n    import a", ["a", "b"]),
        ("def late():\n    import a", []),
        ("if TYPE_CHECKING:\n    import a", []),
        ("import c", []),
    ],
    ids=["plain", "tried", "in a class", "in a function", "for types", "no circle"],
)
def test_a_circle_is_seen(source: str, expected: list[str]) -> None:
    assert circle({"a": {"b"}, "b": set(imported_when_loaded(ast.parse(source))) & {"a"}}) == expected


TREES = {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
MOST_LINES = {"a module": 250, "a function": 30}
MOST_MODULES = {"cli": 20, "model": 22, "what_if": 20}
"""Folders with a module for each command, topic or question; the others hold fewer."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_can_be_read_at_one_sitting(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= MOST_LINES["a module"]


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    folders = Counter(path.parent.relative_to(SOURCE).as_posix() for path in MODULES if path.stem != "__init__")
    assert len(folders) > 20
    assert {folder: count for folder, count in folders.items() if count > MOST_MODULES.get(folder, 15)} == {}


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_a_folder_says_what_it_is_for_what_it_imports_and_where_to_start(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "import" in said or folder == SOURCE
    assert "tart with" in said or folder == SOURCE


def long_functions(tree: ast.AST) -> Iterator[str]:
    """Yield the functions that have more lines below their first than are read at a glance."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            if node.end_lineno - node.lineno > MOST_LINES["a function"]:
                yield node.name


def test_a_function_can_be_read_at_a_glance() -> None:
    """Those of `cli` excepted: the lists of their options are long."""
    found = {path: list(long_functions(tree)) for path, tree in TREES.items() if not path.startswith("cli/")}
    assert len(found) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_a_long_function_is_seen() -> None:
    lines = "\n".join(f"    x = {line}" for line in range(31))
    assert list(long_functions(ast.parse(f"def long():\n{lines}"))) == ["long"]
    assert list(long_functions(ast.parse(f"def short():\n{lines[:-11]}"))) == []


def public_types(tree: ast.Module) -> Iterator[str]:
    """Yield the names of the classes and type aliases that a module defines for others."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            name = ast.unparse(node.target)
        else:
            continue
        if not name.startswith("_"):
            yield name


def test_no_two_public_types_share_a_name() -> None:
    names = Counter(name for tree in TREES.values() for name in public_types(tree))
    assert len(names) > 80
    assert [name for name, count in names.items() if count > 1] == []


def test_public_types_are_found() -> None:
    source = "class A: pass\nclass _B: pass\nC: TypeAlias = int\nd: int = 1\ndef e(): pass"
    assert list(public_types(ast.parse(source))) == ["A", "C"]


def asks_for_a_region(tree: ast.AST) -> bool:
    """Say whether a module asks if something is a Region."""
    asked = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance")
    named = (node for call in asked for node in ast.walk(call.args[1]))
    return any("Region" in (getattr(node, "id", ""), getattr(node, "attr", "")) for node in named)


def test_only_the_scopes_ask_whether_a_scenario_is_a_region() -> None:
    assert [path for path, tree in TREES.items() if asks_for_a_region(tree)] == ["scenario/scopes.py"]


@pytest.mark.parametrize("test", ["Region", "schema.Region", "Region | None", "(Scenario, Region)"])
def test_the_question_is_seen(test: str) -> None:
    assert asks_for_a_region(ast.parse(f"isinstance(scenario, {test})"))
    assert not asks_for_a_region(ast.parse(f"isinstance(result, {test.replace('Region', 'RegionResult')})"))


def listed_names(tree: ast.AST) -> Iterator[list[str]]:
    """Yield the names of inputs and quantities that stand together in a list, a tuple, a set or the keys of a dict."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            items: list[ast.expr | None] = [*node.elts]
        else:
            items = [*node.keys] if isinstance(node, ast.Dict) else []
        constants = (item.value for item in items if isinstance(item, ast.Constant))
        names = [name for name in constants if name in {**INPUTS, **QUANTITIES}]
        if len(names) >= 3:
            yield names


def test_no_list_of_quantities_is_kept_beside_the_registry() -> None:
    """The printed figures excepted, which say what a publication has."""
    others = {path: tree for path, tree in TREES.items() if not path.startswith(("model/", "published/"))}
    assert len(others) > 80
    assert {path: names for path, tree in others.items() if (names := list(listed_names(tree)))} == {}


@pytest.mark.parametrize("text", ["[{}]", "({})", "{{{}}}", "{{{}: 1}}"])
def test_a_list_of_quantities_is_seen(text: str) -> None:
    three = ["total_cost", "total_hours", "residual_value"]
    assert list(listed_names(ast.parse(text.format((": 1, " if ":" in text else ", ").join(map(repr, three)))))) == [
        three
    ]
    assert list(listed_names(ast.parse(repr(three[:2])))) == []


ROUNDING = re.compile(r"\bround\(|:[^{}\"']*\.\d+([fe]|%\})|%\.\d+f|quantize|math\.(ceil|trunc)\(|np\.(round|around)\(")
EXACT = {
    "model/pooling.py": {"math.ceil("},  # the rank above a quantile's place, no rounding of a result
    "output/workbook/writing/blocks.py": {"math.ceil("},  # lines that a text takes, for the height of its row
    "output/workbook/writing/page_setup.py": {"math.ceil("},  # pages that a sheet takes across
}


def roundings(path: Path) -> set[str]:
    found = {match[0] for match in ROUNDING.finditer(path.read_text(encoding="utf-8"))}
    return found - EXACT.get(path.relative_to(SOURCE).as_posix(), set())


def test_numbers_are_rounded_in_one_place() -> None:
    assert [path.name for path in MODULES if roundings(path)] == ["rounding.py"]


@pytest.mark.parametrize(
    "text", ["round(x)", 'f"{x:.2f}"', 'f"{x:,.0f}"', 'f"{x:.1%}"', "x.quantize(y)", '"%.1f" % x', "np.round(x)"]
)
def test_rounding_is_seen(text: str) -> None:
    assert ROUNDING.search(text)


@pytest.mark.parametrize("text", ['f"{x:g}"', 'f"{x:.4g}"', "rounded(x, 2)", "grouped(x, 1)", "data[:3]", "a: 0.9%"])
def test_exact_text_is_not_taken_for_rounding(text: str) -> None:
    assert not ROUNDING.search(text)


def loaded_by(*arguments: str, tmp_path: Path) -> set[str]:
    """Run a command and return the modules that it has loaded when it ends."""
    (tmp_path / "sitecustomize.py").write_text(
        "import json, os, sys\n"
        "leave = os._exit\n"
        "def listed(code):\n"
        "    with open(os.environ['LOADED'], 'w') as stream:\n"
        "        json.dump([code, *sys.modules], stream)\n"
        "    leave(code)\n"
        "os._exit = listed\n"
    )
    report = tmp_path / "loaded.json"
    path = f"{tmp_path}:{SOURCE.parent}"
    done = archpers(*arguments, variables={"PYTHONPATH": path, "LOADED": str(report)})
    code, *modules = json.loads(report.read_text())
    assert (done.returncode, code) == (0, 0), done.stderr
    return set(modules)


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_the_model_of_a_scenario_starts_without_numpy_and_rich(form: str, tmp_path: Path) -> None:
    loaded = loaded_by("model", "toolkit-team", "--format", form, tmp_path=tmp_path)
    assert {"archpers.model", "pydantic", "yaml"} <= loaded
    assert not loaded & {"numpy", "rich"}


def test_the_version_loads_neither_model_nor_schema(tmp_path: Path) -> None:
    loaded = loaded_by("--version", tmp_path=tmp_path)
    assert COMMAND[-1] in loaded
    assert not loaded & {"numpy", "rich", "archpers.scenario.schema.scenario", "archpers.model"}
