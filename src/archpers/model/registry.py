"""The registry: all that is to be said of an input or a quantity, said once, and how formulas are evaluated.

A quantity is one pure function whose name is the quantity and whose parameters are the quantities and inputs it
needs. `evaluate` computes those that are asked for, and only what they need, from whatever operands are put in:
floats, numpy arrays, or traced operands that write the formula down instead of computing it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from archpers.model.definition import OVERVIEW, TABLES, Axis, Belonging, Definition, Formula, Part, Value, Whole
from archpers.units import Unit

INPUTS: dict[str, Definition] = {}
QUANTITIES: dict[str, Definition] = {}
AXES: dict[str, Axis] = {}
_CHOSEN: set[str] = set()
"""The quantities whose members are each the value of another."""
PARTS: dict[str, list[Part]] = {}
"""Label of a whole -> its parts, in the order of their declaration."""


def axis(
    name: str,
    members: Mapping[str, str] | None = None,
    belongs_to: str = "",
    homes: Mapping[str, str] | None = None,
) -> Axis:
    """Declare an axis: what the members of a family are."""
    AXES[name] = Axis(name, members or {}, belongs_to, homes or {})
    return AXES[name]


def part(whole: Whole, label: str, short: str = "", *, remainder: bool = False) -> Part:
    """Declare a part of a whole."""
    made = Part(label, short or label, whole, remainder)
    PARTS.setdefault(whole.label, []).append(made)
    return made


def declare(name: str, unit: Unit, meaning: str, source: str, **said: Any) -> None:
    """Register an input under its name; said: as for a quantity."""
    said.setdefault("block", "")
    INPUTS[name] = _definition(name, unit, meaning, source, None, **said)


def quantity(unit: Unit, source: str, **said: Any) -> Callable[[Formula], Formula]:
    """Register the decorated formula as a quantity; its docstring's first paragraph is its meaning.

    Without a formula of its own, a family's members are each the value of one of those that `among` names.
    said: each (an axis), label, short, pooling, neutral, part, only, whole, shown, block, field, negative_is_bad,
    optional; Definition says what they are. What rests on something optional is so itself, unless it is said not to be.
    """

    def register(formula: Formula) -> Formula:
        meaning = " ".join((formula.__doc__ or "").split("\n\n")[0].split())
        name = formula.__name__
        QUANTITIES[name] = _definition(name, unit, meaning, source, formula, **said)
        if QUANTITIES[name].among:
            _CHOSEN.add(name)
        return formula

    return register


def on_sums(name: str) -> Callable[[Formula], Formula]:
    """Register the decorated formula as a quantity's own for a region as one authority."""

    def register(formula: Formula) -> Formula:
        own = QUANTITIES[name]
        QUANTITIES[name] = own._replace(on_sums=own._replace(formula=formula, parameters=_parameters(formula)))
        return formula

    return register


def _parameters(formula: Formula) -> tuple[str, ...]:
    return formula.__code__.co_varnames[: formula.__code__.co_argcount]


def _definition(name: str, unit: Unit, meaning: str, source: str, formula: Formula | None, **said: Any) -> Definition:
    each: Axis | None = said.pop("each", None)
    own: Part | None = said.get("part")
    words = name.replace("_", " ").replace("wte", "WTE").replace("wisn", "WISN")
    values: dict[str, Any] = {
        "label": words[0].upper() + words[1:],
        "pooling": "taken on the sums",
        "neutral": None,
        "part": None,
        "only": None,
        "whole": None,
        "shown": {},
        "block": "families" if each else "quantities",
        "field": name,
        "negative_is_bad": own is not None and own.remainder,
        "given_apart": False,
        **said,
    }
    values.setdefault("short", values["label"])
    parameters = values.setdefault("among", ()) or (_parameters(formula) if formula else ())
    known = [described(each) for each in parameters if each in INPUTS or each in QUANTITIES]
    values.setdefault("optional", any(each.optional for each in known))
    in_block.cache_clear()
    shown_in.cache_clear()
    _related.cache_clear()
    said = {**values, "axis": each, "formula": formula, "parameters": parameters, "on_sums": None}
    return Definition(name, unit, meaning, source, **said)


def described(name: str) -> Definition:
    """Return the registered quantity or input of that name; KeyError if there is none."""
    return QUANTITIES[name] if name in QUANTITIES else INPUTS[name]


@cache
def shown_in(table: str) -> Sequence[str]:
    """Return the names of the inputs and quantities that a table shows, in its order."""
    every = {**INPUTS, **QUANTITIES}
    return sorted((name for name in every if table in every[name].shown), key=lambda name: every[name].shown[table])


def further_tables(there: Iterable[str]) -> list[str]:
    """Return the titles of the tables that have no form of their own and that some of these names alone are in."""
    own = [described(name).shown for name in there]
    alone = {title for shown in own if not shown.keys() & TABLES for title in shown}
    return [title for title in dict.fromkeys(title for shown in own for title in shown) if title in alone]


