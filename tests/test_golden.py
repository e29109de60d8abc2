"""What every command writes on the shipped scenarios, kept: a change is seen in the difference of these files.

To write them anew, from the root of the project: python -m tests.golden_cases
"""

import json
import re
from typing import Any

import pytest

from tests.golden_cases import DIGESTS, GOLDEN, Case, cases, is_kept_whole, made, record
from tests.support import archpers_here

pytestmark = pytest.mark.thorough

NUMBER = re.compile(r"-?[0-9]+[.][0-9]+(?:e[-+]?[0-9]+)?")
"""A number at full precision: processors differ in the last bit of an exponential, which the draws go through."""
KEPT: dict[str, Any] = json.loads(DIGESTS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [case for case in cases() if not case.drawn_elsewhere], ids=lambda case: case.name)
def test_output_is_as_kept(case: Case) -> None:
    found = made(case, run=archpers_here)
    if case.arguments[0] == "simulate":
        text, kept = found.content.decode(), (GOLDEN / case.name).read_text(encoding="utf-8")
        assert NUMBER.sub("#", text) == NUMBER.sub("#", kept)
        assert list(map(float, NUMBER.findall(text))) == pytest.approx(list(map(float, NUMBER.findall(kept))), rel=1e-9)
        assert {**record(found), "sha256": ""} == {**KEPT[case.name], "sha256": ""}
        return
    if is_kept_whole(case, found.content):
        assert found.content.decode() == (GOLDEN / case.name).read_bytes().decode()
    assert record(found) == KEPT[case.name]


def test_no_kept_file_is_left_over() -> None:
    names = {case.name for case in cases()}
    assert KEPT.keys() == names
    assert {path.name for path in GOLDEN.iterdir()} <= {*names, DIGESTS.name}
