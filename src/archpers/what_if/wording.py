"""How several things are named in a sentence: the first few, and how many more there are."""

from collections.abc import Sequence

_MOST_NAMED = 4


def named(things: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Name things one by one, the first few where there are many: `a, b and c`, `a, b, c and 9 more`."""
    if len(things) > most:
        first = things[: most - 1]
        return f"{', '.join(first)} and {len(things) - len(first)} more"
    *before, last = things
    return f"{', '.join(before)} and {last}" if before else last


def counted(number: int, one: str, several: str) -> str:
    """Write a number with what is counted, in the right number: `1 other input has`, `2 other inputs have`."""
    return f"{number} {one if number == 1 else several}"
