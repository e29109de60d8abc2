"""The outcome of a check as JUnit XML, which continuous-integration services read."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from archpers.errors import Problem
from archpers.results.expectations import Outcome


def junit_text(outcomes: Sequence[Outcome], invalid: Sequence[Problem] = ()) -> str:
    """Write outcomes as JUnit XML: a suite for each file, a case for each expectation; an error for an invalid file."""
    files = list(dict.fromkeys(problem.file for problem in invalid))
    root = ET.Element("testsuites", {"name": "archpers check", **_counts(outcomes, len(files))})
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
    for file in files:
        suite = ET.SubElement(root, "testsuite", {"name": file, **_counts((), 1)})
        case = ET.SubElement(suite, "testcase", classname=file, name="the file is valid", file=file)
        told = "\n".join(str(problem) for problem in invalid if problem.file == file)
        ET.SubElement(case, "error", message=told, type="invalid")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(outcomes: Sequence[Outcome], invalid: int = 0) -> dict[str, str]:
    failures = sum(not outcome.holds for outcome in outcomes)
    return {"tests": str(len(outcomes) + invalid), "failures": str(failures), "errors": str(invalid)}
