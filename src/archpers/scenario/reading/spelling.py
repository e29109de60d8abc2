"""What a misspelt word may stand for, among the words that are known."""

import re
from collections.abc import Iterable

MOST_NAMED = 40
"""Keys that a message names, and that each misspelt key of a file is held against: there may be many of both."""


def plain(text: str) -> str:
    """Write a name so that `Cost per hour`, `cost per hour` and `cost_per_hour` are one."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_") or text


def nearest(key: str, known: Iterable[str]) -> str:
    """Say which known key a misspelt one may stand for, of all of them, or which there are."""
    known = list(known)
    meant = closest(key, known, len(known))
    return f"did you mean {meant}?" if meant else f"write one of {', '.join(known[:MOST_NAMED])}"


def closest(key: str, known: Iterable[str], most: int = MOST_NAMED) -> str:
    """Return the known key that a misspelt one most likely stands for, of the first so many; empty for none."""
    from difflib import get_close_matches  # only mistakes need it

    words: dict[str, str] = {}
    for word in list(known)[:most]:
        words.setdefault(plain(word[:60]), word)
    return next((words[near] for near in get_close_matches(plain(str(key)[:60]), list(words), n=1, cutoff=0.6)), "")
