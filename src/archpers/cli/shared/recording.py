"""What was asked for, as it goes into the record of the run: the command with its arguments, in one way of writing."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from archpers.errors import readable
from archpers.output.present import Destination

NOT_RECORDED = ("output", "form", "force", "quiet", "help", "workers", "scheduler")
"""Where an answer goes, what is said beside it and who does the work, which changes nothing in it."""


_asked: ContextVar[Any] = ContextVar("asked", default=None)
"""The command that is being run: typer's context, whose arguments are read."""


@contextmanager
def asked(context: Any) -> Iterator[None]:
    """Take note of what is asked for while it is carried out. context: typer's, of a command."""
    if "archpers.data.constants" in sys.modules:  # else no command before has used any
        from archpers.data.constants import forget_used

        forget_used()
    token = _asked.set(context)
    try:
        yield
    finally:
        _asked.reset(token)


def _arguments(context: Any, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield options before what has no name; those that are as they are by default are left out."""
    named: list[str] = []
    for parameter in context.command.params:
        value = values.get(parameter.name)
        if parameter.name in NOT_RECORDED or value is None:
            continue
        several = [readable(str(each)) for each in (value if isinstance(value, list | tuple) else [value])]
        if parameter.param_type_name == "argument":
            named += several
        elif value is True:
            yield parameter.opts[0]
        elif value is not False and value != parameter.get_default(context):
            yield from (part for each in several for part in (parameter.opts[0], each))
    if any(each.startswith("-") and each != "-" for each in named):
        yield "--"
    yield from named


def recorded(to: Destination, **settled: Any) -> None:
    """Have the record of this run stand in the answer's JSON.

    to: where the answer goes. settled: parameters of the command that were left open, such as the day, and what they
    came to.
    """
    context = _asked.get()
    if context is not None:  # else a command's function is called in Python, where nothing was asked for
        to.run = lambda: _record(context, {**context.params, **settled})


def _record(context: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    from archpers import __version__
    from archpers.results.records.run_record import run_record

    authority = values.get("authority") or [None]
    return run_record(
        __version__,
        [context.command.name, *_arguments(context, values)],
        overrides=[readable(str(each)) for each in values.get("overrides") or ()],
        option=[readable(str(each)) for each in values.get("option") or ()],
        authority=authority[0] and readable(authority[0]),
        seed=values.get("seed"),
        draws=values.get("draws"),
    ).model_dump()
