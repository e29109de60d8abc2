"""The entry point: finds the command, and turns every error into a message and an exit code.

Exit codes: 0 done; 1 a check failed; 2 the command could not be carried out; 130 interrupted, or 128
and the number of the signal that ended it; 141 closed pipe.
"""

import errno
import os
import sys
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

# Plug-ins of pydantic are looked for in every installed package, which takes longer than the model itself.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
from warnings import catch_warnings, simplefilter

import typer
import typer.core

from archpers import __version__
from archpers.cli.shared.recording import asked
from archpers.errors import ArchpersError, UsageError, readable
from archpers.output.formats.characters import fitted
from archpers.output.formats.streams import ClosedPipeError
from archpers.output.present import say

COMMANDS = (
    "model",
    "compare",
    "sweep",
    "tornado",
    "switch",
    "simulate",
    "case",
    "explain",
    "assumptions",
    "verify",
    "workbook",
    "chart",
    "report",
    "reproduce",
    "check",
    "scenarios",
    "init",
    "schema",
)


class _Command(typer.core.TyperCommand):
    """A command whose help is in the characters that standard output can take, and whose runs are recorded."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return fitted(super().get_help(ctx), getattr(sys.stdout, "encoding", None) or "ascii")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments; `--version` everywhere, and no option twice that counts once. Raises UsageError."""
        if "--version" in args:
            _print_version(True)
        _, _, given = self.make_parser(ctx).parse_args(args=[*args])
        for option, times in Counter(given).items():
            once = option.param_type_name == "option" and not (option.multiple or getattr(option, "is_flag", False))
            if once and times > 1:
                raise UsageError(f"{option.opts[0]}: is given {times} times, and counts once; write one of them")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, once it is noted what was asked for."""
        with asked(ctx):
            return super().invoke(ctx)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; everything it says has been written, but not flushed."""
    try:
        with catch_warnings():  # what numpy says of numbers too large is said in the answer, in our own words
            simplefilter("ignore", RuntimeWarning)
            code = application(arguments)(list(arguments), prog_name="archpers", standalone_mode=False)
    except ClosedPipeError:
        return 141
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "archpers"
        message = error.format_message().replace("Value error, ", "")
        helped = message.startswith("Usage:")  # nothing was asked for, so this is the help
        return _failed(message if helped else f"{readable(message)}\nSee `{command} --help`.")
    except ArchpersError as error:
        return _failed(str(error))
    except SystemExit:  # typer's answer to a reader that has gone before the help is written
        return 141
    except OSError as error:  # typer's own output, such as the help; commands raise OutputError
        return _failed(readable(f"{error.filename or 'standard output: cannot be written'} ({error.strerror})"))
    return code if isinstance(code, int) else 0


def application(arguments: Sequence[str]) -> typer.Typer:
    """Build the application: the one command that is called, or all of them where none is named first."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_root)
    named = arguments[0] if arguments else ""
    for name in (named,) if named in COMMANDS else COMMANDS:
        app.command(name, cls=_Command)(getattr(import_module(f"archpers.cli.{name}"), name))
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"archpers {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """What care management costs, where its time goes, and how much could be reinvested.

    \b
    Start with:
      archpers model toolkit-team     # a shipped example
      archpers init my-team.yaml      # a scenario file to fill in
      archpers model my-team.yaml     # your own answer
    """


def _failed(message: str) -> int:
    say(message)
    return 2


def flushed(code: int) -> int:
    """Flush what was written, and turn a reader that has gone or a full disk into the exit code, unless it is one."""
    try:
        if not code and sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return 141
    except OSError as error:
        code = _failed(f"standard output: cannot be written ({os.strerror(error.errno or errno.EIO)})")
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        pass
    return code
