"""A region's result: every authority by itself, and the authorities pooled in five named ways."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from archpers.model import evaluate as evaluate_quantities
from archpers.model.pooling import POOLS, as_one_authority
from archpers.model.time_use import FUNCTION_GROUPS
from archpers.results.evaluate import (
    BEST_SOURCE_WANTED,
    WANTED,
    best_source,
    heading,
    quantity_values,
    split,
    split_part,
    warnings_as_parts,
)
from archpers.results.result import QUANTITY_NAMES, RegionResult
from archpers.results.warnings import Messages, warnings_about
from archpers.rounding import grouped, rounded
from archpers.scenario.inputs import SHARED, givens, model_inputs
from archpers.scenario.schema.scenario import Region

Values = Mapping[str, Any]


def evaluate_region(region: Region) -> RegionResult:
    """Model every authority of a region by itself, and pool them."""
    scenarios = {name: region.authority(name) for name in region.authorities}
    values = {name: quantity_values(scenario) for name, scenario in scenarios.items()}
    totals = _ratio_of_totals(region, list(values.values()))
    pooled = {"ratio_of_totals": totals}
    for name, pool in POOLS.items():
        pooled[name] = _over_authorities(list(values.values()), pool)
    messages = [
        *_hidden_deficits(totals, values),
        *_three_residuals(totals, pooled["mean_of_ratios"], region, values),
        *_by_authority(scenarios, values),
    ]
    return RegionResult.model_construct(
        **heading(region),
        **split(totals),
        best_source=best_source(totals),
        authorities={name: split_part(own) for name, own in values.items()},
        pooled={name: split_part(pool) for name, pool in pooled.items()},
        counts={name: len(_own(list(values.values()), name)) for name in QUANTITY_NAMES},
        warnings=warnings_as_parts(messages),
    )


def groups_of(region: Region) -> dict[str, str]:
    """Return the group of each function of any authority in the region."""
    own = (system.functions.groups for system in region.authorities.values() if system.functions)
    return {**FUNCTION_GROUPS, **{key: group for groups in own for key, group in groups.items()}}


def shared_inputs(region: Region) -> dict[str, Any]:
    """Return the inputs that the region has once for all: its reform, and who would best lead support plans."""
    scenario = region.authority(next(iter(region.authorities)))
    names = {given.name for given in givens(scenario) if given.path[0] in SHARED}
    return {name: value for name, value in model_inputs(scenario).items() if name in names}


def _ratio_of_totals(region: Region, values: Sequence[Values]) -> dict[str, Any]:
    given = {**as_one_authority(values), **shared_inputs(region)}
    return evaluate_quantities((*WANTED, *BEST_SOURCE_WANTED), given, groups_of(region))


def _own(values: Sequence[Values], name: str, key: str | None = None) -> list[float]:
    """Return the authorities' own values of a quantity; those that have none are left out."""
    found = (own.get(name) if key is None else own.get(name, {}).get(key) for own in values)
    return [value for value in found if value is not None and math.isfinite(value)]


def _over_authorities(values: Sequence[Values], pool: Any) -> dict[str, Any]:
    pooled: dict[str, Any] = {}
    for name in WANTED:
        example = next((own[name] for own in values if name in own), None)
        if isinstance(example, Mapping):
            keys = dict.fromkeys(key for own in values for key in own.get(name, {}))
            pooled[name] = {key: pool(_own(values, name, key)) for key in keys}
        elif example is not None:
            pooled[name] = pool(_own(values, name))
    return pooled


def _percent(share: float, decimals: int = 2) -> str:
    return f"{grouped(share * 100, decimals)}%"


def _hidden_deficits(totals: Values, values: Mapping[str, Values]) -> Messages:
    """Warn where an average shows something left, and an authority has a deficit."""
    shares = {name: own.get("residual_share_of_hours") for name, own in values.items()}
    short = {name: share for name, share in shares.items() if share is not None and share < 0}
    if short:
        named = ", ".join(
            f"{name} ({_percent(share)})" for name, share in sorted(short.items(), key=lambda item: item[1])
        )
        hidden = totals["residual_hours"] >= 0
        yield (
            "average_hides_deficit" if hidden else "deficit",
            f"{'The region as a whole has hours left, but' if hidden else 'Deficit:'} {len(short)} of {len(values)} "
            f"authorities cannot staff core and crisis service: {named}.",
        )


def _three_residuals(totals: Values, mean: Values, region: Region, values: Mapping[str, Values]) -> Messages:
    """Give the region's residual in the three ways it can be pooled, each with why it differs."""
    if "residual_share_of_hours" not in totals or len(values) < 2:
        return
    given = {
        **as_one_authority(list(values.values())),
        **shared_inputs(region),
        "hours_per_person": mean["hours_per_person"],
    }
    report = evaluate_quantities(("core_share_of_hours", "crisis_share_of_hours"), given)
    core, crisis = (rounded(report[name] * 100, 0) for name in report)
    yield (
        "residual_on_totals",
        f"Residual on totals: {_percent(totals['residual_share_of_hours'])}. All hours are one pot, so hours that one "
        "authority has to spare fill another's gap, and large authorities count for more.",
    )
    yield (
        "residual_as_mean_of_authorities",
        f"Residual as mean of the authorities' own: {_percent(mean['residual_share_of_hours'])}. Each authority keeps "
        "its hours and counts the same; one short of hours weighs heavily, since its share is taken of few hours.",
    )
    yield (
        "residual_as_published",
        f"Residual as the report calculates it: {100 - core - crisis}%. It sets core hours against the mean of the "
        f"authorities' hours a person ({grouped(mean['hours_per_person'], 2)}), not the region's "
        f"({grouped(totals['hours_per_person'], 2)}), and rounds core ({core}%) and crisis "
        f"({crisis}%) to whole percents first.",
    )


def _by_authority(scenarios: Mapping[str, Any], values: Mapping[str, Values]) -> Messages:
    """Give the other warnings once each, with the authorities they are about."""
    found: dict[str, dict[str, str]] = {}
    for name, scenario in scenarios.items():
        for code, message in warnings_about(scenario, values[name]):
            found.setdefault(code, {})[name] = message
    found.pop("deficit", None)  # said above, for all together
    for code, messages in found.items():
        (first, message), *others = messages.items()
        also = f" The same goes for {len(others)} more, see `--authority`." if others else ""
        yield code, f"{first}: {message}{also}"
