"""Every format by its name. A new one is an entry here, and a module of this folder that writes it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class FormatKind(NamedTuple):
    """A form that an answer can take."""

    suffix: str = ""
    """The suffix of a file that tells it; empty: only its name does."""
    needs: str = ""
    """The part of an Answer that it is made of: layout, paper, rows or document; empty: answers write it themselves."""
    module: str = ""
    """The module of this folder whose `write(part, stream)` writes it."""
    file_writer: str = "write"
    """The function of that module that writes a file, where a file is not to hold what standard output does."""
    text: bool = False
    """Whether it is text in the encoding of its stream; else it is bytes, the same everywhere."""
    file_only: bool = False
    """Whether it is not for standard output."""


FORMATS: Mapping[str, FormatKind] = {
    "table": FormatKind(".txt", "layout", "table_format", text=True),
    "json": FormatKind(".json", "document", "json_format", text=True),
    "csv": FormatKind(".csv", "rows", "csv_format", "write_for_spreadsheets"),
    "markdown": FormatKind(".md", "paper", "markdown_format"),
    "parquet": FormatKind(".parquet", "rows", "parquet_format", file_only=True),
    "junit": FormatKind(".xml"),
    "github": FormatKind(),
    "svg": FormatKind(".svg"),
    "png": FormatKind(".png"),
    "html": FormatKind(".html"),
    "xlsx": FormatKind(".xlsx", file_only=True),
    "yaml": FormatKind(".yaml"),
}

USUAL = ("table", "json", "csv", "markdown")
"""The formats of a command that names no others; the first is the one where nothing is said."""


def listed(suffixes: Sequence[str]) -> str:
    """Write what may stand in an error: `.svg or .png`, `one of .txt, .json, .csv`."""
    return " or ".join(suffixes) if len(suffixes) < 3 else f"one of {', '.join(suffixes)}"
