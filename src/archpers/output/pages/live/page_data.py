"""What the script of the what-if page needs to know beside the formulas: inputs, variants, units and words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archpers.model.precision import PRECISION, has_verdict, least_scale, terms_of
from archpers.model.registry import described
from archpers.model.trace import Name, named
from archpers.output.charts.drawing import clean
from archpers.output.pages.live.case_figures import NAMES, CaseFigures, case_data
from archpers.output.pages.live.live_figures import NOT_IN_FILE, PagePart
from archpers.output.pages.live.live_warnings import cost_notes, live_warnings, names_in_warnings
from archpers.output.pages.live.page_parts import PageParts
from archpers.output.pages.live.page_script import MEAN, PageScript, VariantScript
from archpers.output.pages.live.sliders import Slider, kinds_of
from archpers.output.pages.live.variants import PageVariant, PageVariants
from archpers.output.tables.table import NOT_ESTIMATED
from archpers.results.explanation.live_formulas import LiveFormulas, LiveYears
from archpers.results.remarks.region_warnings import AND_MORE, MOST_NAMED, SAME_FOR
from archpers.rounding import NO_VALUE
from archpers.scenario.inputs import model_inputs
from archpers.scenario.limits import WHOLES, Limit, limits, limits_of_growth, limits_of_release
from archpers.scenario.scopes import scopes
from archpers.scenario.years import timeline
from archpers.units import SHARE, Unit


def page_data(
    script: PageScript,
    variants: PageVariants,
    parts: PageParts,
    sliders: Sequence[Slider],
    case: CaseFigures | None,
) -> dict[str, Any]:
    """Gather what the script needs to know, and put the formulas of every variant into it."""
    return {
        "units": _units(parts),
        "terms": _terms(parts),
        "precision": PRECISION,
        "words": {
            **{"notEstimated": NOT_ESTIMATED, "notInFile": NOT_IN_FILE, "noValue": NO_VALUE},
            **{"andMore": AND_MORE, "sameFor": SAME_FOR, "mostNamed": MOST_NAMED},
        },
        "kinds": kinds_of(sliders),
        "sliders": [_slider(each, parts.file) for each in sliders],
        "parts": [clean(part.name) for part in parts.file],
        "variants": [*_variants(script, variants, parts, sliders, case)],
        "start": variants.start,
        "wholes": WHOLES,
        "case": case.data if case else None,
    }


def _variants(
    script: PageScript, variants: PageVariants, parts: PageParts, sliders: Sequence[Slider], case: CaseFigures | None
) -> Iterator[dict[str, Any]]:
    """Yield each variant; of all but the file what is not as the file's."""
    first: dict[str, Any] = {}
    for at, (own, each) in enumerate(zip(variants.every, parts.every, strict=True)):
        moved = {slider.name for slider in sliders if slider.values[at] is not None}
        formulas = _formulas(script, own, each, sliders, moved)
        found = {**formulas.data, "notes": dict(cost_notes(own, sliders))}
        found |= case_data(own, case.years) if case else {}
        first = first or found
        changed = {key: value for key, value in found.items() if not at or value != first[key]}
        yield {**changed, **_own(own, parts, sliders, at)}


def _formulas(
    script: PageScript, variant: PageVariant, parts: Sequence[PagePart], sliders: Sequence[Slider], moved: set[Name]
) -> VariantScript:
    """Write the formulas of a variant, its years, its warnings, and what its inputs must keep between them."""
    live = LiveFormulas(variant.scenario)
    warnings = live_warnings(variant, live, sliders)
    formulas = VariantScript(script, live, parts, moved, names_in_warnings(warnings))
    for authority, messages in warnings.items():
        formulas.add_warnings(authority, messages)
    if variant.case is not None:
        formulas.add_years(LiveYears(variant.scenario, ()), map(Name, NAMES))
    for authority, own in scopes(variant.scenario).items():
        formulas.add_limits(authority or None, _limits(variant, formulas, authority, model_inputs(own)))
    return formulas


def _limits(
    variant: PageVariant, formulas: VariantScript, authority: str, inputs: Mapping[str, Any]
) -> Iterator[Limit]:
    """Yield the limits of the inputs of one scope, as formulas of those that a slider moves."""

    def traced(name: str, key: str | None, value: float) -> Any:
        like = None if key is None else {key: value}
        found = named(name, like)
        own = Name(name, key, authority or None)
        return (found if key is None else found[key]) if formulas.moves(own) else value

    seen = {
        name: {key: traced(name, key, own) for key, own in value.items()}
        if isinstance(value, Mapping)
        else traced(name, None, value)
        for name, value in inputs.items()
    }
    yield from limits(seen)
    line = timeline(variant.scenario)
    if line:
        yield from limits_of_release(line, seen, authority)
        yield from limits_of_growth(line, seen, authority)


def _own(variant: PageVariant, parts: PageParts, sliders: Sequence[Slider], at: int) -> dict[str, Any]:
    """Return what is a variant's own: its name, its inputs where they are not the file's, and what it does not show."""
    every = [each.values for each in sliders]
    values = {number: own[at] for number, own in enumerate(every) if not at or own[at] != own[0]}
    lacking = {number: names for number in range(len(parts.file)) if (names := [*_lacking(parts, at, number)])}
    return {"name": clean(variant.name), "option": variant.option, "values": values, "lacking": lacking}


def _lacking(parts: PageParts, at: int, number: int) -> Iterator[str]:
    """Name the figures that some part of some variant shows and this one does not."""
    return (str(name) for name in parts.names if name not in parts.every[at][number].figures)


def _slider(slider: Slider, parts: Sequence[PagePart]) -> dict[str, Any]:
    own = slider.name
    places = {part.authority: at for at, part in enumerate(parts)}
    return {
        "path": slider.path,
        "kind": own.name,
        "variable": str(own._replace(authority=None)),
        **({"part": places[own.authority]} if own.authority is not None else {}),
        "label": clean(slider.label),
        "block": clean(slider.block),
        "from": slider.position,
        "step": slider.step,
        "bottom": slider.bottom,
        "top": slider.top,
    }


def _units(parts: PageParts) -> dict[str, dict[str, Any]]:
    """Return how each figure of the page is written, by the name of its family or its own."""
    names = dict.fromkeys((*(name.name for name in parts.names), *NAMES))
    return {MEAN: _written(SHARE), **{name: _written(described(name).unit) for name in names}}


def _terms(parts: PageParts) -> dict[str, dict[str, Any]]:
    """Return what the size of each verdict is told by: the names of its terms, and the least that it is."""
    names = dict.fromkeys(name.name for name in parts.names)
    return {name: {"names": terms_of(name), "least": least_scale(name)} for name in names if has_verdict(name)}


def _written(unit: Unit) -> dict[str, Any]:
    return {"share": unit.is_share, "money": unit.is_money, "decimals": unit.decimals}
