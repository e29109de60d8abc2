"""The scenarios that come with archpers, found by name."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_YAML = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
_MOST_SEEN = 1000
"""Entries of a folder that a name is held against."""


def folder() -> Path:
    """Return the folder of the shipped scenarios: inside the installed package, or in the source tree."""
    installed = _PACKAGE / "scenarios"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "scenarios"


def shipped() -> list[Path]:
    """Return the shipped scenarios in the order of their names."""
    return sorted(folder().glob("*.yaml"))


def shipped_file(name: str) -> Path | None:
    """Return the shipped scenario of that name, with or without `.yaml`; None where the name is a file, or unknown."""
    candidate = next((path for path in shipped() if path.stem == name.removesuffix(".yaml")), None)
    return None if candidate is None or Path(name).exists() else candidate


def meant(name: str) -> str:
    """Return the file beside a name that is not there, or the shipped scenario, that it most likely stands for."""
    from archpers.scenario.reading.spelling import closest

    path, stem = Path(name), _YAML.sub("", Path(name).name)
    try:
        beside = sorted(own.name for own in islice(path.parent.iterdir(), _MOST_SEEN) if _YAML.search(own.name))
    except (OSError, ValueError):
        beside = []
    stems = {_YAML.sub("", own): own for own in beside}  # saved.yml may stand for saved.yaml.txt
    near = closest(stem, stems)
    return str(path.with_name(stems[near])) if near else closest(stem, [own.stem for own in shipped()])


def template(*, plan: bool = False) -> str:
    """Return the text of a commented scenario to start from; plan: with the tasks of the plan, all empty."""
    text = (_PACKAGE / "scenario" / "template.yaml").read_text(encoding="utf-8")
    return f"{text}\n{''.join(_empty_plan())}" if plan else text


def _empty_plan() -> Iterator[str]:
    from archpers.scenario.schema.plan import TASKS, PlannedTask  # few ask for it

    yield "plan:                            # beside the numbers; what is not decided yet stays empty\n"
    for key, task in TASKS.items():
        yield f"  {key + ':':<31}# {task.number}. {task.label}\n"
        for field, own in PlannedTask.model_fields.items():
            yield f"    {field + ':':<29}# {own.description}\n"
