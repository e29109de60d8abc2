"""The block `cost`: what care management costs."""

from archpers.scenario.schema.checked import Block
from archpers.scenario.schema.described import field_of
from archpers.scenario.schema.figure import Money


class Cost(Block):
    """What care management costs."""

    total: Money = field_of("total_cost", "£385,000")
