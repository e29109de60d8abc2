"""The what-if page: sliders for the assumptions, and the model recalculated in the browser from the same formulas.

The formulas are traced, never typed a second time: JavaScript does what Python does, operation by operation. The page
works offline; its content security policy names its one script and its one style sheet by hash.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from archpers import __version__
from archpers.errors import UsageError
from archpers.model.definition import ANSWER, OVERVIEW, REFORM, TODAY, Value
from archpers.model.pooling import mean_of_ratios
from archpers.model.precision import PRECISION, has_verdict, least_scale, terms_of
from archpers.model.registry import QUANTITIES, described, further_tables, in_block, shares_of, shown_in
from archpers.model.renderings import JAVASCRIPT_FUNCTIONS, javascript
from archpers.model.trace import Name, named, steps
from archpers.output.pages.html import Safe, render, template_text
from archpers.output.pages.live_figures import LiveFigure, PagePart
from archpers.output.pages.sliders import Slider, sliders_of
from archpers.output.tables.region_tables import AS_ONE, ranked
from archpers.output.tables.short_names import shortened
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.tables.verdict import DEFICIT_VERDICT, VERDICT, caveats
from archpers.results.chains import chain_of
from archpers.results.result import RegionResult, Result
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import belonging_of, labels_of, scopes
from archpers.units import SHARE, Unit

_POLICY = "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'"
_SPLIT = (("Share", "time_share"), ("Hours a year", "hours"), ("Cost a year", "cost"))


def what_if_page(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> str:
    """Write the what-if page as HTML. heading: what stands over it, the scenario's name first.

    Raises UsageError for a scenario without a reform: there is nothing to try out.
    """
    if scenario.reform is None:
        raise UsageError(f"--what-if: {scenario.name} has no reform block to try out; add one, or leave --what-if out")
    sliders, parts = sliders_of(scenario), _parts(scenario, result)
    script = _script(scenario, parts, sliders)
    style = template_text("whatif.css")
    live = partial(_live, 0, parts[0])
    return render(
        "whatif.html",
        version=__version__,
        policy=_POLICY.format(_hash(script), _hash(style)),
        script=Safe(script),
        style=Safe(style),
        name=heading[0],
        heading=heading[1:],
        blocks=_blocks(sliders),
        verdict=VERDICT.split("{}"),
        deficit_verdict=DEFICIT_VERDICT.split("{}"),
        share=live("residual_share_of_hours"),
        cards=[(described(name).title, live(name)) for name in shown_in(ANSWER)],
        **_side_by_side(result, parts),
        segments=_segments(),
        tables=_tables(parts[0]),
        live=live,
        **_split(scenario, parts),
        caveats=caveats(result),
    )


def _side_by_side(result: Result, parts: Sequence[PagePart]) -> dict[str, Any]:
    """Return the table of the region's authorities, and their mean; no rows where there are none."""
    names = shown_in(ANSWER)
    several = list(enumerate(parts)) if len(parts) > 1 else []
    rows = [(part.name, index, [_live(index, part, name) for name in names]) for index, part in several]
    columns = [described(name).title for name in names]
    return {"authorities": rows, "authority_columns": columns, "mean": _mean(result)}


def _tables(part: PagePart) -> list[tuple[str, list[tuple[str, str]]]]:
    """Name the tables of the page: title -> label and quantity."""
    own = further_tables(part.result.quantities)
    titles = {"The reform": REFORM, "Overview": OVERVIEW, **{title: title for title in own}}
    return [
        (title, [(described(name).listed, name) for name in shown_in(table) if name in part.result.quantities])
        for title, table in titles.items()
    ]


def _segments() -> list[dict[str, Any]]:
    """Return the parts of today's hours, as the page's bar draws them: figure, class of the style sheet, name."""
    return [
        {"figure": name, "style": "residual" if part.remainder else f"part-{index}", "name": part.short.lower()}
        for index, (part, name) in enumerate(shares_of(TODAY).items())
    ]


def _parts(scenario: Scenario | Region, result: Result) -> list[PagePart]:
    if not isinstance(result, RegionResult):
        return [PagePart(scenario.name, result, {})]
    moved = _moved()
    fixed = [name for name in result.quantities if name not in moved]
    needed = _needed(moved, fixed)
    names = shortened(ranked(result), 200, [AS_ONE])
    own = {AS_ONE: result, **{short: result.authorities[name] for name, short in names.items()}}
    return [
        PagePart(name, part, {key: value for key in kept if (value := part.quantities[key]) is not None})
        for (name, part), kept in zip(own.items(), (fixed, *[needed] * len(result.authorities)), strict=True)
    ]


def _needed(moved: Iterable[str], fixed: Sequence[str]) -> list[str]:
    """Name what stays as it is and is looked up for what moves, directly or through a family."""
    found: set[str] = set()
    waiting = list(moved)
    while waiting:
        parameters = QUANTITIES[waiting.pop()].parameters
        found.update(parameters)
        waiting.extend(name for name in parameters if name in QUANTITIES and name not in fixed and name not in moved)
    return [name for name in fixed if name in found]


