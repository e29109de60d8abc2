"""Files that are whole or not there, never replaced unasked, and never the input."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from archpers.errors import OutputError

Writer = Callable[[BinaryIO], object]


def _fill(temporary: Path, write: Writer) -> None:
    """Write a file that is not there yet, and that nobody else reads before it is whole."""
    with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def write_files(files: Sequence[tuple[str, Writer]], *, force: bool = False, sources: Sequence[Path] = ()) -> None:
    """Write files atomically, a piece at a time: all are there as a whole, or everything is as it was before.

    files: the name of each, and what writes its content to a binary stream. force allows existing files to be
    replaced; sources are the inputs, which never are. A device such as /dev/null is written to as it stands. Raises
    OutputError.
    """
    made: list[tuple[str, Path]] = []
    try:
        for target, write in files:
            mode = refuse(target, force=force, sources=sources)
            with _told(target):
                if mode is not None and not stat.S_ISREG(mode):
                    with Path(target).open("wb") as stream:
                        write(stream)
                    continue
                temporary = _beside(target)
                made.append((target, temporary))  # before it is there, so that an interrupt leaves none behind
                _fill(temporary, write)
                temporary.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        for target, _ in made:  # once more: a file may have appeared in the meantime
            refuse(target, force=force, sources=sources)
        for target, temporary in made:
            with _told(target):  # a link stays a link
                os.replace(temporary, os.path.realpath(target))  # noqa: PTH105 - the same call, atomic on every system
    finally:
        for _, temporary in made:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_folder(target: str, write: Callable[[Path], object], *, force: bool = False) -> None:
    """Write a folder of Parquet files as a whole, or leave everything as it was. write: fills an empty folder.

    force: an existing folder may be replaced that holds nothing else. Raises OutputError.
    """
    refuse_folder(target, force=force)
    final = Path(os.path.realpath(target))
    temporary, old = _beside(str(final)), _beside(str(final))
    try:
        with _told(target):
            temporary.mkdir()
            write(temporary)
            refuse_folder(target, force=force)  # once more: one may have appeared in the meantime
            if final.exists():
                final.rename(old)
            temporary.rename(final)
    finally:
        for each in (temporary, old):
            shutil.rmtree(each, ignore_errors=True)


def refuse_folder(target: str, *, force: bool = False) -> None:
    """Raise OutputError where a folder of Parquet files must not be written."""
    final = os.path.realpath(target)
    if "\x00" in target:
        raise _unwritable(target, "a null character in its name")
    mode = mode_of(final)
    _hold_folder(final)
    if mode is not None and not stat.S_ISDIR(mode):
        raise OutputError(f"{target}: is a file; name a folder, or leave the slash out")
    if mode is not None and not force:
        raise OutputError(f"{target}: exists already; name another folder, or add --force to replace it")
    if mode is not None and any(each.suffix != ".parquet" for each in Path(final).iterdir()):
        raise OutputError(f"{target}: holds more than Parquet files, so it is not replaced; name another folder")


def refuse(target: str, *, force: bool = False, sources: Sequence[Path] = ()) -> int | None:
    """Raise OutputError where a file must not be written; return the mode of one that is there already."""
    if "\x00" in target:
        raise _unwritable(target, "a null character in its name")
    mode = mode_of(target)
    if mode is None or stat.S_ISREG(mode):
        _hold_folder(target)
    if mode is None:
        return None
    if stat.S_ISDIR(mode):
        raise OutputError(f"{target}: is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        return mode
    if any(mode_of(str(source)) is not None and Path(target).samefile(source) for source in sources):
        raise OutputError(f"{target}: is the input, which is never overwritten; name another file")
    if not force:
        raise OutputError(f"{target}: exists already; name another file, or add --force to replace it")
    return mode


def _hold_folder(target: str) -> None:
    """Raise OutputError where the folder of a file is not there, or takes no files."""
    folder = Path(os.path.realpath(target)).parent
    if not folder.is_dir():
        raise _unwritable(target, os.strerror(errno.ENOTDIR if folder.exists() else errno.ENOENT))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(target, os.strerror(errno.EACCES))


def is_file(target: str) -> bool:
    """Tell whether a name is that of a file, there or not; else it is a device, which is written to as it stands."""
    return stat.S_ISREG(mode_of(target) or stat.S_IFREG)


def mode_of(target: str) -> int | None:
    """Return the mode of a file or a device; None where none is seen."""
    try:
        return Path(target).stat().st_mode
    except (OSError, ValueError):
        return None


def _unwritable(target: str, reason: str) -> OutputError:
    return OutputError(f"{target}: cannot be written ({reason}); name a file in a folder that you may write to")


@contextlib.contextmanager
def _told(target: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(target, error.strerror or str(error)) from error


def _beside(target: str) -> Path:
    """Return a name in the folder of a file that nothing has."""
    path = Path(os.path.realpath(target))
    return path.with_name(f".{path.name[:50]}.{os.urandom(8).hex()}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
