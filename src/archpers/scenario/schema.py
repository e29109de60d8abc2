"""The scenario file as frozen pydantic models: strict, self-describing, every number with its optional evidence."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from archpers.model import INPUTS, QUANTITIES
from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.functions import FUNCTION_GROUPS, FUNCTION_LABELS, GROUP_LABELS
from archpers.scenario import numbers
from archpers.scenario.checked import Block, Checked, Errors
from archpers.scenario.figure import Answers, DaysAYear, Hours, HoursADay, HoursAYear, Money, People, Share, Wte
from archpers.scenario.numbers import Kind, last_digit, printed_unit, problem, read_number
from archpers.scenario.source import Document
from archpers.scenario.spelling import MOST_NAMED, closest, nearest
from archpers.scenario.spread import Spread, read_correlation, read_row_spread, row_spread_schema
from archpers.scenario.text_fields import Line, Text, Year


def _version(raw: object) -> object:
    if raw not in (1, "1") or isinstance(raw, bool):
        raise problem("is a version of the file format that this archpers does not know", "write schema_version: 1")
    return 1


def _plain_value(raw: object) -> object:
    if isinstance(raw, Mapping | list):
        raise problem("is not a single value", "write PATH: VALUE, such as reform.crisis_share: 30%")
    return raw


def _of(name: str, example: str, **options: Any) -> Any:
    """Describe a field by the model's own words for the input or quantity that it gives."""
    definition = QUANTITIES.get(name) or INPUTS[name]
    description = f"{definition.meaning.removesuffix(f' [{definition.unit}]; scalar or array.')} [{definition.unit}]"
    options.setdefault("json_schema_extra", {"unit": definition.unit})
    return Field(description=description, examples=[example], **options)


def _row_of(name: str, example: str, keys: Mapping[str, str] = FUNCTION_LABELS, **options: Any) -> Any:
    """Describe a row of values by the model's own words, and name its keys, so that editors complete them."""
    unit = (QUANTITIES.get(name) or INPUTS[name]).unit

    def extra(schema: dict[str, Any]) -> None:
        schema["unit"] = unit
        row = schema if "additionalProperties" in schema else schema["anyOf"][0]
        value = row["additionalProperties"]
        row["properties"] = {key: {**value, "description": label, "unit": unit} for key, label in keys.items()}

    return _of(name, example, json_schema_extra=extra, **options)  # set on the field later, pydantic would forget it


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
                problem(
                    f"the hours are given twice, here and by {' and '.join(parts)}",
                    f"delete hours_per_year, or delete {' and '.join(parts)}",
                ),
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
        description=f"Group whose subtotal it joins: {', '.join(GROUP_LABELS)}", examples=["problem_solving"]
    )


