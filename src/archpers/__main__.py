"""The process: `archpers` and `python -m archpers`."""

import gc
import os
import signal
import sys
import time
from types import FrameType
from typing import NoReturn


class _Ending:
    """Ends the process as an interrupt does, so that no half-written file stays, whichever signal asks for it."""

    code = 130
    """The exit code: 128 and the signal's number."""
    _deaf_until = 0.0

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Raise KeyboardInterrupt. A second signal does not end the tidying up: `timeout` and shells send two."""
        if time.monotonic() >= self._deaf_until:
            self._deaf_until = time.monotonic() + 1
            self.code = 128 + number
            raise KeyboardInterrupt


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    if sys.flags.optimize > 1:  # without docstrings there are no meanings, no help and no descriptions
        os.environ.pop("PYTHONOPTIMIZE", None)
        os.execv(sys.executable, [sys.executable, "-m", "archpers", *sys.argv[1:]])
    gc.disable()  # a command is over before garbage matters; a long one turns it on again
    ending = _Ending()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup has it ignored
            signal.signal(number, ending)
    try:
        from archpers.cli.app import flushed, run

        code = flushed(run(sys.argv[1:]))
    except KeyboardInterrupt:  # while modules are imported, or at the last flush
        code = ending.code
    except Exception:  # a mistake in archpers: the traceback helps to mend it, and 1 would mean that a check failed
        import traceback

        traceback.print_exc()
        code = 2
    # taking the interpreter apart would take a sixth of a command's time; all output is flushed
    os._exit(ending.code if code == 130 else code)


if __name__ == "__main__":
    main()
