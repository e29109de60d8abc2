"""Renderings: a traced formula written for people, for a workbook, for the browser.

    step = steps(("hours_per_person",), given)["hours_per_person"]
    words(step)                       # total_hours / people_served
    excel(step, cell_of)              # IF(C9=0,NA(),C8/C9)
    javascript(step, variable_of)     # ratio(total_hours, people_served)

Every rendering computes what the formula does, operation by operation in the same order, and a ratio with nothing to
divide by is NaN in Python and JavaScript and #N/A in a workbook.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from archpers.model.registry import AXES, QUANTITIES, described, evaluate
from archpers.model.trace import Name, Traced, named

JAVASCRIPT_FUNCTIONS = """\
const ratio = (numerator, denominator) => denominator === 0 ? NaN : numerator / denominator;
const ranked = (position, ...values) => values.sort((a, b) => a - b)[position - 1];
"""
"""What expressions in JavaScript call."""

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_ATOM = 3


class Notation(NamedTuple):
    """How an expression is written."""

    name: Callable[[Name], str]
    number: Callable[[float], str]
    signs: Mapping[str, str]
    ratio: Callable[[str, str, str], str] | None
    """From numerator and denominator, and both divided; None where the sign alone does it."""
    rank: Callable[[int, Sequence[str]], str]
    maximum: str = ""
    """How the larger of `{}` and 0 is written; empty: `above(x, floor)` stands as it is."""
    total: Callable[[Sequence[Name]], str] | None = None
    """How a sum of nothing but names is written; empty text: with its signs."""


def exact(value: float) -> str:
    """Write a number so that Python, JavaScript and a spreadsheet read the same number back."""
    return repr(value)


def _smallest(position: int, parts: Sequence[str]) -> str:
    return f"smallest({position})"


def words(
    traced: Traced,
    name: Callable[[Name], str] = str,
    number: Callable[[float], str] = exact,
    rank: Callable[[int, Sequence[str]], str] = _smallest,
) -> str:
    """Write the formula for people; name says how a name is written, for example by its number."""
    return write(traced, Notation(name, number, {sign: f" {sign} " for sign in _STRENGTH}, None, rank))


def excel(
    traced: Traced,
    cell: Callable[[Name], str],
    number: Callable[[float], str] | None = None,
    total: Callable[[Sequence[Name]], str] | None = None,
) -> str:
    """Write the formula for a workbook, without the equals sign; cell gives the reference of a name.

    number: how a number of the formula is written, by default as it is. total: how a sum of nothing but names is, by
    default with its signs. The values that are ranked must stand side by side, in order, with nothing but text between
    them.
    """

    def guarded(numerator: str, denominator: str, divided: str) -> str:
        return f"IF({denominator}=0,NA(),{divided})"

    def smallest(position: int, parts: Sequence[str]) -> str:
        return f"SMALL({parts[0]}:{parts[-1]},{position})"

    signs = {sign: sign for sign in _STRENGTH}
    notation = Notation(
        cell,
        number or (lambda value: exact(value).upper()),
        signs,
        guarded,
        smallest,
        "MAX({},0)",
        total,
    )
    return write(traced, notation)


def javascript(traced: Traced, variable: Callable[[Name], str]) -> str:
    """Write the formula in JavaScript, with JAVASCRIPT_FUNCTIONS; variable gives the reference of a name."""

    def call(numerator: str, denominator: str, divided: str) -> str:
        return f"ratio({numerator}, {denominator})"

    signs = {sign: f" {sign} " for sign in _STRENGTH}
    ranked = "ranked({}, {})"
    notation = Notation(
        variable,
        exact,
        signs,
        call,
        lambda position, parts: ranked.format(position, ", ".join(parts)),
        "Math.max({}, 0)",
    )
    return write(traced, notation)


def write(traced: Traced, notation: Notation) -> str:
    """Write an expression in a notation, with the parentheses that keep the order of its operations, and no more."""
    return _written(traced, notation)[0]


def _written(traced: Traced, notation: Notation) -> tuple[str, int]:
    """Return the text, and how strongly its outermost operation binds.

    A long sum is nested as deep as it is long, to the left; going down there in a loop spares Python's stack.
    """
    spine = []
    while traced.operation in _STRENGTH:
        spine.append(traced)
        traced = traced.parts[0]
    whole = _total(traced, spine, notation)
    if whole:
        return whole, _ATOM
    text, strength = _leaf(traced, notation)
    for operation in reversed(spine):
        own = _STRENGTH[operation.operation]
        right, right_strength = _written(operation.parts[1], notation)
        left = text if strength >= own else f"({text})"
        divided = f"{left}{notation.signs[operation.operation]}{right if right_strength > own else f'({right})'}"
        if operation.operation == "/" and notation.ratio and not _never_zero(operation.parts[1]):
            text, strength = notation.ratio(text, right, divided), _ATOM
        else:
            text, strength = divided, own
    return text, strength


def _total(first: Traced, spine: Sequence[Traced], notation: Notation) -> str:
    """Write a sum of nothing but names in the notation's own way; empty where it has none for it."""
    operands = [first, *(operation.parts[1] for operation in reversed(spine))]
    sums = all(operation.operation == "+" for operation in spine)
    if notation.total is None or not spine or not sums or any(own.operation != "name" for own in operands):
        return ""
    return notation.total([own.parts[0] for own in operands])


def _leaf(traced: Traced, notation: Notation) -> tuple[str, int]:
    if traced.operation == "name":
        text = notation.name(traced.parts[0])
    elif traced.operation == "number":
        text = notation.number(traced.parts[0])
    elif traced.operation == "above":
        beyond = write(Traced("-", *traced.parts), notation)
        both = ", ".join(write(operand, notation) for operand in traced.parts)
        text = notation.maximum.format(beyond) if notation.maximum else f"above({both})"
    else:
        position, *operands = traced.parts
        text = notation.rank(position, [write(operand, notation) for operand in operands])
    return text, 0 if text.startswith("-") else _ATOM  # a minus sign is set apart from any other


def _never_zero(traced: Traced) -> bool:
    return traced.operation == "number" and traced.parts[0] != 0


_ANY = ("1", "…", "n")


class _Members(dict[str, Traced]):
    """A family of any members; one that a formula names by its key is there too."""

    def __init__(self, name: str) -> None:
        super().__init__(named(name, dict.fromkeys(_ANY)))
        self.name = name

    def __missing__(self, key: str) -> Traced:
        return Traced("name", Name(self.name, key, None))


def in_general(name: str) -> str:
    """Write a quantity's formula for any scenario; of a sum over a family it shows the first and the last member.

    Behind it stands which members of a family it takes, where it does not take all.
    """
    own = QUANTITIES[name]
    if own.among:
        return " or ".join(own.among)
    operands = {
        parameter: _Members(parameter) if described(parameter).axis else named(parameter)
        for parameter in own.parameters
    }
    belonging = {axis.name: dict.fromkeys(_ANY, _ANY[0]) for axis in AXES.values() if axis.belongs_to}
    if own.only is not None:
        belonging[own.only[0].name] = dict.fromkeys(_ANY, own.only[1])
    traced = evaluate((name,), operands, belonging)[name]

    alike = (own.axis, own.axis and AXES.get(own.axis.belongs_to))

    def written(operand: Name) -> str:
        if operand.key is None or described(operand.name).axis in alike:
            return operand.name
        return operand.key if operand.key == "…" else f"{operand.name}[{operand.key}]"

    of_some = f" ({own.only[0].name}: {own.only[1]})" if own.only else ""
    return words(traced[_ANY[0]] if own.axis else traced, written) + of_some
