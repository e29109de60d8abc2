"""The block `flow`: who comes in a year."""

from archpers.scenario.schema.fields.block import SchemaBlock, field_of
from archpers.scenario.schema.fields.figure import Count


class Flow(SchemaBlock):
    """Who comes in a year."""

    contacts: Count | None = field_of("contacts", "5,200", default=None)
    new_people: Count | None = field_of("new_people", "1,650", default=None)
    reviews: Count | None = field_of("reviews", "2,400", default=None)
