"""TEMPORARY: until the flow of people is merged."""

from archpers.scenario.schema.block import SchemaBlock, field_of
from archpers.scenario.schema.figure import PeopleAYear


class Flow(SchemaBlock):
    """Who comes."""

    new_people: PeopleAYear | None = field_of("new_people", "1,650", default=None)
