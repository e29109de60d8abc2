"""The script of the what-if page: the model's own formulas in JavaScript, and what it needs to know beside them.

Formulas that are alike, of several authorities or years, are written once. In each, `v` are the values that it fills
in, `s` those of the same scope with the file's inputs, `w` those of all scopes, `b` the same of the year before.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from archpers.model.pooling import mean_of_ratios
from archpers.model.renderings import JAVASCRIPT_FUNCTIONS, exact, javascript
from archpers.model.trace import Name, Traced, named
from archpers.output.pages.html import template_text
from archpers.output.pages.live_figures import PagePart
from archpers.output.pages.sliders import Slider
from archpers.results.live_formulas import LAST_YEAR, LiveFormulas, LiveYears, before, operands_of, within
from archpers.scenario.limits import Limit


class PageScript:
    """The formulas of a page, while they are gathered."""

    def __init__(self, live: LiveFormulas, parts: Sequence[PagePart], sliders: Sequence[Slider]) -> None:
        """Take the model's formulas, the sliders, and the parts: the first is the team, or the region as one."""
        self.live = live
        self.parts = parts
        self._moved = {slider.name for slider in sliders}
        self._places = {part.authority: number for number, part in enumerate(parts)}
        self._bodies: dict[str, int] = {}
        self.fixed: list[dict[str, float]] = [{} for _ in parts]
        """What no slider moves: part -> name -> value."""
        self.steps = self._steps()
        """Which formulas fill in which part, in the order of evaluation."""
        self.years: list[list[tuple[int, int]]] = []
        """The same for each year of a case."""

    def add_years(self, years: LiveYears, wanted: Iterable[Name]) -> None:
        """Add the years of a case, for the wanted numbers of each."""
        names = list(wanted)
        for number in range(len(years.years)):
            order = years.order(number, names)
            given = [name for name in order if years.is_given(number, name)]
            follows = [name for name in order if not years.is_given(number, name)]
            computed = set(order)
            lines = [(name, self._in_year(years, number, name, computed)) for name in (*given, *follows)]
            self.years.append([*self._filled(lines[: len(given)]), *self._filled(lines[len(given) :])])

    def moves(self, name: str) -> bool:
        """Say whether a slider moves an input, or some member of it."""
        return any(name == own.name for own in self._moved)

    def write(self, data: Mapping[str, Any], limits: Iterable[Limit]) -> str:
        """Write the script; data: what it needs to know beside the formulas. limits: traced."""
        kept = [[javascript(each.room, _own), _quoted(each.excluded), _quoted(each.rule)] for each in limits]
        held = ",\n".join(f"  [{', '.join(row)}]" for row in kept)
        parts = [{"name": part.name, "fixed": fixed} for part, fixed in zip(self.parts, self.fixed, strict=True)]
        every = {**data, "parts": parts, "steps": self.steps, "years": self.years}
        text = _quoted(every)
        bodies = ",\n".join(f"(v, s, w, b) => {{\n{body}\n}}" for body in self._bodies)
        return "\n".join(
            (
                '"use strict";',
                f"const data = {text};",
                JAVASCRIPT_FUNCTIONS,
                f"const formulas = [{bodies}];",
                f"const mean = w => {self._mean()};",
                f"const limits = v => [\n{held}\n];",
                template_text("whatif.js"),
            )
        )

    def _steps(self) -> list[tuple[int, int]]:
        """Write what the sliders move, the authorities first; keep the values of what they do not."""
        order = self.live.order(self._wanted())
        moved: dict[Name, None] = {}  # in the order of evaluation, so that a page has the same bytes every time
        for name in order:
            if any(self._moves(own, moved) for own in operands_of(name, self.live.formula(name))):
                moved[name] = None
        for name in dict.fromkeys((*self._wanted(), *(o for n in moved for o in operands_of(n, self.live.formula(n))))):
            if not self._moves(name, moved):
                self._keep(name)
        formulas = ((name, self.live.formula(name)) for name in order if name in moved)
        return self._filled(
            (name, javascript(own, partial(self._seen, name))) for name, own in formulas if own is not None
        )

    def _wanted(self) -> Iterator[Name]:
        for part in self.parts:
            yield from (figure._replace(authority=part.authority) for figure in part.figures)

    def _moves(self, name: Name, moved: Container[Name]) -> bool:
        return name in moved or Name(name.name, name.key) in self._moved

    def _keep(self, name: Name) -> None:
        value = self.live.value(name)
        if value is not None and Name(name.name, name.key) not in self._moved:
            self.fixed[self._places[name.authority]][str(Name(name.name, name.key))] = value

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

    def _filled(self, lines: Iterable[tuple[Name, str]]) -> list[tuple[int, int]]:
        """Put lines together by part: the part, and which formulas fill it in."""
        found: dict[int, list[str]] = {}
        for name, formula in lines:
            found.setdefault(self._places[name.authority], []).append(f"  {_at('v', name)} = {formula};")
        bodies = [(part, "\n".join(own)) for part, own in sorted(found.items(), reverse=True)]
        return [(part, self._bodies.setdefault(body, len(self._bodies))) for part, body in bodies]

    def _mean(self) -> str:
        """Write the mean of the authorities' own residual shares; the first part is the region as one."""
        name = "residual_share_of_hours"
        own = [
            named(name, None, part.authority)
            for part in self.parts
            if part.authority is not None and part.result.quantities[name] is not None
        ]
        if not own:
            return "NaN"
        return javascript(mean_of_ratios(own), lambda operand: _at(f"w[{self._places[operand.authority]}]", operand))


def _own(name: Name) -> str:
    return _at("v", name)


def _at(values: str, name: Name) -> str:
    return f"{values}[{_quoted(str(Name(name.name, name.key)))}]"


def _quoted(value: Any) -> str:
    """Write a value so that it can stand in a script, whatever characters a name holds."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
