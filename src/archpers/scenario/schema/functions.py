"""The block `functions`: where care-management time goes, the authority's own functions among the eight."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from archpers.model.time_use import FUNCTION_GROUPS, FUNCTION_LABELS, GROUP_LABELS
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.reading.spelling import MOST_NAMED, closest
from archpers.scenario.schema.block import Checked, FieldErrors, Members, SchemaBlock, row_of
from archpers.scenario.schema.distribution_fields import Spread, read_row_spread, row_spread_schema
from archpers.scenario.schema.figure import Hours, Share, row_sum, share_sum_problem
from archpers.scenario.schema.text_fields import OneLine


class AdditionalFunction(SchemaBlock):
    """A function that the authority adds to the eight."""

    label: OneLine = Field(description="Name of the function in tables", examples=["Safeguarding enquiries"])
    group: Literal["assessment", "planning", "problem_solving", "review"] = Field(
        description=f"Group whose subtotal it joins: {', '.join(GROUP_LABELS)}", examples=["problem_solving"]
    )


class Functions(Checked):
    """Where care-management time goes: hours a week or shares of time, for each of the eight functions."""

    hours_per_week: dict[str, Hours] | None = row_of("hours_per_week", "{first_contact: 4, ...}", default=None)
    time_shares: dict[str, Share] | None = row_of("time_share", "{first_contact: 0.9%, ...}", default=None)
    additional: Annotated[dict[str, AdditionalFunction], Members("function", home="group", label="label")] = Field(
        default={},
        description="Functions of the authority's own, beside the eight: key -> label and group",
        examples=["{safeguarding: {label: Safeguarding enquiries, group: problem_solving}}"],
    )
    distribution: Annotated[Spread | None, BeforeValidator(read_row_spread)] = Field(
        default=None,
        description="How the time shares may be spread together, for the simulation; they always sum to 1",
        examples=["{dirichlet: {concentration: 200}}"],
        json_schema_extra=row_spread_schema,
    )

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """One row is given; it has every function, and no other; shares make up the whole."""
        rows = [row for row in ("hours_per_week", "time_shares") if row in data]
        if len(rows) != 1:
            yield (
                (rows[1],) if rows else ("hours_per_week",),
                problem("the use of time is given twice", "delete hours_per_week or time_shares")
                if rows
                else problem("the use of time is not given", "write hours_per_week or time_shares"),
            )
        additional = data.get("additional")
        own = additional if isinstance(additional, Mapping) else {}
        for key in own:
            if key in FUNCTION_LABELS:
                yield ("additional", key), problem("is one of the eight functions", "delete it here")
            elif not re.fullmatch(r"[a-z][a-z0-9_]*", str(key)):
                yield ("additional", key), problem("is not a plain key", "write small letters, digits and underscores")
        shares = data.get("time_shares")
        for key, share in shares.items() if isinstance(shares, Mapping) else ():
            if isinstance(share, Mapping) and share.get("distribution") is not None:
                yield (
                    ("time_shares", key, "distribution"),
                    problem(
                        "a time share cannot be drawn by itself, since the shares sum to 1",
                        "write functions.distribution: {dirichlet: {concentration: 200}} for all of them",
                    ),
                )
        for row in rows:
            if isinstance(data[row], Mapping):
                yield from cls._row(row, data[row], {**FUNCTION_LABELS, **own})

    @classmethod
    def _row(cls, row: str, values: Mapping[str, Any], functions: Mapping[str, Any]) -> FieldErrors:
        unknown = [key for key in values if key not in functions]
        missing = [key for key in functions if key not in values]
        for key in unknown:
            yield (row, key), unknown_function(key, functions)
        for key in missing:
            yield (row, key), problem("this function is missing", f"write {key}: 0 if no time goes there")
        if not unknown and not missing:
            yield from _sum_problem(row, values)

    @property
    def labels(self) -> dict[str, str]:
        """The label of each function, the authority's own included."""
        return {**FUNCTION_LABELS, **{key: function.label for key, function in self.additional.items()}}

    @property
    def groups(self) -> dict[str, str]:
        """The group of each function, the authority's own included."""
        return {**FUNCTION_GROUPS, **{key: function.group for key, function in self.additional.items()}}


def unknown_function(key: str, functions: Mapping[str, Any]) -> PydanticCustomError:
    """Make the error for a key that is not a function, with the nearest one that is."""
    meant = closest(key, functions)
    some = ", ".join(list(functions)[:MOST_NAMED])
    remedy = f"did you mean {meant}? If not," if meant else f"write one of {some}, or"
    return problem("is not a function", f"{remedy} add it under functions.additional", meant=meant)


def _sum_problem(row: str, values: Mapping[str, Any]) -> FieldErrors:
    """Hold a row of shares against 100%, within half a printed unit for each; a row of hours must not be all zero."""
    if row == "hours_per_week":
        if row_sum(values.values(), numbers.HOURS) == 0:
            yield (row,), problem("all hours are 0", "write the hours a week that each function takes")
        return
    yield from share_sum_problem((row,), list(values.values()))
