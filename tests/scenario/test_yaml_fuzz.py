"""Whatever a file holds, it gives a Scenario with a sound Result, or problems with their places; never anything else.

By hand, with random seeds and more examples of each:
FUZZ_EXAMPLES=20000 python -m pytest tests/scenario/test_yaml_fuzz.py
"""

import math
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archpers.errors import ScenarioError
from archpers.model.time_use import FUNCTION_LABELS
from archpers.results.evaluate import evaluate
from archpers.results.result import Result
from archpers.scenario.load import load
from archpers.scenario.reading.text import is_table
from archpers.scenario.schema.blocks.functions import Functions
from archpers.scenario.schema.blocks.reform import Reform
from archpers.scenario.schema.blocks.staffing import Staffing
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Scenario
from archpers.scenario.shipped import template

pytestmark = pytest.mark.thorough

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
COMMON = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

WORDS = [
    *Scenario.model_fields,
    *Staffing.model_fields,
    *Functions.model_fields,
    *Reform.model_fields,
    *Figure.model_fields,
    *FUNCTION_LABELS,
    "total",
    "label",
    "group",
    "safeguarding",
    "peple_served",
    "<<",
    "~",
    "2010",
    "",
]
ODD = [
    "no", "010", "12:30", "1_000", "0x1F", ".inf", "-.nan", "~", "null", "''", "'500", '"5', "20%", "%20", "120%", "-5",
    "£385,000", "4,37,478", "1,5", "1e308", "1e-308", "5e-324", "1e999", "1e99999", "[", "]", "{", "}", "[5]", "{}",
    "{value: 5}", "{value: 20%, low: 10%, high: 30%, distribution: pert}", "{value: 5, low: 9}", "&a 5", "*a", "!!int",
    "! x", "|", ">-", "|0", "- 5", "-", "?", ":", "#", "@x", "`x", "\t5", "a: b", '"\\x"', '"\\u202e"', '"\\ud800"',
    "\u202e", "\ufeff", "\uffff", "\u2028", "\u0085", "\x00", "\x07", "½", "٣", "🙂", "é" * 70, "9" * 500, "a.b",
    "planning", "2009-10", "2010-08", "low", "pert", "1", "0",
]  # fmt: skip
SCALARS = st.sampled_from(ODD) | st.floats(0, 1e6).map(str) | st.integers(-5, 1000).map(str) | st.text(max_size=6)
KEYS = st.sampled_from(WORDS) | st.sampled_from(['"a.b"', "reform.crisis_share", "staffing.hours_per_year", "'x"])


def flow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Write values in braces or brackets."""
    pairs = st.lists(st.tuples(KEYS, inner).map(": ".join), max_size=4)
    return pairs.map(lambda parts: f"{{{', '.join(parts)}}}") | st.lists(inner, max_size=3).map(
        lambda parts: f"[{', '.join(parts)}]"
    )


VALUES = st.recursive(SCALARS, flow, max_leaves=5)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Write some keys with their values, each on its line, most of them indented as they should be."""
    lines = []
    for _ in range(draw(st.integers(1, 5))):
        indent = "  " * depth if draw(st.integers(0, 9)) else draw(st.sampled_from(["", " ", "   ", "\t"]))
        key = draw(KEYS)
        if depth < 3 and draw(st.integers(0, 2)) == 0:
            lines.append(f"{indent}{key}:\n{draw(blocks(depth + 1))}")
        else:
            lines.append(f"{indent}{key}: {draw(VALUES)}")
    return "\n".join(lines)


