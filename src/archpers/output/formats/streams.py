"""Standard output: text in its own encoding or bytes, a reader that has gone, a disk that is full."""

import io
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, TextIO

from archpers.errors import ArchpersError, OutputError


class ClosedPipeError(ArchpersError):
    """The reader of standard output has gone away."""


def to_standard_output(write: Callable[[Any], object], *, text: bool) -> None:
    """Let something write to standard output; text: it writes text, else bytes. Raises OutputError, ClosedPipeError."""
    if sys.stdout is None:
        raise OutputError("standard output: is closed; write to a file with -o FILE")
    try:
        if text:
            write(sys.stdout)
        else:
            _write_bytes(write, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ClosedPipeError from error
    except OSError as error:
        raise OutputError(f"standard output: cannot be written ({error.strerror})") from error


def _write_bytes(write: Callable[[BinaryIO], object], stream: TextIO) -> None:
    """Write bytes, the same in every locale; a stream that takes text alone, such as a notebook's, gets their text."""
    if hasattr(stream, "buffer"):
        write(stream.buffer)
        return
    kept = io.BytesIO()
    write(kept)
    stream.write(kept.getvalue().decode())
