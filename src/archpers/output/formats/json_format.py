"""One JSON document, full precision."""

import json
from typing import Any, TextIO


def write(document: Any, stream: TextIO) -> None:
    """Write a document to a text stream."""
    stream.write(json_text(document, stream.encoding))


def json_text(document: Any, encoding: str | None = "utf-8") -> str:
    """Write one JSON document, full precision, with escapes where the encoding is not a Unicode one.

    ValueError for NaN or infinity, which no result holds.
    """
    unicode = (encoding or "ascii").lower().startswith("utf")
    return json.dumps(document, ensure_ascii=not unicode, allow_nan=False, indent=2) + "\n"
