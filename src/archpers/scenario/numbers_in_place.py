"""Numbers of a scenario's data where they stand: found by their path, changed, scaled, each with its evidence."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from math import inf
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from archpers.errors import UsageError
from archpers.model.arithmetic import added
from archpers.model.registry import described
from archpers.scenario.inputs import MEMBER, Field, every_field
from archpers.scenario.reading.document import Data, KeyPath, Override
from archpers.scenario.reading.numbers import RESULT, Kind, read_number
from archpers.scenario.reading.yaml import PRICES, path_text
from archpers.scenario.scopes import is_shared, within

_IN_ITS_UNIT = ("low", "mode", "high", "mean", "min", "max")
"""Parameters of a distribution that move with the value; a standard deviation is scaled with it."""


class Place(NamedTuple):
    """A number where it stands."""

    path: KeyPath
    field: Field
    written: Any
    """What stands there: a number as it is written, or a set of keys with its evidence."""
    row: KeyPath | None
    """The path of the row or list that it is in, for a member of a family or a number of a list."""
    listed: bool = False
    """Whether it is one of a list, whose sum means nothing."""

    def is_at(self, path: KeyPath) -> bool:
        """Say whether a path means it: its own, its row's, or either without the name of an authority."""
        return path in (self.path, self.row, within(self.path), self.row and within(self.row))


def numbers_in(data: Data) -> Iterator[Place]:
    """Yield every number that the model takes in, of all authorities."""
    authorities = data.get("authorities")
    names = authorities if isinstance(authorities, Mapping) else {}
    for field in every_field():
        own = is_shared(field.path) or "authorities" not in data
        for place in [field.path] if own else [("authorities", name, *field.path) for name in names]:
            for path, written in _below(data, place):
                yield from _places(path, field, written, is_row=field.is_row)


def _below(written: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield what is written at the path of a field, for each member where the path has one, with its own path."""
    if not path:
        yield from [] if written is None else [((), written)]
    elif isinstance(written, Mapping):
        for key in written if path[0] == MEMBER else [path[0]]:
            yield from (((key, *more), own) for more, own in _below(written.get(key), path[1:]))


def _places(path: KeyPath, field: Field, written: Any, *, is_row: bool) -> Iterator[Place]:
    if isinstance(written, list):
        yield from (Place((*path, str(n)), field, own, path, listed=True) for n, own in enumerate(written))
    elif not is_row:
        yield Place(path, field, written, None)
    elif isinstance(written, Mapping):
        for key, part in written.items():
            for own in _places((*path, key), field, part, is_row=False):
                yield own if own.listed else own._replace(row=path)


def moved(place: Place, move: Callable[[float], float], scale: float, label: str, evidence: str) -> Override:
    """Return the override that moves a number with its low, high and distribution.

    move: what it does to a value; scale: what it multiplies a standard deviation by; evidence: what is added to the
    number's source. Raises UsageError where something there is no number.
    """
    kind = place.field.kind

    def read(raw: Any, of: Kind) -> float:
        try:
            return read_number(raw, of._replace(least=-inf, least_excluded=False, most=inf))
        except PydanticCustomError as error:
            raise UsageError(f"{label}: {path_text(place.path)} = {raw}: {error.message()}") from None

    written = place.written
    data: dict[str, Any] = dict(written) if isinstance(written, Mapping) else {"value": written}
    for key in ("value", "low", "high"):
        if data.get(key) is not None:
            data[key] = move(read(data[key], kind))
    spread = data.get("distribution")
    if isinstance(spread, Mapping):
        data["distribution"] = {name: _spread(own, move, scale, read) for name, own in spread.items()}
    if evidence and (isinstance(written, Mapping) or scale != 1):
        data["source"] = "; ".join(filter(None, (data.get("source"), evidence)))
    if label != PRICES:  # who signed the number off has not seen this one; the same money in other prices they have
        data = {key: own for key, own in data.items() if key not in ("signed_off_by", "signed_off_on")}
    value = data.get("value")
    said = "" if value is None else shown(value, kind)
    return Override(place.path, said, label, data=value if list(data) == ["value"] else data)


def _spread(parameters: Any, move: Callable[[float], float], scale: float, read: Callable[[Any, Kind], float]) -> Any:
    if not isinstance(parameters, Mapping):
        return parameters
    moved_ones = {key: move(read(own, RESULT)) for key, own in parameters.items() if key in _IN_ITS_UNIT}
    widened = {key: read(own, RESULT) * scale for key, own in parameters.items() if key == "sd"}
    return {**parameters, **moved_ones, **widened}


def shown(value: float, kind: Kind) -> str:
    """Write a number as a file would have it, nothing rounded."""
    exact = Decimal(repr(float(value))) * (100 if kind.percent else 1)
    digits = f"{exact.normalize():,f}"
    return f"£{digits}" if kind.pound else f"{digits}%" if kind.percent else digits


def scaled_row(data: Data, override: Override) -> Override:
    """Return the override that scales a row to a sum, where a number is put in place of a row; else the same."""
    parts = [own for own in numbers_in(data) if own.row == override.path and not own.listed and _adds_up(own.field)]
    if override.value is None or override.data is not None or not parts:
        return override
    kind = parts[0].field.kind
    try:
        wanted = read_number(override.value, kind._replace(most=inf))
        values = [read_number(_value(place.written), kind) for place in parts]
    except PydanticCustomError:
        return override  # said where the file is checked
    before = added(values)
    if not before:
        return override
    row = {
        place.path[-1]: moved(place, lambda value: value * (wanted / before), wanted / before, override.label, "").data
        for place in parts
    }
    return override._replace(data=row)


def _adds_up(field: Field) -> bool:
    """Say whether a row's numbers make up a whole: hours, shares and answers do, prices and growth rates do not."""
    return described(field.name).unit.counts in ("hours", "share", "answers") and not field.kind.relative


def _value(written: Any) -> Any:
    return written.get("value") if isinstance(written, Mapping) else written
