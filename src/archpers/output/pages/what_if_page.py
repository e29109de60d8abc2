"""The what-if page: sliders for the assumptions, and the model recalculated in the browser from the same formulas.

The formulas are traced, never typed a second time: JavaScript does what Python does, operation by operation. The page
works offline; its content security policy names its one script and its one style sheet by hash.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from archpers import __version__
from archpers.errors import UsageError
from archpers.model.pooling import mean_of_ratios
from archpers.model.registry import QUANTITIES, Value, described
from archpers.model.time_use import FUNCTION_GROUPS
from archpers.model.trace import JAVASCRIPT_FUNCTIONS, Name, javascript, named, steps
from archpers.output.pages.html import Safe, render, template_text
from archpers.output.pages.sliders import Slider, sliders_of
from archpers.output.tables.model_tables import OVERVIEW_LABELS, REFORM_LABELS
from archpers.output.tables.region_tables import ranked
from archpers.output.tables.table import NOT_ESTIMATED, UNIT_DECIMALS, Number
from archpers.output.tables.verdict import CAVEATS, DEFICIT_VERDICT, FIGURES, VERDICT
from archpers.results.evaluate import WANTED
from archpers.results.result import (
    FUNCTION_QUANTITIES,
    OVERVIEW_NAMES,
    REFORM_NAMES,
    RegionResult,
    Result,
    Split,
)
from archpers.scenario.inputs import model_inputs
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.units import SHARE

_SIDE_BY_SIDE = ("residual_share_of_hours", "residual_hours", "residual_wte", "residual_value")
_SPLIT = (("Share", "time_share"), ("Hours a year", "hours"), ("Cost a year", "cost"))


class Part(NamedTuple):
    """What the page evaluates by itself: the scenario, or one authority of a region, or the region as one."""

    name: str
    result: Split
    fixed: Mapping[str, float]
    """What no slider moves: quantity -> value."""


class Live(NamedTuple):
    """A figure that the sliders move."""

    figure: str
    """Its name in the script."""
    part: int
    """The part that it is of."""
    value: float | None
    """Its value in the file."""
    unit: str

    @property
    def text(self) -> str:
        """The value in the file, as it is shown."""
        return str(Number(self.value, self.unit))


def what_if_page(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> str:
    """Write the what-if page as HTML. heading: what stands over it, the scenario's name first.

    Raises UsageError for a scenario without a reform: there is nothing to try out.
    """
    if scenario.reform is None:
        raise UsageError(f"--what-if: {scenario.name} has no reform block to try out; add one, or leave --what-if out")
    parts = _parts(scenario, result)
    sliders = sliders_of(scenario)
    script = _script(scenario, parts, sliders)
    style = template_text("whatif.css")
    name, *origin = heading
    return render(
        "whatif.html",
        version=__version__,
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        script=Safe(script),
        style=Safe(style),
        name=name,
        heading=origin,
        blocks=_blocks(sliders),
        verdict=VERDICT.split("{}"),
        deficit_verdict=DEFICIT_VERDICT.split("{}"),
        share=Live("residual_share_of_hours", 0, result.quantities["residual_share_of_hours"], SHARE),
        cards=[(label, _live(0, parts[0], name)) for label, name in FIGURES],
        authorities=[
            (part.name, index, [_live(index, part, name) for name in _SIDE_BY_SIDE])
            for index, part in enumerate(parts)
            if len(parts) > 1
        ],
        authority_columns=[(label, name) for label, name in FIGURES],
        mean=_mean(result),
        tables=[("The reform", REFORM_LABELS), ("Overview", OVERVIEW_LABELS)],
        live=lambda name: _live(0, parts[0], name),
        split_columns=[label for label, _ in _SPLIT],
        split=_split(scenario, parts[0]) if len(parts) == 1 else [],
        caveats=CAVEATS,
    )


def _parts(scenario: Scenario | Region, result: Result) -> list[Part]:
    if isinstance(scenario, Scenario):
        return [Part(scenario.name, result, {})]
    assert isinstance(result, RegionResult)
    own = {"All as one": result, **{name: result.authorities[name] for name in ranked(result)}}
    return [
        Part(name, part, {key: value for key in names if (value := part.quantities[key]) is not None})
        for (name, part), names in zip(
            own.items(), (OVERVIEW_NAMES, *[_needed()] * len(result.authorities)), strict=True
        )
    ]


def _needed() -> list[str]:
    """Name the quantities of the overview that the reform's formulas take in."""
    return [name for name in OVERVIEW_NAMES if any(name in QUANTITIES[after].parameters for after in REFORM_NAMES)]


