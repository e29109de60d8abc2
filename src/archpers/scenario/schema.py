"""The scenario file as frozen pydantic models: strict, self-describing, every number with its optional evidence."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Self, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from archpers.model import INPUTS, QUANTITIES
from archpers.model.functions import FUNCTION_GROUPS, FUNCTION_LABELS, GROUP_LABELS
from archpers.scenario import numbers
from archpers.scenario.numbers import Kind, printed_unit, problem, read_number
from archpers.scenario.source import Document, refused_character
from archpers.scenario.spread import (
    Spread,
    read_correlation,
    read_row_spread,
    read_spread,
    row_spread_schema,
    spread_schema,
)

Errors: TypeAlias = Iterator[tuple[tuple[str, ...], PydanticCustomError]]


def _clean(text: str) -> str:
    found = refused_character(text)
    if found:
        raise problem(f"holds the invisible character {found[1]}", "delete it")
    return text


def _one_line(text: str) -> str:
    if not text.strip():
        raise problem("is empty", "write some text")
    if re.search(r"[\n\r\t]", text):
        raise problem("holds a line break or a tab", "write it on one line")
    return _clean(text)


def _version(raw: object) -> object:
    if raw not in (1, "1") or isinstance(raw, bool):
        raise problem("is a version of the file format that this archpers does not know", "write schema_version: 1")
    return 1


def _year(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):
        raise problem("is not a financial year", "write it as 2009-10")
    return text


def _date(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        raise problem("is not a date", "write it as 2010-08-31, 2010-08 or 2010")
    return text


def _plain_value(raw: object) -> object:
    if isinstance(raw, Mapping | list):
        raise problem("is not a single value", "write PATH: VALUE, such as reform.crisis_share: 30%")
    return raw


Line = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_clean)]


class Block(BaseModel):
    """A set of keys: unknown ones are refused, and nothing changes once it is read."""

    # One validator for the whole file, built when it is first used, instead of one for each class.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Checked(Block):
    """A block whose keys depend on one another."""

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """Yield what is wrong with the keys themselves: their path within the block, and the problem."""
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _validate(cls, data: Any, handler: Any) -> Any:
        """Report what is wrong with the keys beside what is wrong with their values, all at once."""
        errors: list[InitErrorDetails] = []
        if isinstance(data, Mapping):
            errors = [InitErrorDetails(type=error, loc=loc, input=None) for loc, error in cls.structure(data)]
        try:
            block = handler(data)
        except ValidationError as error:
            if not errors:
                raise
            errors.extend(_again(details) for details in error.errors(include_url=False))
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return block


def _again(details: Any) -> InitErrorDetails:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "archpers":
        kind = problem(context["message"], context["remedy"])
    return InitErrorDetails(type=kind, loc=details["loc"], input=details["input"], ctx=context)


class Figure(Block):
    """A number with its evidence. A bare number stands for its value alone."""

    value: float = Field(description="The number itself")
    low: float | None = Field(default=None, description="Lowest plausible value, for tornado and simulation")
    high: float | None = Field(default=None, description="Highest plausible value, for tornado and simulation")
    distribution: Spread | None = Field(
        default=None,
        description="How the number may be spread, for the simulation: uniform, triangular or pert alone (over low, "
        "value and high), or a distribution with its parameters",
        examples=["pert", "{normal: {mean: 20%, sd: 3%}}"],
        json_schema_extra=spread_schema,
    )
    source: Text | None = Field(default=None, description="Where the number comes from")
    owner: Text | None = Field(default=None, description="Who answers for the number")
    date: Annotated[str, AfterValidator(_date)] | None = Field(
        default=None, description="When the number was established: year, month or day", examples=["2010-08"]
    )
    reliability: Literal["low", "medium", "high"] | None = Field(
        default=None, description="How far the number can be relied on"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if (self.low is not None and self.low > self.value) or (self.high is not None and self.high < self.value):
            raise problem("the value does not lie between low and high", "write low, value and high in ascending order")
        return self


class Reading:
    """How a Figure of one kind is read: bare or with evidence, as a number or as people write it."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def read(self, raw: object) -> object:
        """Turn what a file holds into a Figure's keys, every number read; all that cannot be read is reported."""
        if isinstance(raw, Figure):
            return raw
        data = dict(raw) if isinstance(raw, Mapping) else {"value": raw}
        errors = []
        for key in ("value", "low", "high"):
            if key in data:
                try:
                    data[key] = read_number(data[key], self.kind)
                except PydanticCustomError as error:
                    errors.append(InitErrorDetails(type=error, loc=(key,), input=data[key]))
        if data.get("distribution") is not None and not errors:
            spread, problems = read_spread(data["distribution"], data, self.kind)
            data["distribution"] = spread
            errors.extend(
                InitErrorDetails(type=error, loc=("distribution", *path), input=None) for path, error in problems
            )
        if errors:
            raise ValidationError.from_exception_data("Figure", errors)
        return data

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read first, then check as a Figure."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the number: bare, as text, or with its evidence."""
        number: dict[str, Any] = {"type": "number"}
        number["exclusiveMinimum" if self.kind.least_excluded else "minimum"] = self.kind.least
        if self.kind.most != math.inf:
            number["maximum"] = self.kind.most
        text = {"type": "string", "pattern": "[0-9]"}
        return {"anyOf": [number, text, handler(schema)]}


