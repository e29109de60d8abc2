"""The formulas of the what-if page: the model's own in JavaScript, of the file and of each of its options.

Formulas that are alike, of several authorities, years or options, are written once. In each, `v` are the values that
it fills in, `s` those of the same scope with the file's inputs, `w` those of all scopes, `b` the same of the year
before.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from archpers.model.pooling import mean_of_ratios
from archpers.model.renderings import JAVASCRIPT_FUNCTIONS, exact, javascript
from archpers.model.trace import Name, Traced, named
from archpers.output.pages.html import template_text
from archpers.output.pages.live.live_figures import PagePart
from archpers.output.pages.live.sentence_script import quoted, sentence
from archpers.results.explanation.live_formulas import LAST_YEAR, LiveFormulas, LiveYears, before, operands_of, within
from archpers.results.remarks.sentences import Text
from archpers.scenario.limits import Limit

MEAN = "mean"
"""The mean of the authorities' own residual shares, by its name in the script."""
_PLAIN = re.compile(r"[a-z_]+\Z", re.ASCII)


class Bodies:
    """The functions of a page, each once."""

    def __init__(self, parameters: str) -> None:
        """Take the names of what they are given."""
        self._parameters = parameters
        self._numbers: dict[str, int] = {}

    def number(self, body: str) -> int:
        """Return the number of a function, which is added where there is none like it."""
        return self._numbers.setdefault(body, len(self._numbers))

    def __str__(self) -> str:
        """Write them all, as a list."""
        bodies = ",\n".join(f"({self._parameters}) => {body}" for body in self._numbers)
        return f"[{bodies}]"


class PageScript:
    """The script of a page, while it is gathered."""

    def __init__(self) -> None:
        self.formulas, self.limits, self.said = Bodies("v, s, w, b"), Bodies("v"), Bodies("s, w")

    def write(self, data: Mapping[str, Any]) -> str:
        """Write the script; data: what it needs to know beside the formulas."""
        return "\n".join(
            (
                '"use strict";',
                f"const data = {quoted(data)};",
                JAVASCRIPT_FUNCTIONS,
                f"const formulas = {self.formulas};",
                f"const limits = {self.limits};",
                f"const said = {self.said};",
                *map(template_text, ("numbers.js", "whatif.js")),
            )
        )


