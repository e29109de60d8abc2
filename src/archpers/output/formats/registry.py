"""Every format by its name. A new one is an entry here, and a module of this folder that writes it."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from archpers.errors import UsageError
from archpers.output.formats.files import is_file


class FormatKind(NamedTuple):
    """A form that an answer can take."""

    suffix: str = ""
    """The suffix of a file that tells it; empty: only its name does."""
    needs: str = ""
    """What of an Answer it is made of: layout, paper, rows, document or sheets; empty: answers write it themselves."""
    module: str = ""
    """The module of this folder whose `write(part, stream)` writes it."""
    file_writer: str = "write"
    """The function of that module that writes a file, where a file is not to hold what standard output does."""
    text: bool = False
    """Whether it is text in the encoding of its stream; else it is bytes, the same everywhere."""
    file_only: bool = False
    """Whether it is not for standard output."""
    command: str = ""
    """The command that writes it, where not every command does."""


FORMATS: Mapping[str, FormatKind] = {
    "table": FormatKind(".txt", "layout", "table_format", text=True),
    "json": FormatKind(".json", "document", "json_format", text=True),
    "csv": FormatKind(".csv", "rows", "csv_format", "write_for_spreadsheets"),
    "markdown": FormatKind(".md", "paper", "markdown_format"),
    "parquet": FormatKind(".parquet", "rows", "parquet_format", file_only=True, command="sweep"),
    "junit": FormatKind(".xml", command="check"),
    "github": FormatKind(),
    "svg": FormatKind(".svg", command="chart"),
    "png": FormatKind(".png", command="chart"),
    "html": FormatKind(".html", command="report"),
    "docx": FormatKind(".docx", file_only=True, command="report"),
    "xlsx": FormatKind(".xlsx", "sheets", "xlsx_format", file_only=True, command="workbook"),
    "yaml": FormatKind(".yaml", command="init"),
}

USUAL = ("table", "json", "csv", "markdown", "xlsx")
"""The formats of a command that names no others; the first is the one where nothing is said."""

SHORT = {".yml": ".yaml", ".htm": ".html"}
"""Other suffixes of the same formats."""
_LIKE = {**SHORT, ".jpg": ".png", ".jpeg": ".png", ".pdf": ".html", ".xls": ".xlsx", ".doc": ".docx"}
"""Suffixes that people write -> the one of what is most like it."""


def writes(suffix: str, own: Collection[str]) -> str:
    """Say which command writes files of a suffix, or what is most like them; empty where none does.

    own: the suffixes of the command that was asked.
    """
    meant = _LIKE.get(suffix, suffix)
    command = next((kind.command for kind in FORMATS.values() if kind.suffix == meant), "")
    said = [f"`archpers {command}` writes {meant}"] if command and meant not in own else []
    if suffix == ".pdf":
        said.append("a browser saves it as PDF")
    return ", and ".join(said)


def listed(suffixes: Sequence[str]) -> str:
    """Write what may stand in an error: `.svg or .png`, `one of .txt, .json, .csv`."""
    return " or ".join(suffixes) if len(suffixes) < 3 else f"one of {', '.join(suffixes)}"


def names_parts(output: str) -> bool:
    """Say whether a name is that of a folder of Parquet files: it ends in a slash."""
    return output.endswith(("/", os.sep)) and Path(output).suffix.lower() == FORMATS["parquet"].suffix


def chosen_format(form: str | None, output: str, formats: Sequence[str], *, suffix_only: bool = False) -> str:
    """Return the format that is asked for, else what the suffix of an output file tells, else the first.

    suffix_only: the command has no `--format` to tell it otherwise. Raises UsageError, also where the suffix tells
    another than is asked for; a .txt may hold any text.
    """
    if form is None:
        return _by_suffix(output, formats, suffix_only=suffix_only)
    suffix, own = Path(output).suffix.lower(), FORMATS[form].suffix
    told = next((name for name in formats if FORMATS[name].suffix == SHORT.get(suffix, suffix)), form)
    if own and suffix not in ("", ".txt") and told != form and is_file(output):
        other = f"{output.removesuffix(Path(output).suffix)}{own}"
        raise UsageError(f"--format {form}: {output} is {told} by its suffix; leave --format out, or write -o {other}")
    return form


def _by_suffix(output: str, formats: Sequence[str], *, suffix_only: bool) -> str:
    if output == "-" or not (is_file(output) or names_parts(output)):  # a device has no suffix
        return formats[0]
    suffix = Path(output).suffix.lower()
    known = {FORMATS[name].suffix: name for name in formats if FORMATS[name].suffix}
    found = known.get(SHORT.get(suffix, suffix))
    if found is not None:
        return found
    other = "".join(f"; {said}" for said in [writes(suffix, known)] if said)
    if len(formats) > 1:
        remedy = f"write {listed(list(known))}{'' if suffix_only else ', or add --format'}{other}"
        raise UsageError(f"-o {output}: the suffix does not tell the format; {remedy}")
    (only,) = known
    if suffix or FORMATS[formats[0]].file_only:
        raise UsageError(f"{output}: this command writes {only}; let the name end in {only}{other}")
    return formats[0]
