"""Reads the files of constants: by financial year, with source and date of retrieval."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent


class Constants(NamedTuple):
    """A file of constants."""

    title: str
    """What it holds, in a few words."""
    source: str
    """Where it comes from."""
    retrieved: str
    """When it was looked up [date]."""
    forecast_from: str
    """The first financial year that is announced or forecast rather than past."""
    years: dict[str, Any]
    """Financial year, as 2026-27 -> what holds in it."""
    other: dict[str, Any]
    """Whatever else the file says."""

    @property
    def vintage(self) -> str:
        """Source and date of retrieval, in one line."""
        return f"{self.source}; retrieved {self.retrieved}"

    def at(self, year: str) -> Any:
        """Return what holds in a financial year. LookupError, which names the years there are, for another."""
        if year not in self.years:
            first, *_, last = self.years
            raise LookupError(f"{self.title} covers the financial years {first} to {last}")
        return self.years[year]


_used: set[str] = set()


def constants(name: str) -> Constants:
    """Read a file of constants by its name without ending. FileNotFoundError for an unknown one."""
    found = _read(name)
    _used.add(name)
    return found


@cache
def _read(name: str) -> Constants:
    import yaml  # only scenarios that name a financial year need it

    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    said = {key: str(data.pop(key)) for key in ("title", "source", "retrieved", "forecast_from")}
    years = data.pop("years")
    return Constants(**said, years=years, other=data)


def forget_used() -> None:
    """Begin anew to take note of which files of constants are used: for a command that follows another."""
    _used.clear()


def used() -> dict[str, str]:
    """Return the files of constants that were used since: name -> source, date of retrieval and digest of the file."""
    digests = {name: sha256((FOLDER / f"{name}.yaml").read_bytes()).hexdigest() for name in sorted(_used)}
    return {name: f"{_read(name).vintage}; SHA-256 {digest[:12]}" for name, digest in digests.items()}


def financial_year(first: int) -> str:
    """Write the financial year that begins in April of a year: 2026 -> 2026-27."""
    return f"{first}-{(first + 1) % 100:02d}"
