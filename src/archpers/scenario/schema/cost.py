"""The block `cost`: what care management costs."""

from archpers.scenario.schema.block import SchemaBlock, field_of
from archpers.scenario.schema.figure import Money


class Cost(SchemaBlock):
    """What care management costs."""

    total: Money = field_of("total_cost", "£385,000")
