"""The process: `archpers` and `python -m archpers`."""

import gc
import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    if sys.flags.optimize > 1:  # without docstrings there are no meanings, no help and no descriptions
        os.environ.pop("PYTHONOPTIMIZE", None)
        os.execv(sys.executable, [sys.executable, "-m", "archpers", *sys.argv[1:]])
    gc.disable()  # a command is over before garbage matters; a long one turns it on again
    for name in ("SIGTERM", "SIGHUP"):  # end as an interrupt does, and leave no half-written file
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, signal.default_int_handler)
    if sys.flags.optimize > 1:  # the meanings of quantities are docstrings
        sys.stderr.write(
            "archpers: cannot run with PYTHONOPTIMIZE=2 or -OO, which remove what it says; leave them out\n"
        )
        sys.exit(2)
    try:
        from archpers.cli.app import flushed, run

        code = flushed(run(sys.argv[1:]))
    except KeyboardInterrupt:  # while modules are imported, or at the last flush
        code = 130
    except Exception:  # a mistake in archpers: the traceback helps to mend it, and 1 would mean that a check failed
        import traceback

        traceback.print_exc()
        code = 2
    os._exit(code)  # taking the interpreter apart would take a sixth of a command's time; all output is flushed


if __name__ == "__main__":
    main()