class Functions(Checked):
    """Where care-management time goes: hours a week or shares of time, for each of the eight functions."""

    hours_per_week: dict[str, Hours] | None = _row_of("hours_per_week", "{first_contact: 4, ...}", default=None)
    time_shares: dict[str, Share] | None = _row_of("time_share", "{first_contact: 0.9%, ...}", default=None)
    additional: dict[str, AdditionalFunction] = Field(
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
    def structure(cls, data: Mapping[str, Any]) -> Errors:
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
    def _row(cls, row: str, values: Mapping[str, Any], functions: Mapping[str, Any]) -> Errors:
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


def _written(values: Iterable[Any]) -> list[Any]:
    """Return what stands for each number of a row, its evidence left aside."""
    return [value.get("value") if isinstance(value, Mapping) else getattr(value, "value", value) for value in values]


def _sum(values: Iterable[Any], kind: Kind) -> float | None:
    """Add up a row; None where a number cannot be read, which is reported where it stands."""
    try:
        return sum(read_number(value, kind) for value in _written(values))
    except PydanticCustomError:
        return None


def _sum_problem(row: str, values: Mapping[str, Any]) -> Errors:
    """Hold a row of shares against 100%, within half a printed unit for each; a row of hours must not be all zero."""
    if row == "hours_per_week":
        if _sum(values.values(), numbers.HOURS) == 0:
            yield (row,), problem("all hours are 0", "write the hours a week that each function takes")
        return
    total = _sum(values.values(), numbers.SHARE)
    if total is None:
        return
    texts = (value if isinstance(value, str) else repr(value) for value in _written(values.values()))
    rounding = sum(printed_unit(text) for text in texts) / 2
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


class BestSource(Checked):
    """Whom care managers, case by case, named as the best to lead and to organise a support plan."""

    plan: dict[str, Answers] = _row_of("plan_answers", "{individuals: 184, ...}", BEST_SOURCE_LABELS)
    organise: dict[str, Answers] = _row_of("organise_answers", "{individuals: 72, ...}", BEST_SOURCE_LABELS)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """Each question has the answers for every source, and for no other."""
        for question in ("plan", "organise"):
            answers = data.get(question)
            if isinstance(answers, Mapping):
                yield from cls._answers(question, answers)

    @classmethod
    def _answers(cls, question: str, answers: Mapping[str, Any]) -> Errors:
        for key in answers:
            if key not in BEST_SOURCE_LABELS:
                yield (question, key), problem("is not a source of support", nearest(key, BEST_SOURCE_LABELS))
        if set(answers) <= set(BEST_SOURCE_LABELS):
            for key in BEST_SOURCE_LABELS:
                if key not in answers:
                    yield (question, key), problem("this source is missing", f"write {key}: 0 if nobody named it")
        if _sum(answers.values(), numbers.ANSWERS) == 0:
            yield (question,), problem("all answers are 0", "write how often each source was named")


ResultNumber: TypeAlias = Annotated[
    float, BeforeValidator(lambda raw: read_number(raw, numbers.RESULT), json_schema_input_type=float | str)
]
Tolerance: TypeAlias = Annotated[
    float, BeforeValidator(lambda raw: read_number(raw, numbers.TOLERANCE), json_schema_input_type=float | str)
]


class Expectation(Checked):
    """What a quantity of the result must be, for `archpers check`: a value with a tolerance, or bounds."""

    value: ResultNumber | None = Field(default=None, description="The expected value, in the unit of the quantity")
    absolute: Tolerance | None = Field(default=None, description="How far off it may be, in the unit of the quantity")
    relative: Tolerance | None = Field(default=None, description="How far off it may be, as a share of value")
    min: ResultNumber | None = Field(default=None, description="The least it may be")
    max: ResultNumber | None = Field(default=None, description="The most it may be")

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """A value has one tolerance; bounds stand alone."""
        given = {key for key in data if key in cls.model_fields}
        if given and given not in ({"value", "absolute"}, {"value", "relative"}, {"min"}, {"max"}, {"min", "max"}):
            remedy = "write {value, absolute}, {value, relative}, {min}, {max} or {min, max}"
            yield (), problem("these keys do not make an expectation", remedy)


def _expectation(raw: object) -> object:
    """Read an expectation; a bare number is met where the result rounds to it at its printed precision."""
    if isinstance(raw, Expectation):
        return raw
    if not isinstance(raw, Mapping):
        value = read_number(raw, numbers.RESULT)
        return {"value": value, "absolute": last_digit(raw if isinstance(raw, str) else repr(raw)) / 2}
    if not raw:
        raise problem("is empty", "write a number, or {value, absolute}, {value, relative}, {min, max}")
    return raw


Expected: TypeAlias = Annotated[
    Expectation, BeforeValidator(_expectation, json_schema_input_type=float | str | Expectation)
]


def _below(block: object, key: str) -> Mapping[str, Any]:
    """Return the keys below a key of a block, be it read or not yet; none where it is no set of keys."""
    below = block.get(key) if isinstance(block, Mapping) else getattr(block, key, None)
    return below if isinstance(below, Mapping) else {}


def core_problems(data: Mapping[str, Any], functions: Iterable[Any]) -> Errors:
    """Hold the core's functions against those that there are: the eight, and the own ones of these blocks."""
    known = dict.fromkeys((*FUNCTION_LABELS, *(key for block in functions for key in _below(block, "additional"))))
    for key in _below(data.get("reform"), "core_hours_per_person"):
        if key not in known:
            yield ("reform", "core_hours_per_person", key), unknown_function(key, known)


class System(Block):
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
    price_base_year: Year | None = Field(
        default=None, description="Financial year whose prices the money is in", examples=["2009-10"]
    )
    reform: Reform | None = Field(default=None, description="The reformed service; absent: not estimated")
    best_source: BestSource | None = Field(default=None, description="Whom care managers would have lead and organise")
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

    expect: dict[Line, Expected] = Field(
        default={},
        description="What the result must be, for `archpers check`: quantity -> a number, or a value with a tolerance, "
        "or bounds",
        examples=["{residual_hours: 9,910, residual_share_of_hours: {min: 0}}"],
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
        """The core names functions that there are in some authority."""
        blocks = _below(data, "authorities").values()
        yield from core_problems(data, [_below(block, "functions") for block in blocks])

    def authority(self, name: str) -> Scenario:
        """Return one authority with the region's reform as a scenario. KeyError for a name that is not there."""
        system = self.authorities[name]
        scenario = Scenario.model_construct(
            schema_version=1,
            name=name,
            source=self.source,
            price_base_year=self.price_base_year,
            reform=self.reform,
            best_source=self.best_source,
            options={},
            expect={},
            correlations=self.correlations,
            **{field: getattr(system, field) for field in System.model_fields},
        )
        scenario._place = ("authorities", name)
        scenario.attach(self.document)
        return scenario


AnyScenario = TypeVar("AnyScenario", bound=ScenarioFile)


def replace(scenario: AnyScenario, **changes: Any) -> AnyScenario:
    """Return a copy of the scenario with some of its top-level keys changed, checked like a file.

    Raises pydantic.ValidationError for a value that a file could not hold.
    """
    kind = type(scenario)
    return kind.model_validate({**scenario.model_dump(exclude_unset=True), **changes})
