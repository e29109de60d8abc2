"""A number with its evidence, and how it is read: bare or with evidence, as a number or as people write it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from archpers.model.arithmetic import added
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import Kind, problem, read_number
from archpers.scenario.schema.fields.block import Checked, FieldErrors, with_more
from archpers.scenario.schema.fields.distribution_fields import Spread, read_spread, spread_schema
from archpers.scenario.schema.fields.text_fields import Date, OneLine, Text, order_problem

# The JSON Schema is for files, where a number may be text such as 20%.
Written = Annotated[float, WithJsonSchema({"type": ["number", "string"], "pattern": "[0-9]"})]


class Figure(Checked):
    """A number with its evidence. A bare number stands for its value alone."""

    value: Written = Field(description="The number itself, in the unit of the figure")
    low: Written | None = Field(default=None, description="Lowest plausible value, for tornado and simulation")
    high: Written | None = Field(default=None, description="Highest plausible value, for tornado and simulation")
    distribution: Spread | None = Field(
        default=None,
        description="How the number may be spread, for the simulation: uniform, triangular or pert alone (over low, "
        "value and high), or a distribution with its parameters",
        examples=["pert", "{normal: {mean: 20%, sd: 3%}}"],
        json_schema_extra=spread_schema,
    )
    source: Text | None = Field(default=None, description="Where the number comes from")
    rationale: Text | None = Field(default=None, description="Why this number was chosen, and not another")
    owner: Text | None = Field(default=None, description="Who answers for the number")
    date: Date | None = Field(
        default=None, description="When the number was established: year, month or day", examples=["2010-08"]
    )
    reliability: Literal["low", "medium", "high"] | None = Field(
        default=None, description="How far the number can be relied on"
    )
    review_by: Date | None = Field(
        default=None,
        description="When the number has to be looked at again: year, month or day, of which the last day counts",
        examples=["2027-03"],
    )
    signed_off_by: OneLine | None = Field(
        default=None, description="Who has signed the number off", examples=["B. Finance"]
    )
    signed_off_on: Date | None = Field(
        default=None, description="When it was signed off: year, month or day", examples=["2026-09-30"]
    )

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The value lies between low and high; somebody signed it off; its dates are in order."""
        yield from evidence_problems(data)
        given = {key: data[key] for key in ("value", "low", "high") if isinstance(data.get(key), int | float)}
        ascending = "write low, value and high in ascending order"
        if "value" in given and given.get("low", -math.inf) > given["value"]:
            yield ("low",), problem("low lies above the value", ascending)
        if "value" in given and given.get("high", math.inf) < given["value"]:
            yield ("high",), problem("high lies below the value", ascending)


def evidence_problems(data: Mapping[str, Any]) -> FieldErrors:
    """Hold sign-off and dates of a number's evidence against one another."""
    if data.get("signed_off_on") is not None and data.get("signed_off_by") is None:
        yield ("signed_off_on",), problem("says when, but not by whom", "write signed_off_by: B. Finance too")
    if "date" in data:
        yield from order_problem(data, "review_by", "date", "lies before the number was established")
        yield from order_problem(data, "signed_off_on", "date", "lies before the number was established")


class FigureOf:
    """How a Figure of one kind is read: bare or with evidence, as a number or as people write it."""

    def __init__(self, kind: Kind, *, sourced: bool = False) -> None:
        self.kind = kind
        self.sourced = sourced
        """Whether a file must say where the number comes from."""

    def read(self, raw: object, checked: core_schema.ValidatorFunctionWrapHandler) -> object:
        """Turn what a file holds into a Figure, every number read; all that is wrong with it is reported at once."""
        data = raw.model_dump(exclude_unset=True) if isinstance(raw, Figure) else raw
        data = dict(data) if isinstance(data, Mapping) else {"value": data}
        errors = []
        for key in ("value", "low", "high"):
            try:
                if key == "value" and key not in data:
                    raise problem("this key is missing", f"write value: {self.kind.example}")
                if key == "value" or data.get(key) is not None:
                    data[key] = read_number(data[key], self.kind)
            except PydanticCustomError as error:
                errors.append(InitErrorDetails(type=error, loc=(key,), input=None))
                data[key] = math.nan  # stands in no order with the others, so that only its own problem is reported
        if data.get("distribution") is not None:
            data["distribution"], problems = read_spread(data["distribution"], data, self.kind)
            errors.extend(
                InitErrorDetails(type=error, loc=("distribution", *path), input=None) for path, error in problems
            )
        return with_more(errors, "Figure", lambda: checked(data))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read first, then check as a Figure."""
        return core_schema.no_info_wrap_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the number: bare, as text, or with its evidence."""
        number: dict[str, Any] = {"type": "number"}
        number["exclusiveMinimum" if self.kind.least_excluded else "minimum"] = self.kind.least
        if self.kind.most != math.inf:
            number["maximum"] = self.kind.most
        if self.sourced:
            return {"allOf": [handler(schema)], "required": ["value", "source"]}
        text = {"type": "string", "pattern": "[0-9]"}
        return {"anyOf": [number, text, handler(schema)]}


