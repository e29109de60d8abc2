"""The warnings and notes that a careful colleague would give beside a business case."""

from collections.abc import Mapping
from typing import TypeAlias

from archpers.model.arithmetic import added
from archpers.model.case_inputs import PAYER_LABELS
from archpers.model.staffing import POSTS
from archpers.results.decision import Messages
from archpers.results.remarks.build_up_warnings import cost_does_not_follow, overridden_staff
from archpers.results.remarks.region_warnings import once_each, some
from archpers.results.remarks.sentences import Text
from archpers.results.told import Values
from archpers.results.years import Year
from archpers.rounding import grouped
from archpers.scenario.inputs import givens
from archpers.scenario.overrides import parse_path
from archpers.scenario.schema.blocks.case import Case
from archpers.scenario.schema.blocks.flow import Flow
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes, within
from archpers.scenario.years import entry, factors, targets_of

Years: TypeAlias = Mapping[str, Year]

NOTES = {"case_keeps_rates", "case_reinvestment", "case_one_authority"}
"""Codes of messages that explain a case rather than warn of anything."""

GREEN_BOOK_YEARS = 31
"""Years 0 to 30, for which the Green Book's rate is the same."""


def case_warnings(scenario: Scenario | Region, years: Years) -> Messages:
    """Yield what has to be said of a case, code and message, the gravest first."""
    case = scenario.case
    assert case is not None
    for source in (_deficits, _staff, _unexplained, _shifts, _transition, _bias, _profile, _flows, _pay, _rates, _far):
        yield from source(scenario, case, years)
    if isinstance(scenario, Scenario) and scenario.place:
        yield (
            "case_one_authority",
            "Items and contracts are the region's, and count once for all its authorities; they are left out here.",
        )
    if scenario.reinvestment is not None:
        yield (
            "case_reinvestment",
            "Reinvestment is spending in npv; in npsv it is a use of the benefit, worth what it costs.",
        )


