"""What a misspelt word may stand for, among the words that are known."""

import re
from collections.abc import Iterable

MOST_NAMED = 40
"""Keys that a message names, and that each misspelt key of a file is held against: there may be many of both."""


def nearest(key: str, known: Iterable[str]) -> str:
    """Say which known key a misspelt one may stand for, of all of them, or which there are."""
    known = list(known)
    meant = closest(key, known, len(known))
    return f"did you mean {meant}?" if meant else f"write one of {', '.join(known[:MOST_NAMED])}"


def closest(key: str, known: Iterable[str], most: int = MOST_NAMED) -> str:
    """Return the known key that a misspelt one most likely stands for, of the first so many; empty for none."""
    from difflib import get_close_matches  # only mistakes need it

    def plain(text: str) -> str:  # `Overview assessment` is overview_assessment
        return re.sub(r"[\W_]+", "_", text[:60].lower()).strip("_")

    words: dict[str, str] = {}
    for word in list(known)[:most]:
        words.setdefault(plain(word), word)
    return next((words[near] for near in get_close_matches(plain(str(key)), list(words), n=1, cutoff=0.6)), "")
