"""The inputs of the business case: its lists, and what a year takes of them, of prices and of the year before."""

from collections.abc import Mapping
from typing import Any

from archpers.model.definition import Value
from archpers.model.registry import axis, declare, described
from archpers.units import ANNUAL_CHANGE, FACTOR, INDEX, MONEY, MONEY_IN_ALL, SHARE

PAYER_LABELS = {
    "council": "Council",
    "personal_budgets": "Personal budgets",
    "nhs": "NHS",
    "providers": "Providers",
    "people": "People themselves",
    "other": "Others",
}
"""Who may pay for something."""

KINDS = {
    "transition": "what the change costs while it is made",
    "ongoing": "what it costs for as long as it lasts",
    "transfer": "money that changes hands without using anything up, such as redundancy pay: in npv, not in npsv",
}

PAYER = axis("payer", PAYER_LABELS)
ITEM = axis("item", belongs_to="payer")
CONTRACT = axis("contract")
ENTRY = axis("year_of_list")
GROWTH = axis("growth_path")
ITEM_ENTRY = axis("item_in_year")
CONTRACT_ENTRY = axis("contract_in_year")
FINANCIAL_YEAR = axis("financial_year")

CASE_BLOCKS = CASE, CASE_PARTS = "case", "case, in parts"
"""The block of a result's document in which the quantities of a year stand, and that of those it does not tell so."""

_GREEN = "HM Treasury, Green Book"

# What the file says, list by list; a year takes its own entry.
for _name, _unit, _meaning, _source, _axis in (
    ("growth_by_year", ANNUAL_CHANGE, "Growth in a year, from the year before", "local assumption", GROWTH),
    ("effect_by_year", SHARE, "Share of the residual hours that are free, average over the year", "local plan", ENTRY),
    ("profile_by_year", SHARE, "Share of the released hours that are off the payroll, average", "local plan", ENTRY),
    ("amount_by_year", MONEY, "What an item costs in the year", "local plan", ITEM_ENTRY),
    (
        "moved_by_year",
        SHARE,
        "Share of a block contract that people have moved away from",
        "local plan",
        CONTRACT_ENTRY,
    ),
    ("price_index_by_year", INDEX, "Price index of the year", "local assumption", FINANCIAL_YEAR),
):
    declare(_name, _unit, _meaning, _source, each=_axis, pooling="once for all", block=CASE_PARTS)

_YEAR: dict[str, Any] = {"pooling": "once for all", "block": CASE_PARTS}
declare("reform_in_effect", SHARE, "Share of the residual hours that are free this year", "local plan", **_YEAR)
declare("release_profile", SHARE, "Share of the released hours off the payroll this year", "local plan", **_YEAR)
declare("item_amount", MONEY, "What the item costs this year", "local plan", each=ITEM, **_YEAR)
declare("item_is_transfer", FACTOR, "1 for a transfer, 0 for anything else", _GREEN, each=ITEM, **_YEAR)
declare("contract_annual_value", MONEY, "What the block contract costs in a year", "contract", each=CONTRACT, **_YEAR)
declare(
    "contract_moved", SHARE, "Share of the contract moved away from this year", "local plan", each=CONTRACT, **_YEAR
)
declare("contract_runs", FACTOR, "1 while the contract runs, 0 after", "contract", each=CONTRACT, **_YEAR)
declare("discount_rate", SHARE, "Real discount rate, before the price index", _GREEN, **_YEAR)
declare("bias_of_costs", SHARE, "Optimism bias: what is added to the council's costs", _GREEN, neutral=0.0, **_YEAR)
declare("bias_of_benefits", SHARE, "Optimism bias: what is taken off a benefit", _GREEN, neutral=0.0, **_YEAR)
declare("first_price_index", INDEX, "Price index of the first year", "GDP deflator", **_YEAR)
declare("price_index", INDEX, "Price index of this year", "GDP deflator", **_YEAR)
for _name, _unit, _meaning in (
    ("discount_factor_before", FACTOR, "Discount factor of the year before"),
    ("cumulative_net_cash_before", MONEY_IN_ALL, "Net cash up to the year before"),
    ("npv_before", MONEY_IN_ALL, "Net present value up to the year before"),
    ("npsv_before", MONEY_IN_ALL, "Net present social value up to the year before"),
):
    declare(_name, _unit, _meaning, "the year before", **_YEAR)

CARRIED = {
    "discount_factor": "discount_factor_before",
    "cumulative_net_cash": "cumulative_net_cash_before",
    "npv": "npv_before",
    "npsv": "npsv_before",
}
"""Quantity of a year -> the input of the next year that it is."""
AT_START: Mapping[str, Value] = {
    "discount_factor": 1.0,
    "cumulative_net_cash_before": 0.0,
    "npv_before": 0.0,
    "npsv_before": 0.0,
}
"""What is given to the first year in their place: it is not discounted."""
BY_YEAR = {
    "effect_by_year": "reform_in_effect",
    "profile_by_year": "release_profile",
    "amount_by_year": "item_amount",
    "moved_by_year": "contract_moved",
    "price_index_by_year": "price_index",
}
"""A list of the file -> the input of a year that it gives."""
RELEASED = {"release_share", "profile_by_year", "effect_by_year"}
"""What must go together in every year: no more is released than is free."""
MOVES_RELEASE = RELEASED | {"growth_by_year"}
"""What makes that so, or not."""
ONGOING = {"ongoing_share", "ongoing_hours_per_person", "ongoing_cost_per_hour"}
"""What ongoing brokerage rests on; without it none is paid."""


def adds_up(name: str) -> bool:
    """Say whether a region's case has the sum of its authorities' own values of a quantity of the model."""
    own = described(name)
    return own.unit.adds and own.block not in CASE_BLOCKS


TOTALS = ("npv", "npsv")
"""The quantities whose value in the last year is the case's own."""
