"""Scenarios that the tests of this folder share."""

from pathlib import Path
from typing import Any

from archpers.model.time_use import FUNCTION_LABELS
from archpers.scenario.load import load
from archpers.scenario.schema.scenario import Scenario

HOURS = dict(zip(FUNCTION_LABELS, (4.0, 32.0, 68.0, 12.0, 162.0, 115.0, 7.0, 40.0), strict=True))
SHARES = dict(zip(FUNCTION_LABELS, ("0.9%", "7.3%", "15.5%", "2.7%", "36.8%", "26.1%", "1.6%", "9.1%"), strict=True))

LEAST = "name: North\nstaffing:\n  care_managers_wte: 11\n  hours_per_year: 19360\npeople_served: 500\n"
"""The least that a scenario file holds."""


def least(**more: Any) -> dict[str, Any]:
    """Return the least that a scenario holds in Python, with more top-level keys."""
    return {
        "name": "North",
        "staffing": {"care_managers_wte": 11.0, "hours_per_year": 19360.0},
        "people_served": 500.0,
        **more,
    }


def full(**more: Any) -> dict[str, Any]:
    """Return a scenario with every block, in Python, with more top-level keys."""
    core = {"first_contact": 2.5, "overview_assessment": 3.7, "basic_planning": 3.7, "short_reviews": 2.0}
    return least(
        cost={"total": 385000.0},
        functions={"hours_per_week": dict(HOURS)},
        reform={"core_hours_per_person": core, "crisis_share": 0.2, "crisis_hours_per_person": 35.0},
        **more,
    )


def written(folder: Path, text: str | bytes) -> Path:
    """Write a scenario file and return its path."""
    path = folder / "north.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def loaded(*arguments: Any, **options: Any) -> Scenario:
    """Load what is a scenario, not a region."""
    scenario = load(*arguments, **options)
    assert isinstance(scenario, Scenario)
    return scenario