def _moved() -> list[str]:
    """Name the quantities of a result that follow from what a region has once for all, which its sliders move."""

    def follows(name: str) -> bool:
        own = described(name)
        return own.pooling == "once for all" or any(map(follows, own.parameters if own.pooling != "sum" else ()))

    return [name for name in in_block("quantities") if name in QUANTITIES and follows(name)]


def _units(part: PagePart) -> dict[str, dict[str, Any]]:
    """Return how each figure of the page is written, by its name in the script."""
    families = (Name(name, key) for key in part.result.functions for name in in_block("functions").values())
    names = (*(Name(name) for name in part.result.quantities), *families)
    return {"mean": _written(SHARE), **{str(name): _written(described(name.name).unit) for name in names}}


def _terms(part: PagePart) -> dict[str, dict[str, Any]]:
    """Return what the size of each verdict is told by: the names of its terms, and the least that it is."""
    return {
        name: {"names": terms_of(name), "least": least_scale(name)}
        for name in part.result.quantities
        if has_verdict(name)
    }


def _written(unit: Unit) -> dict[str, Any]:
    return {"share": unit.is_share, "money": unit.is_money, "decimals": unit.decimals}


def _live(index: int, part: PagePart, name: str) -> LiveFigure:
    return LiveFigure(name, index, part.result.quantities[name], described(name).unit)


def _split(scenario: Scenario | Region, parts: Sequence[PagePart]) -> dict[str, Any]:
    """Return the table of the functions; no rows for a region."""
    labels, fields = labels_of(scenario), in_block("functions")
    rows = []
    for key, row in parts[0].result.functions.items() if len(parts) == 1 else ():
        names = [(field, fields[field]) for _, field in _SPLIT]
        own = [LiveFigure(str(Name(name, key)), 0, getattr(row, field), described(name).unit) for field, name in names]
        rows.append((labels[key], own))
    return {"split_columns": [label for label, _ in _SPLIT], "split": rows}


def _mean(result: Result) -> LiveFigure | None:
    if not isinstance(result, RegionResult):
        return None
    value = result.pooled["mean_of_ratios"].quantities["residual_share_of_hours"]
    return LiveFigure("mean", 0, value, SHARE)


def _blocks(sliders: Sequence[Slider]) -> list[tuple[str, list[tuple[int, Slider]]]]:
    """Put the sliders of one block of the file together, under its legend."""
    blocks: dict[str, list[tuple[int, Slider]]] = {}
    for index, slider in enumerate(sliders):
        blocks.setdefault(slider.block, []).append((index, slider))
    return list(blocks.items())


def _script(scenario: Scenario | Region, parts: Sequence[PagePart], sliders: Sequence[Slider]) -> str:
    data = {
        "units": _units(parts[0]),
        "terms": _terms(parts[0]),
        "precision": PRECISION,
        "notEstimated": NOT_ESTIMATED,
        "sliders": [slider.data for slider in sliders],
        "segments": _segments(),
        "parts": [{"name": part.name, "fixed": part.fixed} for part in parts],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return "\n".join(
        (
            '"use strict";',
            f"const data = {text};",
            JAVASCRIPT_FUNCTIONS,
            "function model(v) {",
            *_formulas(scenario, parts[0]),
            "}",
            f"const mean = all => {_mean_formula(parts)};",
            template_text("whatif.js"),
        )
    )


def _formulas(scenario: Scenario | Region, first: PagePart) -> Iterator[str]:
    """Write every formula that the page needs as a line of JavaScript, in the order of evaluation."""
    name, team = next(iter(scopes(scenario).items()))
    given: dict[str, Value] = model_inputs(team)
    wanted = [*first.result.quantities, *in_block("functions").values()]
    if name:
        once = {key: value for key, value in given.items() if described(key).pooling == "once for all"}
        given, wanted = {**once, **first.fixed}, [name for name in _moved() if name in first.result.quantities]
    for unstated in chain_of(team).unstated if not name else ():
        yield f"  {_variable(Name(unstated.name, unstated.member))} = {unstated.figure.value!r};"
    for name, traced in steps(wanted, given, belonging_of(scenario)).items():
        family = traced if isinstance(traced, Mapping) else {None: traced}
        for key, formula in family.items():
            yield f"  {_variable(Name(name, key))} = {javascript(formula, _variable)};"


def _variable(name: Name) -> str:
    return f'v["{name}"]'


def _mean_formula(parts: Sequence[PagePart]) -> str:
    """Write the mean of the authorities' own residual shares; the first part is the region as one."""
    name = "residual_share_of_hours"
    own = [named(name, None, str(i)) for i, part in enumerate(parts) if i and part.result.quantities[name] is not None]
    if not own:
        return "NaN"
    return javascript(mean_of_ratios(own), lambda operand: f'all[{operand.authority}]["{name}"]')


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
