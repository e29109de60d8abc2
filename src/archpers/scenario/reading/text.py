"""From the bytes of a scenario file to its text; what is no plain text is refused with its place."""

import codecs
import re
import sys
from pathlib import Path
from typing import NamedTuple

from archpers.errors import Problem, ScenarioError
from archpers.scenario.shipped import meant

MAX_BYTES = 1024 * 1024
MAX_BYTES_MADE = 8 * MAX_BYTES
MADE = "# archpers init --from: "
"""Begins the first line of a scenario made from a spreadsheet, which may have 5,000 rows, each with its evidence."""
SHOWN = 60
"""So many characters of a text are shown in a message."""


_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")


class Mark(NamedTuple):
    """Where something stands in the file: line and column, both from 1."""

    line: int
    column: int


_FOREIGN_SPACE = re.compile(r"\s*?([^\S \t])|[^:\"'#]+:([^\S \t])")
_REFUSED = (  # compiled where it is needed, which takes longer than to read a short file
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u2028\u2029\ud800-\udfff\ufffe\uffff"  # separators of lines and paragraphs, and what is no character
    # Unicode's category Cf: what reorders, joins or marks text
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    # its property Default_Ignorable_Code_Point: what has no width, such as fillers, variation selectors and tags
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)


def most_bytes(raw: bytes) -> int:
    """Return how many bytes a scenario with this beginning may have."""
    return MAX_BYTES_MADE if raw.startswith(MADE.encode()) else MAX_BYTES


def read_bytes(file: str, actual: Path, most: int = MAX_BYTES_MADE) -> bytes:
    """Return the bytes of a file, or of standard input for `-`; of one that is too large, more than is allowed.

    file: as it was named; actual: where it is; most: how many bytes are allowed. Raises ScenarioError.
    """
    if not file:
        raise refusal("", "the name of the file", "is empty", "write one, or - for standard input")
    try:
        if file == "-":
            return sys.stdin.buffer.read(most + 1)
        with actual.open("rb") as stream:
            return stream.read(most + 1)
    except IsADirectoryError:
        raise refusal(file, "a folder", "is not a file", "name the scenario file in it") from None
    except FileNotFoundError:
        near = meant(file)
        remedy = f"did you mean {near}?" if near else "see `archpers scenarios`, or `archpers init FILE`"
        raise refusal(file, "", "there is no such file", remedy) from None
    except PermissionError:
        raise refusal(file, "", "may not be read", "give yourself permission to read it") from None
    except (OSError, ValueError) as error:  # a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(file, "", f"cannot be read ({reason})", "name a file that can be read") from None
    except AttributeError:  # sys.stdin is None
        raise refusal(file, "", "standard input is closed", "name a file") from None


def is_table(raw: bytes, file: str) -> bool:
    """Tell whether what is no scenario was saved by a spreadsheet, packed or with a suffix that says so."""
    return raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or Path(file).suffix.lower() in _TABLES


def decode(raw: bytes, file: str) -> str:
    """Return the text of a file, all its lines ended alike. Raises ScenarioError with the place of what is no text."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in raw[:2]:
        raise refusal(file, "UTF-16 or UTF-32 text", "is not UTF-8", "save it with the encoding UTF-8", 1, 1)
    try:
        text = _plain_breaks(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # error.object: the bytes without a byte order mark, in which error.start counts
        line, column = _place_after(_plain_breaks(error.object[: error.start].decode()))
        if b"\x00" in raw:
            raise refusal(file, "binary data", "is not text", "name a YAML file", line, column) from None
        byte = error.object[error.start : error.start + 1]
        says = f"byte 0x{byte.hex().upper()}, in Windows-1252 {byte.decode('cp1252', 'replace')!r}"
        remedy = "save it with the encoding UTF-8, not Windows-1252 (ANSI)"
        raise refusal(file, says, "is not UTF-8", remedy, line, column) from None
    found = refused_character(text)
    if found:
        place = _place_after(text[: found[0]])
        raise refusal(file, found[1], "this invisible character is not allowed", "delete it", *place)
    return text


def _plain_breaks(text: str) -> str:
    """End every line alike, as YAML reads them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_after(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


def refused_character(text: str) -> tuple[int, str] | None:
    """Find the first character that cannot be seen and is no space: its index and its name, or None."""
    if text.isascii() and text.isprintable():
        return None
    others = {*text} - {"\n", "\t"}
    if "".join(others).isprintable() and max(others, default="") < "\u0300":  # what is below can all be seen
        return None
    match = re.search(_REFUSED, text)
    return (match.start(), named(match[0])) if match else None


def named(character: str) -> str:
    """Name a character: `U+00A0 (no-break space)`."""
    import unicodedata  # only mistakes need it

    name = unicodedata.name(character, "control character" if character < "\u00a0" else "no character").lower()
    return f"U+{ord(character):04X} ({name})"


def foreign_space(text: str) -> tuple[int, str, str] | None:
    """Find a space that is none to YAML where a line or a key has one: before it, or behind its first colon.

    Returns its index, what is wrong and what to write; None where there is none.
    """
    match = _FOREIGN_SPACE.match(text)
    if match is None:
        return None
    place = "before this" if match[1] else "behind the colon"
    return match.end() - 1, f"the space {place} is {named(match[1] or match[2])}", "write an ordinary space"


def composed(text: str) -> str:
    """Return a name in the one form (NFC) that its accents may be typed in: as `é`, or as `e` and an accent."""
    if text.isascii():
        return text
    import unicodedata  # few names need it

    return unicodedata.normalize("NFC", text)


def shortened(text: str, limit: int = SHOWN) -> str:
    """Return text fit for one line of a message: what cannot be seen as an escape, at most so many characters."""
    visible = "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in text[: limit + 1]
    )
    return visible if len(visible) <= limit else visible[: limit - 1] + "…"


def refusal(
    file: str, says: str, message: str, remedy: str, line: int | None = None, column: int | None = None
) -> ScenarioError:
    """Make the error of a file that cannot be read at all."""
    return ScenarioError([Problem(message, remedy, file, line, column, says=says)])
