"""Every hostile or mistaken scenario file gives exactly the errors that stand beside it, all of them, in order.

`hostile/NAME.yaml` is the file; `hostile/NAME.expected` holds its errors without the file's name:
`LINE:COLUMN PATH = WHAT IT SAYS: WHAT IS WRONG; WHAT TO WRITE`.
"""

import time
from pathlib import Path

import pytest
import yaml

from archpers.errors import ScenarioError
from archpers.scenario.load import load

FOLDER = Path(__file__).parent / "hostile"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SECONDS = 10.0
"""Of processor time: far above what any of these takes, and far below what an attack would."""

TOP = "name: North\nstaffing:\n  care_managers_wte: 11\n  hours_per_year: 19360\npeople_served: 500\n"


def test_there_are_cases_and_each_has_its_errors() -> None:
    assert len(CASES) >= 60
    assert sorted(path.stem for path in FOLDER.glob("*.expected")) == CASES


@pytest.mark.parametrize("name", CASES)
def test_hostile_file_gives_exactly_its_errors(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    expected = Path(f"{name}.expected").read_text(encoding="utf-8").splitlines()
    with pytest.raises(ScenarioError) as raised:
        load(f"{name}.yaml")
    assert str(raised.value).split("\n") == [f"{name}.yaml:{line}" for line in expected]


# PyYAML's own parser passes over an unknown directive; an indicator of 0 has no explanation but the parser's.
SYNTAX_CASES = [
    name
    for name in CASES
    if "`" in (FOLDER / f"{name}.expected").read_text(encoding="utf-8")[:12]
    and name not in ("unknown_directive", "block_text_indicator_0")
]


@pytest.mark.parametrize("name", SYNTAX_CASES)
def test_syntax_error_without_libyaml_is_explained_at_the_same_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    line = int((FOLDER / f"{name}.expected").read_text(encoding="utf-8").partition(":")[0])
    with pytest.raises(ScenarioError) as raised:
        load(FOLDER / f"{name}.yaml")
    (problem,) = raised.value.problems
    assert (problem.line, "is not valid YAML" in problem.message) == (line, False)


def test_there_are_syntax_cases() -> None:
    assert len(SYNTAX_CASES) >= 20


MADE: dict[str, tuple[bytes, str]] = {
    "larger_than_1_mib": (
        TOP.encode() + b"#" * 1024 * 1024,
        ": is larger than 1,024 KiB; write a scenario, not a data set",
    ),
    "nonsense_of_1_mib": (
        (b"%d: {\n" * 200_000)[: 1024 * 1024],
        ":1:3 `%d: {`: directives are not read; delete the line that begins with %",
    ),
    "prose_of_1_mib": (
        (b"people served by care managers " * 40_000)[: 1024 * 1024],
        ":1:1 people served by care managers people s…: is not a set of keys with values; write `name: ...` and so on",
    ),
    "empty": (b"", ":1:1: the file holds nothing to read; start with `archpers init FILE`"),
    "byte_order_mark_alone": (
        b"\xef\xbb\xbf",
        ":1:1: the file holds nothing to read; start with `archpers init FILE`",
    ),
    "utf_16_little_endian": (
        TOP.encode("utf-16"),
        ":1:1 UTF-16 or UTF-32 text: is not UTF-8; save it with the encoding UTF-8",
    ),
    "utf_16_big_endian_without_mark": (
        TOP.encode("utf-16-be"),
        ":1:1 UTF-16 or UTF-32 text: is not UTF-8; save it with the encoding UTF-8",
    ),
    "utf_16_little_endian_without_mark": (
        TOP.encode("utf-16-le"),
        ":1:1 UTF-16 or UTF-32 text: is not UTF-8; save it with the encoding UTF-8",
    ),
    "utf_32": (
        TOP.encode("utf-32"),
        ":1:1 UTF-16 or UTF-32 text: is not UTF-8; save it with the encoding UTF-8",
    ),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ":1:1 binary data: is not text; name a YAML file"),
    "binary_behind_text": (
        TOP.encode() + b"cost: \xff\x00\xfe",
        ":6:7 binary data: is not text; name a YAML file",
    ),
    "byte_order_mark_and_windows_1252": (
        b"\xef\xbb\xbf" + "éé".encode() + b"\xa3",
        ":1:3 byte 0xA3, in Windows-1252 '£': is not UTF-8; save it with the encoding UTF-8, not Windows-1252 (ANSI)",
    ),
    "truncated_character": (
        TOP.encode() + "cost:\n  total: £".encode()[:-1],
        ":7:10 byte 0xC2, in Windows-1252 'Â': is not UTF-8; save it with the encoding UTF-8, not Windows-1252 (ANSI)",
    ),
    "list_of_60000_values": (
        (TOP + "source: [" + "a, " * 60_000 + "a]\n").encode(),
        ":6:149971 source = nothing: the file holds more than 50,000 values; write a smaller scenario",
    ),
    "keys_of_60000_values": (
        (TOP + "".join(f"k{number}: 1\n" for number in range(30_000))).encode(),
        ":25000:9 k24994 = nothing: the file holds more than 50,000 values; write a smaller scenario",
    ),
    "flow_lists_100000_deep": (
        b"[" * 100_000,
        f":1:33 {'.'.join('0' * 31)} = nothing: is nested more than 32 levels deep; write it flatter",
    ),
    "flow_lists_100000_deep_over_lines": (
        b"[\n" * 100_000,
        f":33:1 {'.'.join('0' * 31)} = nothing: is nested more than 32 levels deep; write it flatter",
    ),
    "flow_lists_closed": (
        (TOP + "source: " + "[" * 20_000 + "]" * 20_000).encode(),
        f":6:40 source.{'.'.join('0' * 30)} = nothing: is nested more than 32 levels deep; write it flatter",
    ),
    "braces_100000_deep": (
        b"{" * 100_000,
        ":1:2 a set of keys: a key must be plain text; write `key: value`",
    ),
    "dashes_400000_deep": (
        b"- " * 400_000,
        f":1:65 {'.'.join('0' * 31)} = nothing: is nested more than 32 levels deep; write it flatter",
    ),
    "block_1400_deep": (
        "".join(" " * depth + "a:\n" for depth in range(1400)).encode(),
        f":33:33 {'.'.join('a' * 32)} = nothing: is nested more than 32 levels deep; write it flatter",
    ),
    "option_path_400000_deep": (
        (TOP + "options:\n  a:\n    ? " + "a." * 400_000 + "\n    : 1\n").encode(),
        f':8:7 options.a."{"a." * 29}a…" = 1: this key is not known here; write one of schema_version, name, source, '
        "sources, approval, plan, price_base_year, typical_people_per_wte, reform, levers, best_source, release, "
        "reinvestment, brokerage, case, options, correlations, expect, staffing, cost, people_served, functions, flow, "
        "authorities",
    ),
    "number_of_a_million_commas": (
        TOP.replace("500", "1" + "," * 1_000_000 + "x").encode(),
        f":5:16 people_served = 1{',' * 58}…: is not a number; write a number such as 500",
    ),
    "number_of_a_million_digits": (
        TOP.replace("500", "9" * 1_000_000).encode(),
        f":5:16 people_served = {'9' * 59}…: is not a number; write a number such as 500",
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_made_file_gives_exactly_its_error_quickly(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, expected = MADE[name]
    monkeypatch.chdir(tmp_path)
    Path("made.yaml").write_bytes(content)
    started = time.process_time()
    with pytest.raises(ScenarioError) as raised:
        load("made.yaml")
    assert time.process_time() - started < SECONDS
    assert str(raised.value) == f"made.yaml{expected}"


def functions_of(names: str, own: str) -> str:
    """Write a scenario with 2,000 weekly hours and 2,000 functions of its own."""
    hours = "".join(f"    {names}{number}: 1\n" for number in range(2000))
    added = "".join(f"    {own}{number}: {{label: F, group: planning}}\n" for number in range(2000))
    return f"{TOP}functions:\n  hours_per_week:\n{hours}  additional:\n{added}"


MANY = {
    "10000_unknown_keys": (TOP + "".join(f"people_serve{number}: 1\n" for number in range(10_000)), 10_000),
    "10000_empty_keys": (TOP + "cost:\n  total: 5\n" + "".join(f"  k{n}:\n" for n in range(10_000)), 10_000),
    "10000_duplicates": (TOP + "people_served: 5\n" * 10_000, 10_000),
    "2000_faulty_options": (
        TOP + "options:\n" + "".join(f"  o{number}: {{people_servd: 6}}\n" for number in range(2000)),
        2000,
    ),
    "2000_unknown_functions": (functions_of("gardening", "f"), 2000 + 2000 + 8),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", MANY)
def test_thousands_of_problems_are_counted_and_the_first_100_shown_quickly(name: str, tmp_path: Path) -> None:
    text, count = MANY[name]
    (tmp_path / "many.yaml").write_text(text)
    started = time.process_time()
    with pytest.raises(ScenarioError) as raised:
        load(tmp_path / "many.yaml")
    assert time.process_time() - started < SECONDS
    lines = str(raised.value).split("\n")
    assert len(raised.value.problems) == count
    assert lines[100:] == [f"and {count - 100:,} more problems; mend these first"]
    assert lines[:100] == [str(problem) for problem in raised.value.problems[:100]]


def test_2000_valid_options_are_checked_quickly(tmp_path: Path) -> None:
    options = "".join(f"  o{number}: {{people_served: 6}}\n" for number in range(2000))
    (tmp_path / "options.yaml").write_text(f"{TOP}options:\n{options}")
    started = time.process_time()
    scenario = load(tmp_path / "options.yaml")
    assert time.process_time() - started < SECONDS
    assert len(scenario.options) == 2000
