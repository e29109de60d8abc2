"""The process: `archpers` and `python -m archpers`."""

import contextlib
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # a command is over before garbage matters; a long one turns it on again
    code = 130
    with contextlib.suppress(KeyboardInterrupt):  # while modules are imported, or at the last flush
        from archpers.cli.app import flushed, run

        code = flushed(run(sys.argv[1:]))
    os._exit(code)  # taking the interpreter apart would take a sixth of a command's time; all output is flushed


if __name__ == "__main__":
    main()
