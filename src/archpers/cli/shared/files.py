"""Many scenario files at once: which are meant, and what each is to be done."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archpers.errors import Problem, UsageError
from archpers.output.present import Destination

if TYPE_CHECKING:
    from archpers.executors import Workers
    from archpers.results.file_tasks import FileTask


def file_tasks(
    to: Destination, paths: Sequence[str], invalid: list[Problem], each: "FileTask", workers: "Workers", *, sent: bool
) -> Iterator["FileTask"]:
    """Yield a task for each file that is named, or is in a folder that is; none of them is where the answer goes.

    invalid: problems are added for what cannot be looked at. each: what every task says beside its file. workers: who
    does them. sent: whether files are read here, and sent. Raises UsageError.
    """
    from archpers.scenario.shipped import shipped_file

    for file in _files(paths, invalid):
        if file == "-" and workers is not None:
            raise UsageError("-: standard input is read by one process; name a file, or let this process do it all")
        place = shipped_file(file) or file
        to.admit(place)
        try:
            content = Path(place).read_bytes() if sent else None
        except OSError:
            content = None  # what is wrong with it is said where it is read
        yield each._replace(file=file, content=content)


def is_folder(name: str) -> bool:
    """Say whether a name is that of a folder."""
    return os.path.isdir(name)  # noqa: PTH112 - of any text, without an error


def _files(paths: Sequence[str], invalid: list[Problem]) -> Iterator[str]:
    for name in paths:
        if is_folder(name):
            yield from map(str, sorted(_below(name, invalid)))
        else:
            yield name


def _below(folder: str, invalid: list[Problem]) -> Iterator[Path]:
    """Find the scenario files of a folder, whatever the case of their suffix; hidden folders only where named."""

    def unreadable(error: OSError) -> None:
        invalid.append(Problem(f"cannot be looked into ({error.strerror})", "make it readable", str(error.filename)))

    seen = set()
    for place, folders, files in os.walk(folder, onerror=unreadable, followlinks=True):
        seen.add(os.path.realpath(place))
        folders[:] = [each for each in folders if each[0] != "." and os.path.realpath(Path(place, each)) not in seen]
        for file in (Path(place, each) for each in files):
            if file.suffix.casefold() not in (".yaml", ".yml"):
                continue
            if file.is_file():
                yield file
            else:
                invalid.append(Problem("is no file, or a link to none", "mend the link, or delete it", str(file)))
