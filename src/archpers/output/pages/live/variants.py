"""What a reader of the what-if page may start from: the file, each of its options, and what the page was asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard

from archpers.errors import ArchpersError, UsageError
from archpers.results.case import CaseResult, case_of
from archpers.results.evaluate import evaluate
from archpers.results.result import Result
from archpers.results.settled import told
from archpers.scenario.load import in_file, with_option
from archpers.scenario.reading.document import Arrangement
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authorities_of

THE_FILE, AS_ASKED = "The file", "As in the report"
"""What a reader may choose beside the options."""
OTHERS = "the region has other authorities than in its file"


class PageVariant(NamedTuple):
    """The file, or the file with something else in its place."""

    name: str
    """As a reader chooses it."""
    option: str | None
    """The option that it is; None for the file itself, and for what was set on the command line."""
    scenario: Scenario | Region
    result: Result
    case: CaseResult | None


class PageVariants(NamedTuple):
    """All that may be chosen, the file first."""

    every: tuple[PageVariant, ...]
    start: int
    """The number of the one that the page was asked for."""
    left_out: Mapping[str, str]
    """Option -> why it is not on the page."""

    @property
    def file(self) -> PageVariant:
        """The file itself."""
        return self.every[0]

    @property
    def asked(self) -> PageVariant:
        """What the page was asked for."""
        return self.every[self.start]


def variants_of(scenario: Scenario | Region, result: Result) -> PageVariants:
    """Return what may be chosen on the page of a scenario with its result.

    Raises UsageError where what is set leaves a region other authorities than its file has: no page holds both.
    """
    made = scenario.document.arrangement if scenario.document else None
    the_file, as_asked = (_free(name, _options(scenario)) for name in (THE_FILE, AS_ASKED))
    if not _is_varied(made):
        every = [PageVariant(the_file, None, scenario, result, case_of(scenario, result))]
    else:
        every = [_variant(the_file, None, in_file(scenario))]
        if not _is_option(made):
            every.append(PageVariant(as_asked, None, scenario, result, case_of(scenario, result)))
        if [*authorities_of(scenario)] != [*authorities_of(every[0].scenario)]:
            raise UsageError(f"--what-if: {OTHERS}, and one page holds both; leave --what-if out")
    asked = made.options[0] if made and _is_option(made) else None
    start, left_out = len(every) - 1, {}
    for name in _options(every[0].scenario):
        try:
            varied = _variant(name, name, with_option(every[0].scenario, name))
        except ArchpersError as error:
            left_out[name] = " ".join(str(error).split())
            continue
        if [*authorities_of(varied.scenario)] != [*authorities_of(every[0].scenario)]:
            left_out[name] = OTHERS
            continue
        start = len(every) if name == asked else start
        every.append(varied)
    return PageVariants(tuple(every), start, left_out)


def _free(name: str, options: Sequence[str]) -> str:
    """Return a name of ours that no option of the file has."""
    return name if name not in options else _free(f"{name} (no option)", options)


def _is_varied(made: Arrangement | None) -> TypeGuard[Arrangement]:
    """Say whether something stands in place of the file: what is set of an option is that option."""
    return made is not None and bool(made.options or made.changes or [*_set(made)])


def _is_option(made: Arrangement) -> bool:
    return len(made.options) == 1 and not made.changes and not [*_set(made)]


def _set(made: Arrangement) -> Iterator[object]:
    return (own for own in made.overrides if own.path[0] != "options")


def _options(scenario: Scenario | Region) -> list[str]:
    return list((scenario.document.data.get("options") or ()) if scenario.document else ())


def _variant(name: str, option: str | None, scenario: Scenario | Region) -> PageVariant:
    result = told(evaluate(scenario))
    return PageVariant(name, option, scenario, result, case_of(scenario, result))
