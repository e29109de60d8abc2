"""The block `case`: the business case over the years."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from archpers.data.constants import financial_year
from archpers.model.case_inputs import KINDS, PAYER_LABELS
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.by_year import GrowthByYear, MoneyByYear, SharesByYear
from archpers.scenario.schema.fields.block import Checked, FieldErrors, Members, SchemaBlock, field_of, keys_of
from archpers.scenario.schema.fields.figure import Bias, Index, Money, Rate
from archpers.scenario.schema.fields.text_fields import FinancialYear, OneLine, first_calendar_year

MOST_YEARS = 60


def _years(raw: object) -> object:
    number = int(raw) if isinstance(raw, str) and raw.strip().isdecimal() else raw
    if isinstance(number, bool) or not isinstance(number, int):
        raise problem("is not a number of years", "write a whole number such as 5")
    if not 1 <= number <= MOST_YEARS:
        raise problem(f"a case runs over 1 to {MOST_YEARS} years", "write a number such as 5")
    return number


def _yes_or_no(raw: object) -> object:
    answer = {"true": True, "false": False}.get(raw.strip().lower()) if isinstance(raw, str) else raw
    if not isinstance(answer, bool):
        raise problem("is neither true nor false", "write true or false")
    return answer


class Item(SchemaBlock):
    """A cost beside the model."""

    kind: Literal[tuple(KINDS)] = Field(  # type: ignore[valid-type]  # pydantic reads the names themselves
        description="; ".join(f"{kind}: {what}" for kind, what in KINDS.items()), examples=["transition"]
    )
    paid_by: Literal[tuple(PAYER_LABELS)] = Field(  # type: ignore[valid-type]  # the same
        description=f"Who pays: {', '.join(PAYER_LABELS.values())}", examples=["council"]
    )
    amount: MoneyByYear = field_of("amount_by_year", '["£90,000", "£60,000"]')


class Contract(SchemaBlock):
    """A block contract that is paid in full while people move away from it."""

    annual_value: Money = field_of("contract_annual_value", "£100,000")
    runs_until: FinancialYear = Field(description="Last financial year that it is paid in", examples=["2028-29"])
    moved: SharesByYear = field_of("moved_by_year", "[0%, 25%, 60%]")


class OptimismBias(SchemaBlock):
    """What is added to costs and taken off benefits, since plans tend to be hopeful."""

    costs: Bias | None = field_of("bias_of_costs", "10%", default=None)
    benefits: Bias | None = field_of("bias_of_benefits", "20%", default=None)


class Case(Checked):
    """The business case: what happens from year to year, what the change costs, and who pays."""

    first_year: FinancialYear = Field(description="Financial year with the file's own values", examples=["2026-27"])
    years: Annotated[int, BeforeValidator(_years)] = Field(
        description="How many years, the first among them", examples=[5]
    )
    growth: dict[OneLine, GrowthByYear] = field_of(
        "growth_by_year", "{people_served: 1.5%, cost.total: [3.2%, 3%]}", default={}
    )
    reform_in_effect: SharesByYear = field_of("effect_by_year", "[0%, 40%, 100%]")
    release_profile: SharesByYear = field_of("profile_by_year", "[0%, 25%, 80%, 100%]")
    items: Annotated[dict[OneLine, Item], Members("item", home="paid_by")] = Field(
        default={},
        description="Costs beside the model: name -> kind, paid_by and amount",
        examples=["{double running: {kind: transition, paid_by: council, amount: [90000, 60000]}}"],
    )
    contracts: Annotated[dict[OneLine, Contract], Members("contract")] = Field(
        default={},
        description="Block contracts that are paid in full while people move away: name -> value, end, and what moved",
        examples=["{day service: {annual_value: 100000, runs_until: 2028-29, moved: [0%, 25%, 60%]}}"],
    )
    discount_rate: Rate = field_of("discount_rate", "3.5%")
    optimism_bias: OptimismBias | None = Field(default=None, description="Absent: none")
    include_brokerage: Annotated[bool, BeforeValidator(_yes_or_no)] | None = Field(
        default=None, description="Whether brokerage is counted; must be said where a brokerage block stands"
    )
    prices: Literal["nominal", "constant"] = Field(
        default="nominal",
        description="nominal: growth holds inflation; constant: it does not, and no price is deflated",
    )
    price_index: dict[FinancialYear, Index] | None = field_of(
        "price_index_by_year", "{2026-27: 100, 2027-28: 101.9}", default=None
    )

    @property
    def all_years(self) -> list[str]:
        """Its financial years."""
        begin = int(self.first_year[:4])
        return [financial_year(year) for year in range(begin, begin + self.years)]

    def without_items(self) -> "Case":
        """Return the case without what a region counts once for all its authorities."""
        return self.model_copy(update={"items": {}, "contracts": {}})

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """No list is longer than the case; contracts do not end before it; names of items and contracts differ."""
        try:
            count: int | None = int(str(data.get("years")))
        except ValueError:
            count = None  # reported where it stands
        for path, row in _lists(data):
            if count is not None and count <= MOST_YEARS and len(row) > count >= 1:
                years = "1 year" if count == 1 else f"{count} years"
                yield path, problem(f"has {len(row)} entries, and the case has {years}", "delete those beyond it")
        start = first_calendar_year(data.get("first_year"))
        contracts = keys_of(data.get("contracts"))
        for name, contract in contracts.items():
            end = first_calendar_year(keys_of(contract).get("runs_until"))
            if start is not None and end is not None and end < start:
                message = f"the contract ends before the first year, {data['first_year']}"
                yield ("contracts", name, "runs_until"), problem(message, "delete the contract, or write a later year")
            if name in keys_of(data.get("items")):
                yield ("contracts", name), problem("an item has that name too", "write another name")


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Yield the lists of a case, with their paths."""
    rows: list[tuple[tuple[str, ...], Any]] = []
    rows += [(("growth", path), row) for path, row in keys_of(data.get("growth")).items()]
    rows += [((key,), data.get(key)) for key in ("reform_in_effect", "release_profile")]
    for block, key in (("items", "amount"), ("contracts", "moved")):
        rows += [((block, name, key), keys_of(own).get(key)) for name, own in keys_of(data.get(block)).items()]
    yield from ((path, row) for path, row in rows if isinstance(row, list))