Share: TypeAlias = Annotated[Figure, Reading(numbers.SHARE)]
Money: TypeAlias = Annotated[Figure, Reading(numbers.MONEY)]
Wte: TypeAlias = Annotated[Figure, Reading(numbers.WTE)]
People: TypeAlias = Annotated[Figure, Reading(numbers.PEOPLE)]
DaysAYear: TypeAlias = Annotated[Figure, Reading(numbers.DAYS)]
HoursADay: TypeAlias = Annotated[Figure, Reading(numbers.HOURS_A_DAY)]
HoursAYear: TypeAlias = Annotated[Figure, Reading(numbers.HOURS_A_YEAR)]
Hours: TypeAlias = Annotated[Figure, Reading(numbers.HOURS)]


def _of(name: str, example: str, **options: Any) -> Any:
    """Describe a field by the model's own words for the input or quantity that it gives."""
    definition = QUANTITIES.get(name) or INPUTS[name]
    description = f"{definition.meaning.removesuffix(f' [{definition.unit}]; scalar or array.')} [{definition.unit}]"
    return Field(description=description, json_schema_extra={"unit": definition.unit}, examples=[example], **options)


def _for_each_function(schema: dict[str, Any]) -> None:
    """Name the eight functions in the JSON Schema of a row, so that editors complete them."""
    value = schema["additionalProperties"]
    schema["properties"] = {key: {**value, "description": label} for key, label in FUNCTION_LABELS.items()}


def _row_of(name: str, example: str, **options: Any) -> Any:
    field = _of(name, example, **options)
    unit = field.json_schema_extra["unit"]

    def extra(schema: dict[str, Any]) -> None:
        schema["unit"] = unit
        _for_each_function(schema if "additionalProperties" in schema else schema["anyOf"][0])

    field.json_schema_extra = extra
    return field


class Staffing(Checked):
    """How much care-management time there is."""

    care_managers_wte: Wte = _of("care_managers_wte", "11")
    working_days_per_year: DaysAYear | None = _of("working_days_per_year", "220", default=None)
    working_hours_per_day: HoursADay | None = _of("working_hours_per_day", "8", default=None)
    hours_per_year: HoursAYear | None = _of("total_hours", "19,360", default=None)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """Hours are given once: as a total, or as days and hours."""
        parts = [key for key in ("working_days_per_year", "working_hours_per_day") if key in data]
        if "hours_per_year" in data and parts:
            yield (
                ("hours_per_year",),
                problem(f"the hours are given twice, here and by {' and '.join(parts)}", "keep one of the two"),
            )
        elif "hours_per_year" not in data and len(parts) < 2:
            missing = "working_hours_per_day" if "working_days_per_year" in data else "working_days_per_year"
            remedy = (
                f"write {missing} too"
                if parts
                else "write working_days_per_year and working_hours_per_day, or hours_per_year for the whole team"
            )
            yield (missing,), problem("the hours of the team are not given", remedy)


