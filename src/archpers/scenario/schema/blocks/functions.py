"""The block `functions`: where time goes, over the eight functions and others beside them, or over a set of its own."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from archpers.model.time_use import FUNCTION_GROUPS, FUNCTION_LABELS, GROUP_LABELS
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.blocks.function_sets import (
    Contact,
    functions_in,
    is_own_set,
    is_settled,
    own_set_problems,
    published_set_problems,
    unknown_function,
)
from archpers.scenario.schema.fields.block import Checked, FieldErrors, Members, row_of
from archpers.scenario.schema.fields.distribution_fields import Spread, read_row_spread, row_spread_schema
from archpers.scenario.schema.fields.figure import Hours, Share, row_sum, share_sum_problem
from archpers.scenario.schema.fields.later import Later

if TYPE_CHECKING:  # few files name functions themselves
    from archpers.scenario.schema.blocks.own_functions import AdditionalFunction, FunctionGroup, OwnFunction
else:
    AdditionalFunction = Annotated[Any, Later("blocks.own_functions", "AdditionalFunction")]
    FunctionGroup = Annotated[Any, Later("blocks.own_functions", "FunctionGroup")]
    OwnFunction = Annotated[Any, Later("blocks.own_functions", "OwnFunction")]

_ROWS = ("hours_per_week", "time_shares")


class Functions(Checked):
    """Where the time goes: hours a week or shares of time, for each of the eight functions or of a set of its own."""

    set: Literal["published", "own"] = Field(
        default="published",
        description="Whether the functions are the eight published ones, with additional ones, or a set of its own",
        examples=["own"],
    )
    hours_per_week: dict[str, Hours] | None = row_of("hours_per_week", "{first_contact: 4, ...}", default=None)
    time_shares: dict[str, Share] | None = row_of("time_share", "{first_contact: 0.9%, ...}", default=None)
    additional: Annotated[dict[str, AdditionalFunction], Members("function", home="group", label="label")] = Field(
        default={},
        description="Functions of the authority's own, beside the eight: key -> label and group",
        examples=["{safeguarding: {label: Safeguarding enquiries, group: problem_solving}}"],
    )
    contact: dict[str, Contact] | None = Field(
        default=None,
        description="Which of the eight are direct work with people, and which indirect; absent: not marked",
        examples=["{full_assessment: direct, long_reviews: indirect}"],
        min_length=1,
    )
    groups: Annotated[dict[str, FunctionGroup] | None, Members("function_group", label="label")] = Field(
        default=None,
        description="The groups of a set of its own: key -> label",
        examples=["{hands_on: {label: Hands-on work}, desk: {label: Desk work}}"],
        min_length=1,
    )
    own: Annotated[dict[str, OwnFunction] | None, Members("function", home="group", label="label")] = Field(
        default=None,
        description="The functions of a set of its own, in place of the eight: key -> label and group",
        examples=["{visits: {label: Home visits, group: hands_on}, notes: {label: Notes, group: desk}}"],
        min_length=1,
    )
    per: dict[str, Literal["new_people", "people_served"]] | None = Field(
        default=None,
        description="Whom the time of the groups of a set of its own is for; absent: not estimated for either",
        examples=["{hands_on: people_served}"],
        min_length=1,
    )
    distribution: Annotated[Spread | None, BeforeValidator(read_row_spread)] = Field(
        default=None,
        description="How the time shares may be spread together, for the simulation; they always sum to 1",
        examples=["{dirichlet: {concentration: 200}}"],
        json_schema_extra=row_spread_schema,
    )

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """One row is given; it has every function of the set, and no other; shares make up the whole."""
        rows = [row for row in _ROWS if row in data]
        if len(rows) != 1:
            yield (
                (rows[1],) if rows else ("hours_per_week",),
                problem("the use of time is given twice", "delete hours_per_week or time_shares")
                if rows
                else problem("the use of time is not given", "write hours_per_week or time_shares"),
            )
        yield from own_set_problems(data) if is_own_set(data) else published_set_problems(data)
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
            if isinstance(data[row], Mapping) and is_settled(data):
                yield from _row(row, data[row], functions_in(data), own=is_own_set(data))

    @property
    def labels(self) -> dict[str, str]:
        """The label of each function, the authority's own included."""
        return {**({} if self.own else FUNCTION_LABELS), **{key: row.label for key, row in self._rows()}}

    @property
    def homes(self) -> dict[str, str]:
        """The group of each function, the authority's own included."""
        return {**({} if self.own else FUNCTION_GROUPS), **{key: row.group for key, row in self._rows()}}

    @property
    def group_labels(self) -> dict[str, str]:
        """The label of each group."""
        return GROUP_LABELS if self.groups is None else {key: group.label for key, group in self.groups.items()}

    @property
    def contacts(self) -> dict[str, str]:
        """Which functions are marked as direct and which as indirect."""
        return {**(self.contact or {}), **{key: row.contact for key, row in self._rows() if row.contact}}

    def _rows(self) -> Iterator[tuple[str, AdditionalFunction | OwnFunction]]:
        yield from (self.additional if self.own is None else self.own).items()


def _row(row: str, values: Mapping[str, Any], functions: Mapping[str, Any], *, own: bool) -> FieldErrors:
    unknown = [key for key in values if key not in functions]
    missing = [key for key in functions if key not in values]
    for key in unknown if functions else ():
        if own and key in FUNCTION_LABELS:
            remedy = "declare it under own with label and group, or delete it"
            yield (row, key), problem("is one of the eight functions, which a set of its own has not", remedy)
        else:
            yield (row, key), unknown_function(key, functions)
    for key in missing:
        yield (row, key), problem("this function is missing", f"write {key}: 0 if no time goes there")
    if not unknown and not missing:
        yield from _sum_problem(row, values)


def _sum_problem(row: str, values: Mapping[str, Any]) -> FieldErrors:
    """Hold a row of shares against 100%, within half a printed unit for each; a row of hours must not be all zero."""
    if row == "hours_per_week":
        if row_sum(values.values(), numbers.HOURS) == 0:
            yield (row,), problem("all hours are 0", "write the hours a week that each function takes")
        return
    yield from share_sum_problem((row,), list(values.values()))