class VariantScript:
    """The formulas of one variant."""

    def __init__(
        self,
        script: PageScript,
        live: LiveFormulas,
        parts: Sequence[PagePart],
        moved: Container[Name],
        also: Iterable[Name] = (),
    ) -> None:
        """Take the model's formulas, the parts, of which the first is the team or the region as one, and the inputs.

        moved: the inputs that a slider moves, with their authority where they are one authority's own. also: numbers
        that the page needs beside those that it shows.
        """
        self.live = live
        self._bodies, self._limits, self._moved = script.formulas, script.limits, moved
        self._parts, self._also = parts, [*also]
        self._places = {part.authority: number for number, part in enumerate(parts)}
        self._fixed: list[dict[str, float]] = [{} for _ in parts]
        self._steps = self._write_steps()
        self._years: list[list[tuple[int, int]]] = []
        self._bounds: list[tuple[int, int]] = []
        self._said: list[tuple[int, int]] = []
        self._warnings = script.said

    @property
    def data(self) -> dict[str, Any]:
        """What the script needs to know: which functions fill in which part, and what no slider moves."""
        kept = {"fixed": self._fixed, "steps": self._steps, "years": self._years}
        return {**kept, "limits": self._bounds, "said": self._said}

    def add_years(self, years: LiveYears, wanted: Iterable[Name]) -> None:
        """Add the years of a case, for the wanted numbers of each."""
        names = list(wanted)
        for number in range(len(years.years)):
            order = years.order(number, names)
            given = [name for name in order if years.is_given(number, name)]
            follows = [name for name in order if not years.is_given(number, name)]
            computed = set(order)
            lines = [(name, self._in_year(years, number, name, computed)) for name in (*given, *follows)]
            self._years.append([*self._filled(lines[: len(given)]), *self._filled(lines[len(given) :])])

    def add_limits(self, authority: str | None, every: Iterable[Limit]) -> None:
        """Add what the inputs of a part must keep between them, as formulas of them."""
        rows = [f"[{_room(each)}, {quoted(each.excluded)}, {quoted(each.rule)}]" for each in every]
        part = 0 if authority is None else self._places[authority]
        if rows:
            self._bounds.append((part, self._limits.number(f"[{', '.join(rows)}]")))

    def add_warnings(self, authority: str | None, messages: Iterable[tuple[str, Text]]) -> None:
        """Add what is said of a part, code and message, as it is written down of its numbers."""
        rows = [f"[{quoted(code)}, {sentence(own, partial(self._told, authority))}]" for code, own in messages]
        if rows:
            self._said.append((self._places[authority], self._warnings.number("[" + ",\n".join(rows) + "]")))

    def moves(self, name: Name) -> bool:
        """Say whether a slider moves an input: the authority's own, or one that all share."""
        return name in self._moved or name._replace(authority=None) in self._moved

    def _write_steps(self) -> list[tuple[int, int]]:
        """Write what the sliders move, the authorities first; keep the values of what they do not."""
        order = self.live.order(self._wanted())
        moved: dict[Name, None] = {}  # in the order of evaluation, so that a page has the same bytes every time
        for name in order:
            if any(self._is_moved(own, moved) for own in operands_of(name, self.live.formula(name))):
                moved[name] = None
        for name in dict.fromkeys((*self._wanted(), *(o for n in moved for o in operands_of(n, self.live.formula(n))))):
            if not self._is_moved(name, moved):
                self._keep(name)
        formulas = ((name, self.live.formula(name)) for name in order if name in moved)
        lines = [(name, javascript(own, partial(self._seen, name))) for name, own in formulas if own is not None]
        return self._filled([*lines, *self._mean()])

    def _wanted(self) -> Iterator[Name]:
        for part in self._parts:
            yield from (figure._replace(authority=part.authority) for figure in part.figures)
        yield from self._also

    def _is_moved(self, name: Name, moved: Container[Name]) -> bool:
        return name in moved or self.moves(name)

    def _keep(self, name: Name) -> None:
        value = self.live.value(name)
        if value is not None and not self.moves(name):
            self._fixed[self._places[name.authority]][str(name._replace(authority=None))] = value

    def _in_year(self, years: LiveYears, number: int, name: Name, computed: set[Name]) -> str:
        formula, given = years.formula(number, name), years.is_given(number, name)
        if not isinstance(formula, Traced):
            return exact(float(formula))

        def seen(operand: Name) -> str:
            if operand == LAST_YEAR:
                return _at(f"b[{self._places[name.authority]}]", before(name))
            own = within(name, operand)
            if not given and own in computed:
                return self._seen(name, operand)
            self._keep(own)
            return _at("s", own) if own.authority == name.authority else self._seen(name, operand)

        return javascript(formula, seen)

    def _seen(self, name: Name, operand: Name) -> str:
        own = within(name, operand)
        return _at("v" if own.authority == name.authority else f"w[{self._places[own.authority]}]", own)

    def _told(self, authority: str | None, name: Name) -> str:
        return _at("s" if name.authority == authority else f"w[{self._places[name.authority]}]", name)

    def _filled(self, lines: Iterable[tuple[Name, str]]) -> list[tuple[int, int]]:
        """Put lines together by part: the part, and which formulas fill it in."""
        found: dict[int, list[str]] = {}
        for name, formula in lines:
            found.setdefault(self._places[name.authority], []).append(f"  {_at('v', name)} = {formula};")
        bodies = [(part, "\n".join(["{", *own, "}"])) for part, own in sorted(found.items(), reverse=True)]
        return [(part, self._bodies.number(body)) for part, body in bodies]

    def _mean(self) -> Iterator[tuple[Name, str]]:
        """Write the mean of the authorities' own residual shares; the first part is the region as one."""
        name = Name("residual_share_of_hours")
        own = [part.authority for part in self._parts if part.authority and part.figures.get(name) is not None]
        if own:
            shares = [named(name.name, None, authority) for authority in own]
            yield Name(MEAN), javascript(mean_of_ratios(shares), partial(self._seen, Name(MEAN)))


def _room(limit: Limit) -> str:
    if not isinstance(limit.room, Traced):
        return exact(float(limit.room))
    return javascript(limit.room, partial(_at, "v"))


def _at(values: str, name: Name) -> str:
    text = str(name._replace(authority=None))
    return f"{values}.{text}" if _PLAIN.match(text) else f"{values}[{quoted(text)}]"