@cache
def in_block(block: str) -> Mapping[str, str]:
    """Return what stands in a block of a result's document, in the order of definition: field -> name.

    Of `quantities` those of the overview stand first.
    """
    first = dict.fromkeys(shown_in(OVERVIEW)) if block == "quantities" else {}
    every = {**first, **INPUTS, **QUANTITIES}
    return {described(name).field: name for name in every if described(name).block == block}


def shares_of(whole: Whole) -> dict[Part, str]:
    """Return the quantity that tells the share of each part of a whole, in the order of the parts."""
    found = {own.part: own.name for own in QUANTITIES.values() if own.part and own.unit.is_share}
    return {part: found[part] for part in PARTS[whole.label]}


def is_residual(name: str) -> bool:
    """Say whether a quantity tells what is left of a whole, or missing of it, once its parts are secured."""
    part = described(name).part
    return part is not None and part.remainder


def evaluate(wanted: Iterable[str], given: Mapping[str, Value], belonging: Belonging | None = None) -> dict[str, Value]:
    """Compute the wanted quantities from the given values.

    wanted: names of quantities or inputs. given: name -> value; a value given for a quantity stands for its formula.
    belonging: which members of an axis belong to which of another, for the families over the other; for a family that
    chooses `among` others, which of them each member is the value of. Its members may be given in part. A wanted
    quantity whose inputs are not all given is left out of the answer: it is not estimated. KeyError for a name that is
    not registered.
    """
    known: dict[str, Value | None] = dict(given)
    for name in _CHOSEN & known.keys():
        known[name] = {**_chosen(name, known, belonging or {}), **(known[name] or {})}
    answer = {name: _value(name, known, belonging or {}) for name in wanted}
    return {name: value for name, value in answer.items() if value is not None}


def _value(name: str, known: dict[str, Value | None], belonging: Belonging) -> Value | None:
    if name not in known:
        definition = described(name)
        if definition.formula is None:
            known[name] = {} if definition.axis and definition.neutral is not None else definition.neutral
        elif definition.among:
            known[name] = _chosen(name, known, belonging) or None
        else:
            arguments = {parameter: _value(parameter, known, belonging) for parameter in definition.parameters}
            if definition.only is not None:
                arguments = {parameter: definition.taken(value, belonging) for parameter, value in arguments.items()}
            absent = any(value is None for value in arguments.values())
            known[name] = None if absent else applied(definition, arguments, belonging)
    return known[name]


def _chosen(name: str, known: dict[str, Value | None], belonging: Belonging) -> dict[str, Value]:
    found = {key: _value(other, known, belonging) for key, other in belonging.get(name, {}).items()}
    return {key: value for key, value in found.items() if value is not None}


def applied(definition: Definition, arguments: Mapping[str, Value], belonging: Belonging) -> Value:
    """Apply a formula to its arguments: of a family once for each member.

    A member takes its own value of the families over its axis, of those over the axis that it belongs to the value of
    the member it belongs to, and of those whose members belong to its own axis the members that belong to it.
    """
    formula: Any = definition.formula
    if definition.axis is None:
        return formula(**arguments)
    own = definition.axis
    related = _related(definition.parameters, own)
    alike = {name: arguments[name] for name in related.alike}
    answer, part, homes = {}, dict(arguments), belonging.get(own.name, {})
    for key in _members(own, alike, related.below, belonging):
        for name in related.above:
            if homes.get(key) not in arguments[name]:
                break  # what it belongs to is not there: a lever on a function that another authority has
            part[name] = arguments[name][homes[key]]
        else:
            for name, family in alike.items():
                part[name] = family[key] if key in family else described(name).neutral
            for name, lower in related.below.items():
                within = belonging.get(lower, {})
                part[name] = {member: value for member, value in arguments[name].items() if within[member] == key}
            answer[key] = formula(**part)
    return answer


class _Related(NamedTuple):
    """The families among a formula's parameters, by how their axes are related to its own."""

    alike: tuple[str, ...]
    below: Mapping[str, str]
    """Those whose members belong to the formula's axis, each with the name of its own axis."""
    above: tuple[str, ...]


@cache
def _related(parameters: tuple[str, ...], own: Axis) -> _Related:
    axes = {name: axis for name in parameters if (axis := described(name).axis)}
    return _Related(
        tuple(name for name, other in axes.items() if other == own),
        {name: other.name for name, other in axes.items() if other.belongs_to == own.name},
        tuple(name for name, other in axes.items() if own.belongs_to == other.name),
    )


def _members(own: Axis, alike: Mapping[str, Value], below: Mapping[str, str], belonging: Belonging) -> list[str]:
    """Return the members of a family: those that all families over its axis have, or else what others belong to."""
    needed = [family for name, family in alike.items() if described(name).neutral is None]
    if needed:
        first, *others = needed
        return [key for key in first if all(key in other for other in others)] if others else [*first]
    every = belonging.get(own.name, own.members)
    return list(dict.fromkeys([*every, *belonging.get(next(iter(below.values())), {}).values()]))
