"""The outcome of a check as JUnit XML, which continuous-integration services read."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from archpers.results.expectations import Outcome


def junit_text(outcomes: Sequence[Outcome]) -> str:
    """Write outcomes as JUnit XML: a suite for each file, a case for each expectation."""
    root = ET.Element("testsuites", {"name": "archpers check", **_counts(outcomes)})
    for file, group in groupby(outcomes, key=lambda outcome: outcome.file):
        cases = list(group)
        suite = ET.SubElement(root, "testsuite", {"name": file, **_counts(cases)})
        for outcome in cases:
            case = ET.SubElement(suite, "testcase", classname=file, name=outcome.quantity, file=file)
            if outcome.line is not None:
                case.set("line", str(outcome.line))
            if not outcome.holds:
                actual = "not estimated" if outcome.actual is None else repr(outcome.actual)
                message = f"expected {outcome.expected}, got {actual}"
                ET.SubElement(case, "failure", message=message, type="expectation")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(outcomes: Sequence[Outcome]) -> dict[str, str]:
    failures = sum(not outcome.holds for outcome in outcomes)
    return {"tests": str(len(outcomes)), "failures": str(failures), "errors": "0"}
