"""The block `cost`: what care management costs, as a total, by post, or built up from pay."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors, SchemaBlock, field_of
from archpers.scenario.schema.fields.figure import Heads, Money, Share
from archpers.scenario.schema.fields.of_year import OfYear
from archpers.scenario.schema.fields.rivals import BESIDE_POSTS, COST
from archpers.scenario.schema.fields.text_fields import Year


class EmployerNI(OfYear):
    """Employer National Insurance: of a financial year, or stated."""

    lacking = "employer National Insurance is not given in full"
    constants = ("rate", "threshold")

    financial_year: Year | None = Field(
        default=None,
        description="Financial year whose rate and threshold count; stated ones go first",
        examples=["2026-27"],
    )
    rate: Share | None = field_of("ni_rate", "15%", default=None)
    threshold: Money | None = field_of("ni_threshold", "£5,000", default=None)

    @classmethod
    def of_year(cls, year: str) -> tuple[str, tuple[float, ...]]:
        """Return rate and threshold of a financial year, and where they are from."""
        from archpers.data.constants import constants  # few files need it
        from archpers.data.employer_ni import employer_ni

        return f"employer National Insurance of {year}: {constants('employer_ni').vintage}", employer_ni(year)


class Employment(SchemaBlock):
    """What a post costs: pay and what comes on top of it."""

    salary_per_wte: Money = field_of("salary_per_wte", "£41,771")
    heads_per_wte: Heads | None = field_of("heads_per_wte", "1.12", default=None)
    employer_ni: EmployerNI = Field(description="Employer National Insurance", examples=["{financial_year: 2026-27}"])
    pension_rate: Share = field_of("pension_rate", "19.8%")
    levy_rate: Share | None = field_of("levy_rate", "0.5%", default=None)


class Overheads(SchemaBlock):
    """What comes on top of employment cost, and stays when a post goes."""

    direct: Share | None = field_of("direct_overhead_share", "10%", default=None)
    indirect: Share | None = field_of("indirect_overhead_share", "16%", default=None)
    capital_per_wte: Money | None = field_of("capital_cost_per_wte", "£2,100", default=None)


class Cost(Checked):
    """What care management costs."""

    total: Money | None = field_of("total_cost", "£385,000", default=None)
    per_wte: Money | None = field_of("employment_cost_per_wte", "£55,700", default=None)
    employment: Employment | None = Field(default=None, description="Pay and on-costs, in place of total or per_wte")
    other_per_wte: Money | None = field_of("other_cost_per_wte", "£1,500", default=None)
    agency_cost_per_wte: Money | None = field_of("agency_cost_per_wte", "£78,000", default=None)
    overheads: Overheads | None = Field(default=None, description="Overheads, beside per_wte or employment")

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The cost is given once: as a total, by post, or built up; parts have no place beside the total."""
        yield from COST.problems(data)
        if not {"total", "per_wte", "employment"} & data.keys():
            yield ("total",), problem("this key is missing", "write total: £385,000")
        for key in BESIDE_POSTS if "total" in data else ():
            if key in data:
                remedy = f"delete {key}, or write per_wte or employment in place of total"
                yield (key,), problem("cost.total holds this already", remedy)
