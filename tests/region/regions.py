"""Regions whose authorities differ in all that they may: functions of their own, groups, cost, names."""

import random
from pathlib import Path

from archpers.model.time_use import FUNCTION_GROUPS, GROUP_LABELS

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
