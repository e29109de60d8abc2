"""The block `release`: how much of the residual comes off the payroll."""

from archpers.scenario.schema.fields.block import SchemaBlock, field_of
from archpers.scenario.schema.fields.figure import Money, Share


class Release(SchemaBlock):
    """How much of the residual comes off the payroll, and what an hour of it releases."""

    share: Share = field_of("release_share", "60%")
    cost_per_hour: Money | None = field_of("releasable_cost_per_hour", "£43.50", default=None)