class Cost(Block):
    """What care management costs."""

    total: Money = _of("total_cost", "£385,000")


class AdditionalFunction(Block):
    """A function that the authority adds to the eight."""

    label: Line = Field(description="Name of the function in tables", examples=["Safeguarding enquiries"])
    group: Literal["assessment", "planning", "problem_solving", "review"] = Field(
        description=f"Group whose subtotal it joins: {', '.join(GROUP_LABELS)}"
    )


class Functions(Checked):
    """Where care-management time goes: hours a week or shares of time, for each of the eight functions."""

    hours_per_week: dict[str, Hours] | None = _row_of("hours_per_week", "{first_contact: 4, ...}", default=None)
    time_shares: dict[str, Share] | None = _row_of("time_share", "{first_contact: 0.9%, ...}", default=None)
    additional: dict[str, AdditionalFunction] = Field(
        default={}, description="Functions of the authority's own, beside the eight: key -> label and group"
    )
    distribution: Annotated[Spread | None, BeforeValidator(read_row_spread)] = Field(
        default=None,
        description="How the time shares may be spread together, for the simulation; they always sum to 1",
        examples=["{dirichlet: {concentration: 200}}"],
        json_schema_extra=row_spread_schema,
    )

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """One row is given; it has every function, and no other; shares make up the whole."""
        rows = [row for row in ("hours_per_week", "time_shares") if row in data]
        if len(rows) != 1:
            yield (
                (rows[1],) if rows else ("hours_per_week",),
                problem("the use of time is given twice", "keep hours_per_week or time_shares")
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
    def _row(cls, row: str, values: Mapping[str, Any], functions: Mapping[str, Any]) -> Errors:
        unknown = [key for key in values if key not in functions]
        missing = [key for key in functions if key not in values]
        for key in unknown:
            yield (row, key), unknown_function(key, functions)
        for key in missing:
            if not unknown:  # else the missing one is most likely the misspelt one
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
    return problem("is not a function", f"{nearest(key, functions)}, or add it under functions.additional")


def nearest(key: str, known: Mapping[str, Any]) -> str:
    """Say which known key a misspelt one may stand for, or which there are."""
    from difflib import get_close_matches  # only mistakes need it

    close = get_close_matches(str(key), list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else f"write one of {', '.join(known)}"


def _sum_problem(row: str, values: Mapping[str, Any]) -> Errors:
    """Hold a row of shares against 100%, within half a printed unit for each; a row of hours must not be all zero."""
    kind = numbers.SHARE if row == "time_shares" else numbers.HOURS
    written = [
        value.get("value") if isinstance(value, Mapping) else getattr(value, "value", value)
        for value in values.values()
    ]
    try:
        total = sum(read_number(value, kind) for value in written)
    except PydanticCustomError:
        return  # reported where it stands
    if kind is numbers.HOURS:
        if total == 0:
            yield (row,), problem("all hours are 0", "write the hours a week that each function takes")
        return
    rounding = sum(printed_unit(value if isinstance(value, str) else repr(value)) for value in written) / 2
    if abs(total - 1) > rounding + 1e-9:
        gap = f"{abs(total - 1) * 100:.6g} percentage points {'over' if total > 1 else 'short of'} 100%"
        yield (
            (row,),
            problem(
                f"the shares sum to {total * 100:.6g}%, {gap}, "
                f"more than the {rounding * 100:.6g} that rounding explains",
                "write shares that make up 100%",
            ),
        )


class Reform(Block):
    """The reformed service: a slimmed core for everybody, a crisis service for a few."""

    core_hours_per_person: dict[str, Hours] = _row_of(
        "core_function_hours_per_person", "{first_contact: 2.5, ...}", min_length=1
    )
    crisis_share: Share = _of("crisis_share", "20%")
    crisis_hours_per_person: Hours = _of("crisis_hours_per_person", "35")


def core_problems(data: Mapping[str, Any], functions: Iterable[Any]) -> Errors:
    """Hold the core's functions against those that there are: the eight, and the own ones of these blocks."""
    reform = data.get("reform")
    core = reform.get("core_hours_per_person") if isinstance(reform, Mapping) else None
    own = [block.get("additional") for block in functions if isinstance(block, Mapping)]
    known = {**FUNCTION_LABELS, **{key: 0 for keys in own if isinstance(keys, Mapping) for key in keys}}
    for key in core if isinstance(core, Mapping) else ():
        if key not in known:
            yield ("reform", "core_hours_per_person", key), unknown_function(key, known)


class System(Checked):
    """One care-management system: its staffing, cost, people and functions."""

    staffing: Staffing = Field(description="How much care-management time there is")
    cost: Cost | None = Field(default=None, description="What care management costs; absent: not estimated")
    people_served: People = _of("people_served", "500")
    functions: Functions | None = Field(default=None, description="Where the time goes; absent: not estimated")


class ScenarioFile(Checked):
    """What every scenario file may say, whatever it is about."""

    schema_version: Annotated[Literal[1], BeforeValidator(_version)] = Field(
        default=1, description="Version of this file format"
    )
    name: Line = Field(description="Name of the scenario, as it stands over every table", examples=["Toolkit team"])
    source: Text | None = Field(default=None, description="Where the figures come from")
    price_base_year: Annotated[str, AfterValidator(_year)] | None = Field(
        default=None, description="Financial year whose prices the money is in", examples=["2009-10"]
    )
    reform: Reform | None = Field(default=None, description="The reformed service; absent: not estimated")
    options: dict[Line, dict[str, Annotated[str | float | None, BeforeValidator(_plain_value)]]] = Field(
        default={},
        description="Named what-ifs: name -> path of a value -> the value in that option (null takes the key away)",
        examples=["{more crisis: {reform.crisis_share: 30%}}"],
    )
    correlations: dict[Line, dict[Line, Annotated[float, BeforeValidator(read_correlation)]]] = Field(
        default={},
        description="Rank correlations between inputs with a distribution, for the simulation: path -> path -> number",
        examples=["{reform.crisis_share: {reform.crisis_hours_per_person: 0.5}}"],
    )

    _document: Document | None = PrivateAttr(default=None)

    @property
    def document(self) -> Document | None:
        """The file that the scenario was read from, with positions; None for one made in Python."""
        return self._document

    def attach(self, document: Document | None) -> None:
        """Remember the file that the scenario was read from."""
        self._document = document


class Scenario(System, ScenarioFile):
    """One team or authority, and the reform to try on it."""

    _place: tuple[str, ...] = PrivateAttr(default=())

    @property
    def place(self) -> tuple[str, ...]:
        """Where its staffing, cost, people and functions stand in the file: below an authority's name, in a region."""
        return self._place

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """The core names functions that there are."""
        yield from core_problems(data, [data.get("functions")])


class Region(ScenarioFile):
    """Several authorities, each with figures of its own, and one reform to try on all of them."""

    authorities: dict[Line, System] = Field(description="The authorities: name -> its blocks", min_length=1)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """The figures stand in the authorities; the core names functions that there are."""
        for key in System.model_fields:
            if key in data:
                yield (key,), problem("in a region every authority has its own", "move it below the authority's name")
        authorities = data.get("authorities")
        blocks = authorities.values() if isinstance(authorities, Mapping) else ()
        yield from core_problems(data, [block.get("functions") for block in blocks if isinstance(block, Mapping)])

    def authority(self, name: str) -> Scenario:
        """Return one authority with the region's reform as a scenario. KeyError for a name that is not there."""
        system = self.authorities[name]
        scenario = Scenario.model_construct(
            schema_version=1,
            name=name,
            source=self.source,
            price_base_year=self.price_base_year,
            reform=self.reform,
            options={},
            correlations=self.correlations,
            **{field: getattr(system, field) for field in System.model_fields},
        )
        scenario._place = ("authorities", name)
        scenario.attach(self.document)
        return scenario


AnyScenario = TypeVar("AnyScenario", Scenario, Region)


def replace(scenario: AnyScenario, **changes: Any) -> AnyScenario:
    """Return a copy of the scenario with some of its top-level keys changed, checked like a file.

    Raises pydantic.ValidationError for a value that a file could not hold.
    """
    return type(scenario).model_validate({**scenario.model_dump(exclude_unset=True), **changes})