LINES = template().replace("# options", "options").replace("#   more", "  more").split("\n")
PLACES = st.integers(0, 10**6)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Change a few lines of the template: another value, another key, a line twice, gone, moved or cut."""
    lines = [line for line in LINES if line.strip() and not line.lstrip().startswith("#")]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(PLACES) % len(lines)
        key, colon, _ = lines[at].partition(":")
        lines[at : at + 1] = draw(
            st.sampled_from(
                [
                    [f"{key}{colon} {draw(VALUES)}"],
                    [f"{key}{colon} {draw(VALUES)}"],
                    [f"{' ' * (len(key) - len(key.lstrip()))}{draw(KEYS)}{lines[at][len(key) :]}"],
                    [lines[at], lines[at]],
                    [],
                    [" " + lines[at]],
                    [lines[at].lstrip()],
                    [lines[at], f"{' ' * (len(key) - len(key.lstrip()))}{draw(KEYS)}: {draw(VALUES)}"],
                    [lines[at][: draw(PLACES) % (len(lines[at]) + 1)]],
                ]
            )
        )
        lines = lines or [""]
    return draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])).join(lines)


@st.composite
def scalable(draw: st.DrawFn) -> str:
    """Write a valid scenario with numbers of any size, so that results overflow and underflow."""
    number = st.sampled_from(["0", "1e308", "1e-308", "5e-324", "1", "0.5", "100", "1e154", "{value: 7, low: 1}"])
    row = "".join(f"    {key}: {draw(number)}\n" for key in FUNCTION_LABELS)
    return (
        f"name: North\nstaffing:\n  care_managers_wte: {draw(number)}\n  hours_per_year: {draw(number)}\n"
        f"people_served: {draw(number)}\ncost:\n  total: {draw(number)}\nfunctions:\n  hours_per_week:\n{row}"
        f"reform:\n  core_hours_per_person:\n    first_contact: {draw(number)}\n    long_reviews: {draw(number)}\n"
        f"  crisis_share: {draw(number)}\n  crisis_hours_per_person: {draw(number)}\n"
        f"options:\n  other: {{people_served: {draw(number)}, cost.total: {draw(number)}}}\n"
    )


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """Damage the bytes of a document: cut it, or put other bytes in."""
    raw = bytearray(draw(mutated() | blocks()).encode("utf-8", "surrogatepass"))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(PLACES) % (len(raw) + 1)
        raw[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=4) | st.sampled_from([b"\xa3", b"\t", b"\n"]))
    mark = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"]))
    return mark + bytes(raw[: draw(PLACES) % (len(raw) + 1)] if draw(st.booleans()) else raw)


def text_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def check_result(result: Result) -> None:
    """Hold every number of a result to be finite or absent."""
    numbers: list[Any] = [*result.inputs.values(), *result.quantities.values()]
    for part in (*result.functions.values(), *result.function_groups.values()):
        numbers.extend(part.model_dump().values())
    assert len(numbers) > 20
    assert all(number is None or math.isfinite(number) for number in numbers)
    assert Result.model_validate(result.model_dump()) == result


def check(file: Path, raw: bytes) -> None:
    """Hold what a file gives to be a Scenario with a sound Result, or problems with their places."""
    file.write_bytes(raw)
    try:
        scenario = load(file)
    except ScenarioError as error:
        problems = error.problems
    else:
        check_result(evaluate(scenario))
        return
    assert problems
    if problems[0].line is None:  # of a file as a whole: a spreadsheet is refused without a place in its text
        assert len(problems) == 1
        assert is_table(raw, str(file))
        return
    for problem in problems:
        assert problem.line is not None
        assert problem.column is not None
        assert 1 <= problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1
        assert problem.column >= 1
        assert str(problem).startswith(f"{file}:{problem.line}:{problem.column}")
        assert str(problem).isprintable()
        assert "Error" not in problem.message


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "fuzz.yaml"


@COMMON
@given(raw=blocks().map(text_bytes))
def test_documents_of_the_schemas_own_keys(file: Path, raw: bytes) -> None:
    check(file, raw)


@COMMON
@given(raw=mutated().map(text_bytes))
def test_mutations_of_the_template(file: Path, raw: bytes) -> None:
    check(file, raw)


@COMMON
@given(raw=scalable().map(text_bytes))
def test_numbers_of_any_size(file: Path, raw: bytes) -> None:
    check(file, raw)


@COMMON
@given(raw=broken())
def test_damaged_bytes(file: Path, raw: bytes) -> None:
    check(file, raw)


@COMMON
@given(raw=st.binary(max_size=60) | st.text(max_size=60).map(text_bytes))
def test_any_bytes(file: Path, raw: bytes) -> None:
    check(file, raw)
