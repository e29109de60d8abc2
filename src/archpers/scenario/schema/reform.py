"""The block `reform`: a slimmed core for everybody, a crisis service for a few."""

from archpers.scenario.schema.block import SchemaBlock, field_of, row_of
from archpers.scenario.schema.figure import Hours, Share


class Reform(SchemaBlock):
    """The reformed service: a slimmed core for everybody, a crisis service for a few."""

    core_hours_per_person: dict[str, Hours] = row_of(
        "core_function_hours_per_person", "{first_contact: 2.5, ...}", min_length=1
    )
    crisis_share: Share = field_of("crisis_share", "20%")
    crisis_hours_per_person: Hours = field_of("crisis_hours_per_person", "35")
