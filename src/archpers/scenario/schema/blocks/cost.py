"""The block `cost`: what care management costs, as a total, by post, or built up from pay."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors, field_of
from archpers.scenario.schema.fields.figure import Money
from archpers.scenario.schema.fields.later import Later
from archpers.scenario.schema.fields.rivals import BESIDE_POSTS, COST

if TYPE_CHECKING:  # few files build cost up
    from archpers.scenario.schema.blocks.build_up import Employment, Overheads
else:
    Employment = Annotated[Any, Later("blocks.build_up", "Employment")]
    Overheads = Annotated[Any, Later("blocks.build_up", "Overheads")]


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
