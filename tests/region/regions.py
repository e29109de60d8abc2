"""Regions whose authorities differ in all that they may: functions of their own, groups, cost, names."""

import random
from pathlib import Path

from archpers.model.time_use import FUNCTION_GROUPS, GROUP_LABELS
from archpers.scenario.load import check
from archpers.scenario.reading.document import Document
from archpers.scenario.reading.yaml import read_text
from archpers.scenario.schema.scenario import Region, Scenario

NAMES = (
    "Northamptonshire County Council North",
    "Northamptonshire County Council West",
    "Median",
    "All as one",
    "LA 4",
)
_OWN = ("safeguarding", "direct", "transitions")


def region_text(seed: int, *, everywhere: bool = False) -> str:
    """Write a scenario file of a region; everywhere: every authority has cost and functions."""
    chance = random.Random(seed)
    lines = ["name: A region", "authorities:"]
    for name in chance.sample(NAMES, chance.randint(2, len(NAMES))):
        lines += [
            f"  {name}:",
            f"    staffing: {{care_managers_wte: {chance.uniform(5, 200):.2f}, working_days_per_year: 220,"
            f" working_hours_per_day: {chance.uniform(6, 8):.2f}}}",
            f"    people_served: {chance.randint(300, 9000)}",
        ]
        if everywhere or chance.random() < 0.7:
            lines.append(f"    cost: {{total: {chance.randint(100_000, 9_000_000)}}}")
        if everywhere or chance.random() < 0.7:
            lines += _functions(chance)
    core = f"{{first_contact: {chance.uniform(0, 20):.1f}, {_OWN[0]}: {chance.uniform(0, 5):.1f}}}"
    if any(f" {_OWN[0]}:" in line for line in lines):
        lines += ["reform:", f"  core_hours_per_person: {core}", "  crisis_share: 20%", "  crisis_hours_per_person: 35"]
        if chance.random() < 0.5:
            lines += [
                f"release: {{share: {chance.randint(0, 100)}%, cost_per_hour: {chance.uniform(5, 30):.2f}}}",
                "reinvestment: {peer_support: {share: 20%, cost_per_hour: 16, hours_per_person: 12}}",
            ]
    return "\n".join(lines) + "\n"


def _functions(chance: random.Random) -> list[str]:
    own = chance.sample(_OWN, chance.randint(0, len(_OWN)))
    hours = {key: round(chance.uniform(0, 200), 1) for key in (*FUNCTION_GROUPS, *own)}
    lines = [
        "    functions:",
        f"      hours_per_week: {{{', '.join(f'{key}: {value}' for key, value in hours.items())}}}",
    ]
    if own:
        lines.append("      additional:")
        lines += [f"        {key}: {{label: Own {key}, group: {chance.choice(list(GROUP_LABELS))}}}" for key in own]
    return lines


def written(folder: Path, seed: int, *, everywhere: bool = False) -> str:
    """Write a region to a folder; return the file's name."""
    file = folder / f"region-{seed}.yaml"
    file.write_text(region_text(seed, everywhere=everywhere))
    return str(file)


def uncertain_region(authorities: int, *, shared_only: bool = False) -> Scenario | Region:
    """Return an invented region whose shared reform is uncertain, and in each authority people and cost unless told.

    A cost may be drawn below 0, which is infeasible.
    """
    chance = random.Random(authorities)
    hours = ", ".join(f"{key}: {chance.randint(20, 200)}" for key in FUNCTION_GROUPS)
    lines = ["name: An uncertain region", "authorities:"]
    for number in range(1, authorities + 1):
        people, cost = chance.randint(300, 9000), chance.randint(200_000, 9_000_000)
        spread = (
            "" if shared_only else f", low: {people * 9 // 10}, high: {people * 11 // 10}, distribution: triangular"
        )
        normal = "" if shared_only else f", distribution: {{normal: {{mean: {cost}, sd: {cost // 3}}}}}"
        lines += [
            f"  LA {number}:",
            f"    staffing: {{care_managers_wte: {chance.uniform(5, 200):.2f}, working_days_per_year: 220,"
            " working_hours_per_day: 7.4}",
            f"    people_served: {{value: {people}{spread}}}",
            f"    cost: {{total: {{value: {cost}{normal}}}}}",
            f"    functions: {{hours_per_week: {{{hours}}}}}",
        ]
    lines += [
        "reform:",
        "  core_hours_per_person:",
        "    first_contact: {value: 2.5, low: 2, high: 3.5, distribution: pert}",
        "    short_reviews: 2",
        "  crisis_share: {value: 20%, low: 15%, high: 30%, distribution: pert}",
        "  crisis_hours_per_person: {value: 35, low: 25, high: 50, distribution: pert}",
    ]
    document = read_text("\n".join(lines) + "\n", Document("region.yaml", None, ""))
    return check(document)
