"""The what-if page: sliders for the assumptions, and the model recalculated in the browser from the same formulas.

The formulas are traced, never typed a second time: JavaScript does what Python does, operation by operation. The page
works offline; its content security policy names its one script and its one style sheet by hash.
"""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from archpers import __version__
from archpers.errors import UsageError
from archpers.model.definition import ANSWER, TODAY
from archpers.model.precision import PRECISION, has_verdict, least_scale, terms_of
from archpers.model.registry import described, shares_of, shown_in
from archpers.model.trace import Name, named
from archpers.output.pages.case_figures import NAMES as CASE_NAMES
from archpers.output.pages.case_figures import CaseFigures, case_figures
from archpers.output.pages.html import Safe, render, template_text
from archpers.output.pages.live_figures import LiveFigure, PagePart
from archpers.output.pages.page_script import PageScript
from archpers.output.pages.page_tables import PageTable, figure_of, figures_in, page_tables
from archpers.output.pages.sliders import Slider, sliders_of
from archpers.output.tables.region_tables import AS_ONE, ranked
from archpers.output.tables.short_names import shortened
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.output.tables.verdict import DEFICIT_VERDICT, VERDICT, caveats
from archpers.results.case import CaseResult, case_of
from archpers.results.live_formulas import LiveFormulas, LiveYears
from archpers.results.result import RegionResult, Result
from archpers.scenario.inputs import model_inputs
from archpers.scenario.limits import WHOLES, limits, limits_of_growth, limits_of_release
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes
from archpers.scenario.years import timeline
from archpers.units import SHARE, Unit

_POLICY = "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'"


def what_if_page(scenario: Scenario | Region, result: Result, heading: Sequence[str]) -> str:
    """Write the what-if page as HTML. heading: what stands over it, the scenario's name first.

    Raises UsageError for a scenario without a reform: there is nothing to try out.
    """
    if scenario.reform is None:
        raise UsageError(f"--what-if: {scenario.name} has no reform block to try out; add one, or leave --what-if out")
    case = case_of(scenario, result)
    tables = page_tables(scenario, result)
    sliders, parts = sliders_of(scenario, case=case is not None), _parts(result, tables)
    script, shown = _script(scenario, case, parts, sliders)
    style = template_text("whatif.css")
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
        share=figure_of(result, "residual_share_of_hours"),
        cards=[(described(name).title, figure_of(result, name)) for name in shown_in(ANSWER)],
        case=shown,
        **_side_by_side(result, parts),
        segments=_segments(),
        tables=tables,
        caveats=caveats(result),
    )


def _side_by_side(result: Result, parts: Sequence[PagePart]) -> dict[str, Any]:
    """Return the table of the region's authorities, and their mean; no rows where there are none."""
    names = shown_in(ANSWER)
    several = list(enumerate(parts)) if len(parts) > 1 else []
    rows = [(part.name, index, [figure_of(part.result, name, index) for name in names]) for index, part in several]
    columns = [described(name).title for name in names]
    return {"authorities": rows, "authority_columns": columns, "mean": _mean(result)}


def _segments() -> list[dict[str, Any]]:
    """Return the parts of today's hours, as the page's bar draws them: figure, class of the style sheet, name."""
    return [
        {"figure": name, "style": "residual" if part.remainder else f"part-{index}", "name": part.short.lower()}
        for index, (part, name) in enumerate(shares_of(TODAY).items())
    ]


def _parts(result: Result, tables: Sequence[PageTable]) -> list[PagePart]:
    every = [*map(Name, result.quantities), *(figure.name for figure in figures_in(tables))]
    whole = PagePart(AS_ONE if isinstance(result, RegionResult) else "", None, result, [*dict.fromkeys(every)])
    if not isinstance(result, RegionResult):
        return [whole]
    short = shortened(ranked(result), 200, [AS_ONE])
    own = dict.fromkeys((*shown_in(ANSWER), "residual_share_of_hours"))
    needed = [
        *map(Name, dict.fromkeys((*own, *(term for name in own if has_verdict(name) for term in terms_of(name)))))
    ]
    return [whole, *(PagePart(short[name], name, result.authorities[name], needed) for name in short)]


def _units(part: PagePart) -> dict[str, dict[str, Any]]:
    """Return how each figure of the page is written, by its name in the script."""
    names = (*part.figures, *map(Name, CASE_NAMES))
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


def _mean(result: Result) -> LiveFigure | None:
    if not isinstance(result, RegionResult):
        return None
    value = result.pooled["mean_of_ratios"].quantities["residual_share_of_hours"]
    return LiveFigure(Name("mean"), 0, value, SHARE)


def _blocks(sliders: Sequence[Slider]) -> list[tuple[str, list[tuple[int, Slider]]]]:
    """Put the sliders of one block of the file together, under its legend."""
    blocks: dict[str, list[tuple[int, Slider]]] = {}
    for index, slider in enumerate(sliders):
        blocks.setdefault(slider.block, []).append((index, slider))
    return list(blocks.items())


def _script(
    scenario: Scenario | Region, case: CaseResult | None, parts: Sequence[PagePart], sliders: Sequence[Slider]
) -> tuple[str, CaseFigures | None]:
    """Write the script, and lay out what the page shows of a business case."""
    script, shown = PageScript(LiveFormulas(scenario), parts, sliders), None
    if case is not None:
        years = LiveYears(scenario, ())
        script.add_years(years, map(Name, CASE_NAMES))
        shown = case_figures(scenario, case, years)
    first, own = next(iter(scopes(scenario).items()))
    traced = {name: named(name, value) for name, value in model_inputs(own).items() if not first or script.moves(name)}
    data = {
        "units": _units(parts[0]),
        "terms": _terms(parts[0]),
        "precision": PRECISION,
        "notEstimated": NOT_ESTIMATED,
        "sliders": [slider.data for slider in sliders],
        "wholes": WHOLES,
        "segments": _segments(),
        "case": shown.data if shown else None,
    }
    line = timeline(scenario)
    of_years = (*limits_of_release(line, traced), *limits_of_growth(line, traced, first)) if line else ()
    return script.write(data, [*limits(traced), *of_years]), shown


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
