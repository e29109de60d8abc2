"""Where output goes: standard output, or a file that is whole or not there, and never the input."""

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from archpers.errors import OutputError


def write_file(target: str, content: bytes, *, force: bool = False, source: Path | None = None) -> None:
    """Write a file atomically, from its whole content. See `write_stream`."""
    write_stream(target, lambda stream: stream.write(content), force=force, source=source)


def write_stream(
    target: str, write: Callable[[BinaryIO], object], *, force: bool = False, source: Path | None = None
) -> None:
    """Write a file atomically, a piece at a time: it is there as a whole, or as it was before.

    write: what writes the content to a binary stream. force allows an existing file to be replaced; source is the
    input, which never is. A device such as /dev/null is written to as it stands. Raises OutputError.
    """
    path = Path(target)
    try:
        mode = refuse(target, force=force, source=source)
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("wb") as stream:
                write(stream)
            return
        _replace(Path(os.path.realpath(path)), write, mode)  # a link stays a link
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            f"{target}: cannot be written ({reason}); name a file in a folder that you may write to"
        ) from error


def refuse(target: str, *, force: bool = False, source: Path | None = None) -> int | None:
    """Raise OutputError where a file must not be written; return the mode of one that is there already."""
    path = Path(target)
    mode = path.stat().st_mode if path.exists() else None
    if mode is None:
        return None
    if stat.S_ISDIR(mode):
        raise OutputError(f"{target}: is a folder; name a file in it")
    if source is not None and source.exists() and path.samefile(source):
        raise OutputError(f"{target}: is the input, which is never overwritten; name another file")
    if stat.S_ISREG(mode) and not force:
        raise OutputError(f"{target}: exists already; name another file, or add --force to replace it")
    return mode


def _replace(path: Path, write: Callable[[BinaryIO], object], mode: int | None) -> None:
    import tempfile  # slow to import, and only files need it

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        os.replace(temporary, path)  # noqa: PTH105 - the same call, atomic on every system
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