def _deficits(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    short = _short({year: own.whole for year, own in years.items()})
    if short:
        most = max(short, key=lambda year: short[year])
        yield (
            "case_deficit",
            f"Deficit in {_listed(list(short))}: core and crisis service need more hours than there are "
            f"({grouped(short[most], 0)} in {most}). Nothing is free then; the figures are shown as calculated.",
        )
    every = [name for name in next(iter(years.values())).authorities if name]
    missing = {name: _short({year: own.authorities[name] for year, own in years.items()}) for name in every}
    worst = {name: max(own, key=lambda year: own[year]) for name, own in missing.items() if own}
    if worst:
        ranked = sorted(worst, key=lambda name: missing[name][worst[name]], reverse=True)
        told = some([f"{name} ({grouped(missing[name][worst[name]], 0)} in {worst[name]})" for name in ranked])
        yield (
            "case_deficit_of_authority",
            f"Hours are missing in some year in {len(worst)} of {len(every)} authorities: {told}. Nothing is free "
            "there then; the region's hours and cash are the others' less what is missing there.",
        )


def _staff(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    """Say that a total cost stays where growth or an override moves the care managers."""
    grown = [(path, target) for path in case.growth for target in targets_of(scenario, path) if target.name in POSTS]
    found: dict[str, dict[str, Text]] = {}
    for name, own in scopes(scenario).items():
        moved = {**overridden_staff(own), **{path: True for path, target in grown if target.authority == name}}
        for code, message in cost_does_not_follow(own, moved):
            found.setdefault(code, {})[name] = message
    if isinstance(scenario, Scenario):
        yield from ((code, own[""]) for code, own in found.items())
    else:
        yield from once_each(found)


def _short(values: Mapping[str, Values]) -> dict[str, float]:
    """Return the years in which hours are missing, and how many."""
    return {year: -own["residual_hours"] for year, own in values.items() if own["residual_hours"] < 0}


def _unexplained(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    """Say of the year with most released hours for how many a lever gives no reason, in each authority by itself."""
    if not scenario.levers:
        return

    def told(year: Year) -> tuple[float, float]:
        each = [(own["released_hours_in_year"], own["lever_hours_total"]) for own in year.authorities.values()]
        return added(hours for hours, _ in each), added(max(hours - levers, 0.0) for hours, levers in each)

    most = max(years, key=lambda year: told(years[year])[1])
    released, without = told(years[most])
    if without > 0.5:  # an hour is seen
        yield (
            "case_released_without_a_lever",
            f"In {most} {grouped(released, 0)} hours are off the payroll, and levers give a reason for "
            f"{grouped(released - without, 0)}: for the other {grouped(without, 0)} nobody has said where they "
            "come from, and npv and npsv rest on them.",
        )


def _shifts(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    """Say what others pay, in the year with most; transfers among it, which do not count in npsv."""
    paid = {payer: dict.fromkeys(years, 0.0) for payer in PAYER_LABELS}
    transfers = dict.fromkeys(PAYER_LABELS, 0.0)
    for year, own in years.items():
        for name, item in case.items.items():
            if item.paid_by != "council":
                paid[item.paid_by][year] += own.whole["item_amount"][name]
                transfers[item.paid_by] += own.whole["item_amount"][name] if item.kind == "transfer" else 0.0
        paid["personal_budgets"][year] += own.whole["ongoing_brokerage_cost"]
    for payer, amounts in paid.items():
        most = max(amounts.values())
        if most > 0:
            whom = PAYER_LABELS[payer]
            whom = "the NHS" if payer == "nhs" else whom[0].lower() + whom[1:]
            but = " but for transfers" if transfers[payer] > 0 else ""
            yield (
                "case_cost_moves",
                f"£{grouped(most, 0)} a year moves to {whom} (in the year with most); that is not a saving. "
                f"It is shown beside the council's cash, and counts in npsv{but}.",
            )


def _transition(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    alone = isinstance(scenario, Scenario) and scenario.place
    if not alone and all(item.kind != "transition" for item in case.items.values()):
        yield (
            "case_without_transition",
            "No item has the kind transition: the change itself costs nothing here. Double running, training and "
            "project staff are usual.",
        )


def _bias(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    bias = case.optimism_bias
    benefits, costs = (bias.benefits, bias.costs) if bias else (None, None)
    if benefits is None:
        message = "Benefits are taken as planned: optimism_bias.benefits is not stated, and plans tend to be hopeful."
        yield "case_benefits_without_bias", message
    if costs is None:
        message = "Costs are taken as planned: optimism_bias.costs is not stated, and costs tend to be higher."
        yield "case_costs_without_bias", message


def _profile(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    last = entry(case.release_profile, len(case.all_years) - 1).value
    if last < 1:
        yield (
            "case_release_unfinished",
            f"In the last year, {case.all_years[-1]}, {grouped(last * 100, 0)}% of the hours to release are off the "
            "payroll.",
        )


def _flows(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    """Warn where more people are served and no more come, in some authority."""
    grows: dict[str, set[str]] = {}
    for path, row in case.growth.items():
        if max(factors(row, len(case.all_years))) > 1:
            for target in targets_of(scenario, path):
                grows.setdefault(target.authority, set()).add(target.name)
    still: dict[str, None] = {}
    for authority, own in scopes(scenario).items():
        growing = grows.get(authority, set())
        if "people_served" in growing:
            still.update(
                {given.path[1]: None for given in givens(own) if given.path[0] == "flow" and given.name not in growing}
            )
    if still:
        named = _listed([f"flow.{key}" for key in Flow.model_fields if key in still])
        yield (
            "case_flow_does_not_grow",
            f"The people served grow and {named} {'do not' if len(still) > 1 else 'does not'}: let them grow "
            "too, or say why more people are served though no more come.",
        )


def _pay(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    costs = [path for path in case.growth if within(parse_path(path))[:1] == ("cost",)]
    given = scenario.release is not None and scenario.release.cost_per_hour is not None
    named = any(parse_path(path)[:1] == ("release",) for path in case.growth)
    if costs and given and not named and max(factors(case.growth[costs[0]], len(case.all_years))) > 1:
        yield (
            "case_release_cost_stays",
            f"{costs[0]} grows and release.cost_per_hour stays, so the cash that an hour releases falls behind its "
            "cost. Let release.cost_per_hour grow too, or leave it to cost.employment.",
        )


def _rates(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    if len(case.all_years) > 1:
        yield (
            "case_keeps_rates",
            f"Every year keeps the calendar, National Insurance and the rates that are given for {case.all_years[0]}, "
            "unless growth names them.",
        )


def _far(scenario: Scenario | Region, case: Case, years: Years) -> Messages:
    if len(case.all_years) > GREEN_BOOK_YEARS:
        yield (
            "case_beyond_green_book",
            f"The case runs over {len(case.all_years)} years; the Green Book's rate is for years 0 to 30, lower after.",
        )


def _listed(names: list[str]) -> str:
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
