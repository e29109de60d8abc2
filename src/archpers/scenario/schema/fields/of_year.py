"""Blocks whose constants are those of a financial year, where they are not stated."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors
from archpers.scenario.schema.fields.text_fields import is_year


class OfYear(Checked):
    """A block that has a `financial_year`, or states its constants."""

    lacking: ClassVar[str]
    """What is wrong where there is neither."""
    constants: ClassVar[tuple[str, ...]]
    """The keys of the constants."""

    @classmethod
    @abstractmethod
    def of_year(cls, year: str) -> tuple[str, tuple[float, ...]]:
        """Return where the constants of a year are from, and themselves. LookupError, which names those there are."""

    @classmethod
    def completed(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add the constants of the financial year that are not stated."""
        try:
            source, values = cls.of_year(str(data["financial_year"]))
        except LookupError:
            return data
        found = zip(cls.constants, values, strict=True)
        return {**{key: {"value": value, "source": source} for key, value in found}, **data}

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """The year is one that the data have, or all its constants are stated."""
        missing, stated = [key for key in cls.constants if key not in data], " and ".join(cls.constants)
        if missing and "financial_year" not in data:
            yield (missing[0],), problem(cls.lacking, f"write financial_year: 2026-27, or {stated}")
        elif missing and is_year(str(data["financial_year"])):
            try:
                cls.of_year(str(data["financial_year"]))
            except LookupError as error:
                yield ("financial_year",), problem(str(error.args[0]), f"write one of them as 2026-27, or {stated}")