def _units(part: Part) -> dict[str, str]:
    """Return the unit of each figure of the page, by its name in the script."""
    families = (Name(name, key) for key in part.result.functions for name in FUNCTION_QUANTITIES.values())
    names = (*(Name(name) for name in part.result.quantities), *families)
    return {"mean": "share", **{str(name): described(name.name).unit for name in names}}


def _live(index: int, part: Part, name: str) -> Live:
    return Live(name, index, part.result.quantities[name], described(name).unit)


def _split(scenario: Scenario | Region, part: Part) -> list[tuple[str, list[Live]]]:
    labels = labels_of(scenario)
    return [
        (
            labels[key],
            [
                Live(str(Name(quantity, key)), 0, getattr(row, field), described(quantity).unit)
                for field, quantity in ((field, FUNCTION_QUANTITIES[field]) for _, field in _SPLIT)
            ],
        )
        for key, row in part.result.functions.items()
    ]


def _mean(result: Result) -> Live | None:
    if not isinstance(result, RegionResult):
        return None
    value = result.pooled["mean_of_ratios"].quantities["residual_share_of_hours"]
    return Live("mean", 0, value, SHARE)


def _blocks(sliders: Sequence[Slider]) -> list[tuple[str, list[tuple[int, Slider]]]]:
    """Put the sliders of one block of the file together, under its legend."""
    blocks: dict[str, list[tuple[int, Slider]]] = {}
    for index, slider in enumerate(sliders):
        blocks.setdefault(slider.block, []).append((index, slider))
    return list(blocks.items())


def _script(scenario: Scenario | Region, parts: Sequence[Part], sliders: Sequence[Slider]) -> str:
    data = {
        "decimals": UNIT_DECIMALS,
        "units": _units(parts[0]),
        "notEstimated": NOT_ESTIMATED,
        "sliders": [slider.data for slider in sliders],
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


def _formulas(scenario: Scenario | Region, first: Part) -> Iterator[str]:
    """Write every formula that the page needs as a line of JavaScript, in the order of evaluation."""
    if isinstance(scenario, Region):
        name = next(iter(scenario.authorities))
        reform = {key: value for key, value in model_inputs(scenario.authority(name)).items() if key in _REFORM_INPUTS}
        given: Mapping[str, Value] = {**reform, **dict.fromkeys(OVERVIEW_NAMES, 1.0)}
        wanted: Sequence[str] = REFORM_NAMES
        groups: Mapping[str, str] = {}
    else:
        given, wanted = model_inputs(scenario), WANTED
        groups = scenario.functions.groups if scenario.functions else FUNCTION_GROUPS
    for name, traced in steps(wanted, given, groups).items():
        family = traced if isinstance(traced, Mapping) else {None: traced}
        for key, formula in family.items():
            yield f"  {_variable(Name(name, key))} = {javascript(formula, _variable)};"


_REFORM_INPUTS = {"core_function_hours_per_person", "crisis_share", "crisis_hours_per_person"}


def _variable(name: Name) -> str:
    return f'v["{name}"]'


def _mean_formula(parts: Sequence[Part]) -> str:
    """Write the mean of the authorities' own residual shares; the first part is the region as one."""
    name = "residual_share_of_hours"
    own = [named(name, None, str(i)) for i, part in enumerate(parts) if i and part.result.quantities[name] is not None]
    if not own:
        return "NaN"
    return javascript(mean_of_ratios(own), lambda operand: f'all[{operand.authority}]["{name}"]')


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
