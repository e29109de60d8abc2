"""Known values of levers, release, reinvestment and brokerage, worked out by hand."""

from typing import Any

BELONGING = {"lever": {"one": "full_assessment", "two": "full_assessment", "other": "long_reviews"}}
"""Which function the levers act on."""

_LEVERS: dict[str, Any] = {
    "function_hours": {"full_assessment": 1000.0, "long_reviews": 400.0, "short_reviews": 50.0},
    "lever_reach": {"one": 0.5, "two": 0.25},
    "lever_change": {"one": -0.4, "two": -0.8, "other": 0.25},
}
_RELEASE: dict[str, Any] = {
    **{"residual_hours": 500.0, "release_share": 0.6, "hours_per_wte": 1500.0, "cost_per_hour": 25.0},
    **{"salary_per_wte": 24_000.0, "employer_ni_per_wte": 2_000.0, "employer_pension_per_wte": 3_000.0},
    **{"apprenticeship_levy_per_wte": 100.0, "other_cost_per_wte": 900.0},
}
_FORMS: dict[str, Any] = {
    **{"cash_releasing_value": 6000.0, "released_hours": 300.0},
    "reinvestment_share": {"peer_support": 0.5, "own": 0.25},
    "form_cost_per_hour": {"peer_support": 15.0, "own": 20.0},
    "form_hours_per_person": {"peer_support": 10.0, "own": 5.0},
}
_BROKERAGE: dict[str, Any] = {
    **{"new_people": 100.0, "people_served": 400.0, "residual_value": 12_500.0, "cash_releasing_value": 6000.0},
    **{"level_share": {"a": 0.75, "b": 0.25}, "level_hours": {"a": 2.0, "b": 10.0}},
    "plan_share": {"providers": 0.6, "care_managers": 0.4},
    "start_up_cost_per_hour": {"providers": 0.0, "care_managers": 25.0},
    **{"ongoing_share": 0.2, "ongoing_hours_per_person": 4.0, "ongoing_cost_per_hour": 20.0},
}
_SHORT = {"residual_hours": 500.0, "lever_hours_total": 220.0}

DECISION: tuple[tuple[str, dict[str, Any], Any], ...] = (
    ("lever_factor", _LEVERS, {"one": 0.8, "two": 0.8, "other": 1.25}),
    ("lever_hours_alone", _LEVERS, {"one": 200.0, "two": 200.0, "other": -100.0}),
    (
        "function_hours_after_levers",
        _LEVERS,
        {"full_assessment": 640.0, "long_reviews": 500.0, "short_reviews": 50.0},
    ),
    ("lever_hours", _LEVERS, {"full_assessment": 360.0, "long_reviews": -100.0, "short_reviews": 0.0}),
    ("lever_hours_total", _LEVERS, 260.0),
    ("residual_hours_without_lever", _SHORT, 280.0),
    ("lever_share_of_residual", _SHORT, 0.44),
    ("releasable_cost_per_hour", _RELEASE, 20.0),
    ("released_hours", _RELEASE, 300.0),
    ("released_wte", _RELEASE, 0.2),
    ("cash_releasing_value", _RELEASE, 6000.0),
    ("stranded_cost", _RELEASE, 1500.0),
    ("non_cash_releasing_value", _RELEASE, 5000.0),
    ("form_budget", _FORMS, {"peer_support": 3000.0, "own": 1500.0}),
    ("form_hours", _FORMS, {"peer_support": 200.0, "own": 75.0}),
    ("form_people", _FORMS, {"peer_support": 20.0, "own": 15.0}),
    ("reinvested_value", _FORMS, 4500.0),
    ("reinvested_hours", _FORMS, 275.0),
    ("cash_kept", _FORMS, 1500.0),
    ("hours_bought_per_hour_released", _FORMS, 275 / 300),
    ("start_up_hours_per_person", _BROKERAGE, 4.0),
    ("start_up_hours", _BROKERAGE, 400.0),
    ("start_up_hours_by_source", _BROKERAGE, {"providers": 240.0, "care_managers": 160.0}),
    ("start_up_cost_by_source", _BROKERAGE, {"providers": 0.0, "care_managers": 4000.0}),
    ("start_up_cost", _BROKERAGE, 4000.0),
    ("start_up_cost_if_all", _BROKERAGE, {"providers": 0.0, "care_managers": 10_000.0}),
    ("ongoing_people", _BROKERAGE, 80.0),
    ("ongoing_cost", _BROKERAGE, 6400.0),
    ("start_up_share_of_residual", _BROKERAGE, 0.32),
    ("start_up_share_of_cash", _BROKERAGE, 4000 / 6000),
)
"""Quantity, what is given, what it is."""
