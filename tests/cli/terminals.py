"""Running archpers on a terminal of its own."""

import os
import pty
import subprocess
import termios
from pathlib import Path

from tests.support import COMMAND, environment


def on_terminal(
    *arguments: str, columns: int = 80, variables: dict[str, str] | None = None, cwd: Path | None = None
) -> str:
    """Run archpers with its output on a terminal of so many columns, and return what appears there."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    process = subprocess.Popen(
        (*COMMAND, *arguments),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        env=environment(**{"TERM": "xterm-256color", **(variables or {})}),
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait(timeout=60) == 0, shown.decode()
    return shown.decode().replace("\r\n", "\n")
