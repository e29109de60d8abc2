"""Known values of every quantity: printed in the publications where they print one, else worked out by hand.

A printed value is text, and the quantity must round to it; a number is worked out by hand and must be met to 1e-12.
A new quantity needs a line here: a test counts.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from archpers.model.best_source import BEST_SOURCE_LABELS
from tests.model.known_decision import DECISION
from tests.support import TOOLKIT


class Known(NamedTuple):
    """What a quantity is, for what is given."""

    quantity: str
    given: Mapping[str, Any]
    expected: str | float | Mapping[str, str | float]
    origin: str


_FUNCTIONS = tuple(TOOLKIT["hours_per_week"])


def _each(*values: Any) -> dict[str, Any]:
    return dict(zip(_FUNCTIONS, values, strict=True))


# Report Table 2, Total Share; "Cost PP" of problem solving needs more digits than the printed share has.
_REPORT_SHARES = _each(0.095, 0.137, 0.190, 0.137, 0.163, 0.160, 0.075, 0.043)
_WITHOUT_PROBLEM_SOLVING = {key: share for key, share in _REPORT_SHARES.items() if key != "problem_solving"}
_LA_3_SHARES = _each(0.135, 0.054, 0.27, 0.162, 0.162, 0.081, 0.108, 0.027)
# Report Table 5 multiplies whole-percent shares of 185,507 hours.
_TABLE_5 = {"total_hours": 185_507.0, "core_hours": 81_623.08, "crisis_hours": 44_521.68}
_TABLE_5_SHARES = {"core_share_of_hours": 0.44, "crisis_share_of_hours": 0.24}
_LA_4 = {"care_managers_wte": 43.0, "total_hours": 75_680.0, "people_served": 4_316.0}
_PSSRU = {"cost_per_hour": 40.0, "direct_hours": 8.0, "indirect_hours": 3.0}
_REFORM = {key: TOOLKIT[key] for key in ("core_function_hours_per_person", "crisis_share", "crisis_hours_per_person")}


def _by_source(*values: Any) -> dict[str, Any]:
    return dict(zip(BEST_SOURCE_LABELS, values, strict=True))


_ANSWERS = {
    "plan_answers": _by_source(184.0, 275.0, 97.0, 107.0, 120.0),
    "organise_answers": _by_source(72.0, 240.0, 129.0, 213.0, 120.0),
}

KNOWN = (
    Known("total_hours", TOOLKIT, "19360", "Toolkit Table 4"),
    Known("people_per_wte", {"people_served": 7595.0, "care_managers_wte": 99.5}, "76", "Report Appendix, LA 1"),
    Known("people_per_wte", {"people_served": 7899.0, "care_managers_wte": 201.0}, "39", "Report Appendix, LA 2"),
    Known("people_per_wte", _LA_4, "100", "Report Appendix, LA 4"),
    Known("people_per_wte", TOOLKIT, 500 / 11, "Toolkit Table 4 prints 46, rounded up"),
    Known("hours_per_wte", TOOLKIT, 1760.0, "Toolkit Table 4: 220 days of 8 hours"),
    Known("hours_per_wte", {"total_hours": 331_650.0, "care_managers_wte": 201.0}, 1650.0, "Report Appendix, LA 2"),
    Known("hours_per_person", TOOLKIT, "38.72", "Toolkit Table 4"),
    Known("cost_per_person", TOOLKIT, "770", "Toolkit Table 4"),
    Known("cost_per_hour", TOOLKIT, 175 / 8.8, "Toolkit Table 4: £35,000 / 1,760 hours"),
    Known("cost_per_wte", TOOLKIT, 35_000.0, "Toolkit Table 4: £385,000 / 11"),
    Known("total_hours_per_week", TOOLKIT, "440", "Toolkit Table 5, Total functional hours"),
    Known(
        "time_share",
        TOOLKIT,
        _each("0.009", "0.073", "0.155", "0.027", "0.368", "0.261", "0.016", "0.091"),
        "Toolkit Table 5, Functional Share",
    ),
    Known("time_share_total", TOOLKIT, 1.0, "Toolkit Table 5"),
    Known(
        "time_share_total", {"time_share": _LA_3_SHARES}, "0.999", "Report Appendix, LA 3: printed shares make 99.9%"
    ),
    Known(
        "function_hours",
        TOOLKIT,
        _each(176.0, 1408.0, 2992.0, 528.0, 7128.0, 5060.0, 308.0, 1760.0),
        "Toolkit Tables 4 and 5: 44 weeks of Table 5's hours",
    ),
    Known(
        "function_cost",
        TOOLKIT,
        _each("3500", "28000", "59500", "10500", "141750", "100625", "6125", "35000"),
        "Toolkit Table 5, Cost",
    ),
    Known(
        "function_hours_per_person",
        {"time_share": _REPORT_SHARES, "hours_per_person": 27.2},
        _each("2.6", "3.7", "5.2", "3.7", "4.4", "4.4", "2.0", "1.2"),
        "Report Table 2, Hours PP",
    ),
    Known(
        "function_cost_per_person",
        {"time_share": _WITHOUT_PROBLEM_SOLVING, "cost_per_person": 665.0},
        dict(zip(_WITHOUT_PROBLEM_SOLVING, ("63", "91", "126", "91", "108", "50", "29"), strict=True)),
        "Report Table 2, Cost PP",
    ),
    Known(
        "group_time_share",
        {"time_share": _REPORT_SHARES},
        {"assessment": 0.422, "planning": 0.3, "problem_solving": "0.160", "review": 0.118},
        "Report Table 2, Total Share: over 41% is assessment, 72.2% assessment and planning",
    ),
    Known(
        "group_hours",
        TOOLKIT,
        {"assessment": 4576.0, "planning": 7656.0, "problem_solving": 5060.0, "review": 2068.0},
        "Toolkit Tables 4 and 5: 44 weeks of 104, 174, 115 and 47 hours",
    ),
    Known(
        "group_cost",
        TOOLKIT,
        {"assessment": "91000", "planning": "152250", "problem_solving": "100625", "review": "41125"},
        "Toolkit Table 5, sums of Cost",
    ),
    Known(
        "group_hours_per_person",
        TOOLKIT,
        {"assessment": 9.152, "planning": 15.312, "problem_solving": 10.12, "review": 4.136},
        "Toolkit Tables 4 and 5: 0.088 times 104, 174, 115 and 47 hours",
    ),
    Known(
        "group_cost_per_person",
        TOOLKIT,
        {"assessment": 182.0, "planning": 304.5, "problem_solving": 201.25, "review": 82.25},
        "Toolkit Tables 4 and 5: sums of Cost over 500 people",
    ),
    Known("core_hours_per_person", _REFORM, "11.9", "Report section 1.4"),
    Known("core_hours", {**_REFORM, "people_served": 6465.0}, 76_933.5, "Report section 1.4: 11.9 for 6,465 people"),
    Known(
        "core_share_of_hours", {"core_hours_per_person": 11.9, "hours_per_person": 27.24}, "0.44", "Report section 1.4"
    ),
    Known("core_cost", TOOLKIT, 385_000 * 5950 / 19_360, "Toolkit team: 5,950 of 19,360 hours"),
    Known("core_cost", {"core_share_of_hours": 0.44, "total_cost": 665.0}, "293", "Report section 1.4, cost a person"),
    Known("crisis_people", {**_REFORM, "people_served": 6465.0}, "1293", "Report section 1.4"),
    Known("crisis_hours", {**_REFORM, "people_served": 6465.0}, "45255", "Report section 1.4"),
    Known("crisis_share_of_hours", {"crisis_hours": 45_255.0, "total_hours": 185_507.0}, "0.24", "Report section 1.4"),
    Known("crisis_cost", TOOLKIT, 385_000 * 3500 / 19_360, "Toolkit team: 3,500 of 19,360 hours"),
    Known("core_cost_per_person", TOOLKIT, 770 * 5950 / 19_360, "Toolkit team: £770 a person, 5,950 of 19,360 hours"),
    Known("crisis_hours_per_person_served", TOOLKIT, 7.0, "Toolkit team: 35 hours for 100 of 500 people"),
    Known("crisis_cost_per_person_served", TOOLKIT, 770 * 3500 / 19_360, "Toolkit team: 3,500 of 19,360 hours"),
    Known("core_wte", TOOLKIT, 5950 / 1760, "Toolkit team: 5,950 hours of 1,760"),
    Known("crisis_wte", TOOLKIT, 3500 / 1760, "Toolkit team: 3,500 hours of 1,760"),
    Known("residual_hours", _TABLE_5, "59362", "Report Table 5"),
    Known("residual_hours", {**_REFORM, **_LA_4}, -5892.4, "Report Appendix, LA 4: 18.9 hours for 4,316 people"),
    Known("residual_share_of_hours", _TABLE_5_SHARES, "0.32", "Report Table 5"),
    Known("residual_share_of_hours", {**_REFORM, **_LA_4}, "-0.078", "Report Appendix, LA 4: a deficit"),
    Known(
        "residual_value", {**_TABLE_5_SHARES, "total_cost": 4_373_478.0}, 1_399_512.96, "Report Table 5 cuts the pence"
    ),
    Known("residual_hours_per_person", {**_TABLE_5_SHARES, "hours_per_person": 27.24}, "8.7", "Report Table 5"),
    Known("residual_value_per_person", {**_TABLE_5_SHARES, "cost_per_person": 665.0}, "213", "Report Table 5"),
    Known("residual_wte", TOOLKIT, 9910 / 1760, "Toolkit team: 9,910 hours of 1,760"),
    Known("required_hours", TOOLKIT, 9450.0, "Toolkit team: 5,950 and 3,500 hours"),
    Known("required_wte", TOOLKIT, 9450 / 1760, "Toolkit team: 9,450 hours of 1,760"),
    Known("wisn_ratio", TOOLKIT, 19_360 / 9450, "Toolkit team: 19,360 hours for 9,450"),
    Known("wisn_difference", TOOLKIT, 11 - 9450 / 1760, "Toolkit team: 11 WTE less those required"),
    Known(
        "core_shortfall_per_person",
        TOOLKIT,
        {"first_contact": 2.148, "overview_assessment": 0.884, "basic_planning": 2.644, "short_reviews": 1.384},
        "Toolkit Table 5 against Report section 1.4",
    ),
    Known("plan_answers_total", _ANSWERS, "783", "Report Table 4"),
    Known("organise_answers_total", _ANSWERS, "774", "Report Table 4"),
    Known("plan_share", _ANSWERS, _by_source("0.23", "0.35", "0.12", "0.14", "0.15"), "Report Table 4"),
    Known("organise_share", _ANSWERS, _by_source("0.09", "0.31", "0.17", "0.28", "0.16"), "Report Table 4"),
    Known("plan_share_led_by_others", _ANSWERS, 663 / 783, "Report Table 4: all but 120 of 783"),
    Known("organise_share_led_by_others", _ANSWERS, 654 / 774, "Report Table 4: all but 120 of 774"),
    Known(
        "planning_hours_others_could_lead",
        {**TOOLKIT, **_ANSWERS},
        7656 * 663 / 783,
        "Toolkit Table 5, 174 of 440 hours a week, and Table 3",
    ),
    Known(
        "planning_cost_others_could_lead",
        {**TOOLKIT, **_ANSWERS},
        152_250 * 663 / 783,
        "Toolkit Table 5, costs of planning, and Table 3",
    ),
    Known("planning_hours", TOOLKIT, 7656.0, "Toolkit Table 5: 174 of 440 hours a week"),
    Known("planning_cost", TOOLKIT, 152_250.0, "Toolkit Table 5, costs of planning"),
    Known("hours_for_new_people", TOOLKIT, 19_360 * 278 / 440, "Toolkit Table 5: 278 of 440 hours a week"),
    Known("hours_for_people_supported", TOOLKIT, 19_360 * 162 / 440, "Toolkit Table 5: 162 of 440 hours a week"),
    Known("direct_hours", TOOLKIT, 18_876.0, "Toolkit Table 5: all but 11 of 440 hours a week"),
    Known("indirect_hours", TOOLKIT, 484.0, "Toolkit Table 5: 11 of 440 hours a week"),
    Known("direct_time_share", TOOLKIT, 429 / 440, "Toolkit Table 5: all but 11 of 440 hours a week"),
    Known("direct_time_share", _PSSRU, 8 / 11, "PSSRU (2013/14): 1:0.375"),
    Known("indirect_hours_per_direct_hour", TOOLKIT, 11 / 429, "Toolkit Table 5: 11 to 429 hours a week"),
    Known("indirect_hours_per_direct_hour", _PSSRU, 0.375, "PSSRU (2013/14): 55 to 40"),
    Known("cost_per_direct_hour", TOOLKIT, 385_000 / 18_876, "Toolkit Tables 4 and 5"),
    Known(
        "cost_per_direct_hour",
        _PSSRU,
        "55",
        "PSSRU, children's social worker 2013/14: £40 an hour, £55 an hour of client-related work",
    ),
    *(Known(name, values, expected, "worked out by hand") for name, values, expected in DECISION),
)
