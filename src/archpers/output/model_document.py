"""The model's documentation, written from its registry: every equation with unit and source, and what feeds what.

python -m archpers.output.model_document docs/model.md
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from archpers.model import INPUTS, QUANTITIES
from archpers.model.pooling import POOLS
from archpers.model.registry import described
from archpers.model.renderings import in_general, words
from archpers.model.trace import named

_HEAD = """\
# The model

Every input and every quantity of the model: formula, unit and source. This page is written from the formulas
themselves, by `python -m archpers.output.model_document docs/model.md`; a test fails when it is stale. For the numbers
of a scenario see `archpers explain FILE QUANTITY`.

A name is a number; *each function* or *each function group* marks a family, one number for each member.
`x[1] + … + x[n]` is the sum over a family, for a function group over the group's functions; which members it takes, if
not all, stands behind it, as in `(contact: direct)`. A quantity that the scenario file gives (hours a year, shares of
time) stands for its formula. A division with nothing to divide by has no value. Nothing is rounded or clipped: a
deficit stays negative.

Report: Duffy & Fulton (2010), Architecture for Personalisation. Toolkit: Duffy & Fulton (2010), Architecture for
Personalisation: Toolkit.
"""

_POOLING = """\
A region as one authority sums the inputs, the hours and the costs of its authorities; the formulas above do the rest
(`ratio_of_totals`). The other ways are taken over the authorities' own values x; here, for four authorities:
"""


def model_document() -> str:
    """Return docs/model.md."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    yield _HEAD
    yield "## Inputs\n"
    yield _table(
        ("Input", "Unit", "Meaning"),
        ((_title(name), definition.unit.text, described(name).words) for name, definition in INPUTS.items()),
    )
    for module, names in _topics().items():
        yield f"## {_first_sentence(module)}\n"
        yield _table(("Quantity", "Formula", "Unit", "Meaning", "Source"), map(_equation, names))
    yield f"## {_first_sentence(POOLS['median'].__module__)}\n"
    yield _POOLING
    values = [named("x", authority=str(position)) for position in range(1, 5)]
    yield _table(
        ("Pooled", "Formula", "Meaning"),
        (
            (f"`{name}`", f"`{words(pool(values))}`", (pool.__doc__ or "").partition(" [")[0].removeprefix("Return "))
            for name, pool in POOLS.items()
        ),
    )
    yield "## What feeds what\n"
    yield "Inputs are round, families have a double border.\n"
    yield _diagram()


def _topics() -> dict[str, list[str]]:
    topics: dict[str, list[str]] = {}
    for name, definition in QUANTITIES.items():
        topics.setdefault(getattr(definition.formula, "__module__", ""), []).append(name)
    return topics


def _first_sentence(module: str) -> str:
    return (import_module(module).__doc__ or "").partition("\n")[0].removesuffix(".")


def _title(name: str) -> str:
    axis = described(name).axis
    return f"`{name}`, each {axis.label}" if axis else f"`{name}`"


def _equation(name: str) -> Sequence[str]:
    definition = QUANTITIES[name]
    return _title(name), f"`{in_general(name)}`", definition.unit.text, described(name).words, definition.source


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _diagram() -> str:
    lines = ["```mermaid", "flowchart LR"]
    lines += [f"  {_node(name)}" for name in INPUTS]
    for module, names in _topics().items():
        lines.append(f"  subgraph {module.rpartition('.')[2]}_formulas [{_first_sentence(module).partition(':')[0]}]")
        lines += [f"    {_node(name)}" for name in names]
        lines.append("  end")
    for name, definition in QUANTITIES.items():
        lines.append(f"  {' & '.join(definition.parameters)} --> {name}")
    return "\n".join([*lines, "```", ""])


def _node(name: str) -> str:
    definition = described(name)
    if definition.axis:
        return f"{name}[[{name}]]"
    return f"{name}[{name}]" if definition.formula else f"{name}([{name}])"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(model_document(), encoding="utf-8", newline="\n")
