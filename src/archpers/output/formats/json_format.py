"""One JSON document, full precision."""

import json
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from archpers.output.present import Answer


def write(answer: "Answer", stream: TextIO) -> None:
    """Write an answer's document."""
    assert answer.document is not None
    stream.write(json_text(answer.document(), stream.encoding))


def json_text(document: Any, encoding: str | None = "utf-8") -> str:
    """Write one JSON document, full precision, with escapes where the encoding is not a Unicode one.

    ValueError for NaN or infinity, which no result holds.
    """
    unicode = (encoding or "ascii").lower().startswith("utf")
    return json.dumps(document, ensure_ascii=not unicode, allow_nan=False, indent=2) + "\n"
