"""Changes of what a scenario says: `--change PATH=+5%` of one value, `--prices YEAR` of all its money."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from archpers.data.prices import deflators, price_factor
from archpers.errors import UsageError
from archpers.model.registry import described
from archpers.rounding import grouped
from archpers.scenario.numbers_in_place import moved, numbers_in, shown
from archpers.scenario.overrides import applied, parse_path, split_at_equals, value_at
from archpers.scenario.reading.document import Document, Override
from archpers.scenario.reading.numbers import MONEY, RESULT, read_number
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.reading.yaml import PRICES, path_text
from archpers.scenario.schema.blocks.build_up import EmployerNI


def changed(document: Document, text: str) -> Document:
    """Change the document's own values: `PATH=+5%` by a part of each, `PATH=-2` by so much.

    A row's path changes every member, one without the name of an authority the value of all alike. Low, high and
    distribution go along. Raises UsageError.
    """
    label = f"--change {text}"
    name, _, change = split_at_equals(text)
    path, change = parse_path(name), change.strip().replace("\u2212", "-")
    if change[:1] not in ("+", "-"):
        raise UsageError(
            f"{label}: a path and a change with its sign are needed; write PATH=+5% or PATH=-2, or --set PATH=VALUE "
            "for a value itself"
        )
    try:
        by = read_number(change, RESULT)
    except PydanticCustomError as error:
        raise UsageError(f"{label}: {error.message()}") from None
    places = [place for place in numbers_in(document.data) if place.is_at(path)]
    if not places:
        _refuse(document, label, name)
    scale = 1 + by if "%" in change else 1.0
    overrides: list[Override] = []
    for place in places:
        own = moved(
            place, lambda value: value * scale if "%" in change else value + by, scale, label, f"changed by {change}"
        )
        overrides.append(own._replace(label=f"--change {change}"))
    return applied(document, overrides)


def _refuse(document: Document, label: str, name: str) -> NoReturn:
    known: dict[str, None] = {}
    for place in numbers_in(document.data):
        known.update(dict.fromkeys(map(path_text, filter(None, (place.path, place.row)))))
    raise UsageError(f"{label}: the scenario has no number there; {nearest(name, known)}")


def converted(document: Document, year: str) -> Document:
    """Put all money of a document at the prices of another financial year. Raises UsageError.

    Money inputs are those whose unit is money, for whatever; hours and shares stay.
    """
    index, before = deflators(), document.data.get("price_base_year")
    if not isinstance(before, str):
        raise UsageError(
            f"{PRICES} {year}: the file does not say of which year its prices are; add price_base_year, such as "
            "price_base_year: 2009-10"
        )
    try:
        factor = price_factor(before, year)
    except LookupError as error:
        raise UsageError(
            f"{PRICES} {year}: {error.args[0]}, those from {index.forecast_from} on as a forecast"
        ) from None
    if before == year:
        return document
    vintage = index.other["vintage"]
    evidence = f"converted from prices of {before} to {year} by {index.title}, {vintage}"
    overrides = [
        moved(place, lambda value: value * factor, factor, PRICES, evidence)
        for place in numbers_in(document.data)
        if described(place.field.name).unit.is_money
    ]
    overrides += _thresholds(document.data, factor, evidence)
    document = applied(document, [*overrides, Override(("price_base_year",), year, PRICES)])
    document.conversion = f"converted from {before} by {index.title} (x{grouped(factor, 4)}; {vintage})"
    return document


def _thresholds(data: Mapping[str, Any], factor: float, evidence: str) -> Iterator[Override]:
    """Put thresholds that a financial year gives, and no number of the file, at those prices: they are money too."""
    named = data.get("authorities")
    authorities = named if isinstance(named, Mapping) else {}
    for place in ((), *(("authorities", name) for name in authorities)):
        path = (*place, *_EMPLOYER_NI)
        block = value_at(data, path)
        if isinstance(block, Mapping) and block.get("threshold") is None:
            try:
                year, threshold = EmployerNI.of_year(str(block.get("financial_year")))
            except LookupError:
                continue  # said where the file is checked
            own = threshold[EmployerNI.constants.index("threshold")] * factor
            found = {"value": own, "source": f"{year}; {evidence}"}
            yield Override((*path, "threshold"), shown(own, MONEY), PRICES, data=found)


_EMPLOYER_NI = ("cost", "employment", "employer_ni")