Share: TypeAlias = Annotated[Figure, FigureOf(numbers.SHARE)]
Money: TypeAlias = Annotated[Figure, FigureOf(numbers.MONEY)]
Wte: TypeAlias = Annotated[Figure, FigureOf(numbers.WTE)]
People: TypeAlias = Annotated[Figure, FigureOf(numbers.PEOPLE)]
DaysAYear: TypeAlias = Annotated[Figure, FigureOf(numbers.DAYS)]
HoursADay: TypeAlias = Annotated[Figure, FigureOf(numbers.HOURS_A_DAY)]
HoursAYear: TypeAlias = Annotated[Figure, FigureOf(numbers.HOURS_A_YEAR)]
Hours: TypeAlias = Annotated[Figure, FigureOf(numbers.HOURS)]
DaysOff: TypeAlias = Annotated[Figure, FigureOf(numbers.DAYS_OFF)]
Weekdays: TypeAlias = Annotated[Figure, FigureOf(numbers.WEEKDAYS)]
HoursAWeek: TypeAlias = Annotated[Figure, FigureOf(numbers.HOURS_A_WEEK)]
SomeWte: TypeAlias = Annotated[Figure, FigureOf(numbers.SOME_WTE)]
Heads: TypeAlias = Annotated[Figure, FigureOf(numbers.HEADS)]
Count: TypeAlias = Annotated[Figure, FigureOf(numbers.COUNT)]
Answers: TypeAlias = Annotated[Figure, FigureOf(numbers.ANSWERS)]
Price: TypeAlias = Annotated[Figure, FigureOf(numbers.PRICE)]
HoursEach: TypeAlias = Annotated[Figure, FigureOf(numbers.HOURS_EACH)]
Change: TypeAlias = Annotated[Figure, FigureOf(numbers.CHANGE, sourced=True)]
Growth: TypeAlias = Annotated[Figure, FigureOf(numbers.GROWTH)]
Rate: TypeAlias = Annotated[Figure, FigureOf(numbers.RATE)]
Bias: TypeAlias = Annotated[Figure, FigureOf(numbers.BIAS)]
Index: TypeAlias = Annotated[Figure, FigureOf(numbers.INDEX)]


def written_values(values: Iterable[Any]) -> list[Any]:
    """Return what stands for each number of a row, its evidence left aside."""
    return [value.get("value") if isinstance(value, Mapping) else getattr(value, "value", value) for value in values]


def number_in(raw: Any, kind: Kind, otherwise: float = math.nan) -> float:
    """Read a number of a file, with its evidence or without; otherwise where there is none.

    NaN where it cannot be read, which is reported where it stands.
    """
    (value,) = written_values([raw])
    try:
        return otherwise if value is None else read_number(value, kind)
    except PydanticCustomError:
        return math.nan


def row_sum(values: Iterable[Any], kind: Kind) -> float | None:
    """Add up a row; None where a number cannot be read, which is reported where it stands."""
    try:
        return float(added(read_number(value, kind) for value in written_values(values)))
    except PydanticCustomError:
        return None


def share_sum_problem(path: tuple[str, ...], values: Sequence[Any]) -> FieldErrors:
    """Hold a row of shares against 100%, within half a printed unit for each."""
    total = row_sum(values, numbers.SHARE)
    if total is None:
        return
    texts = (value if isinstance(value, str) else repr(value) for value in written_values(values))
    rounding = added(map(numbers.printed_unit, texts)) / 2
    if abs(total - 1) > rounding + 1e-9:
        gap = f"{abs(total - 1) * 100:.6g} percentage points {'over' if total > 1 else 'short of'} 100%"
        yield (
            path,
            problem(
                f"the shares sum to {total * 100:.6g}%, {gap}, "
                f"more than the {rounding * 100:.6g} that rounding explains",
                "write shares that make up 100%",
            ),
        )
