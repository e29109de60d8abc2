"""From the bytes of a scenario file to its text; what is no plain text is refused with its place."""

import codecs
import re
import sys
from pathlib import Path

from archpers.errors import Problem, ScenarioError
from archpers.scenario.reading.mistakes import Mark

MAX_BYTES = 1024 * 1024

_REFUSED = re.compile(  # controls, what reorders text, what has no width, and what is no character
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\u061c\ufeff\ufffe\uffff\ud800-\udfff]"
)


def read_bytes(file: str, actual: Path) -> bytes:
    """Return the bytes of a file, or of standard input for `-`; of one that is too large, one more than is allowed.

    file: as it was named; actual: where it is. Raises ScenarioError.
    """
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with actual.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise refusal(file, "a folder", "is not a file", "name the scenario file in it") from None
    except FileNotFoundError:
        raise refusal(file, "", "there is no such file", "see `archpers scenarios`, or `archpers init FILE`") from None
    except PermissionError:
        raise refusal(file, "", "may not be read", "give yourself permission to read it") from None
    except (OSError, ValueError) as error:  # a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(file, "", f"cannot be read ({reason})", "name a file that can be read") from None
    except AttributeError:  # sys.stdin is None
        raise refusal(file, "", "standard input is closed", "name a file") from None


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
    """Find the first control or bidirectional-override character: its index and its name, or None."""
    match = _REFUSED.search(text)
    if match is None:
        return None
    import unicodedata  # only mistakes need it

    character = match[0]
    name = unicodedata.name(character, "control character" if character < "\u00a0" else "no character").lower()
    return match.start(), f"U+{ord(character):04X} ({name})"


def refusal(
    file: str, says: str, message: str, remedy: str, line: int | None = None, column: int | None = None
) -> ScenarioError:
    """Make the error of a file that cannot be read at all."""
    return ScenarioError([Problem(message, remedy, file, line, column, says=says)])
