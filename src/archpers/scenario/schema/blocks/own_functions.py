"""Functions and groups that a file names itself, beside the eight or in a set of its own."""

from typing import Literal

from pydantic import Field

from archpers.model.time_use import GROUP_LABELS
from archpers.scenario.schema.blocks.function_sets import CONTACT, Contact
from archpers.scenario.schema.fields.block import SchemaBlock
from archpers.scenario.schema.fields.text_fields import OneLine


class AdditionalFunction(SchemaBlock):
    """A function that the authority adds to the eight."""

    label: OneLine = Field(description="Name of the function in tables", examples=["Safeguarding enquiries"])
    group: Literal[tuple(GROUP_LABELS)] = Field(  # type: ignore[valid-type]  # pydantic reads the names themselves
        description=f"Group whose subtotal it joins: {', '.join(GROUP_LABELS)}", examples=["problem_solving"]
    )
    contact: Contact | None = Field(default=None, description=CONTACT, examples=["direct"])


class OwnFunction(SchemaBlock):
    """A function of a set of the file's own."""

    label: OneLine = Field(description="Name of the function in tables", examples=["Home visits"])
    group: OneLine = Field(description="Group whose subtotal it joins, one of functions.groups", examples=["hands_on"])
    contact: Contact | None = Field(default=None, description=CONTACT, examples=["direct"])


class FunctionGroup(SchemaBlock):
    """A group of functions in a set of the file's own."""

    label: OneLine = Field(description="Name of the group in tables", examples=["Hands-on work"])
