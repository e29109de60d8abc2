"""What a misspelt word may stand for, among the words that are known."""

import re
from collections.abc import Iterable

MOST_NAMED = 40
"""Keys that a misspelt one is held against, and that a message names."""


def nearest(key: str, known: Iterable[str]) -> str:
    """Say which known key a misspelt one may stand for, or which there are."""
    meant = closest(key, known)
    return f"did you mean {meant}?" if meant else f"write one of {', '.join(list(known)[:MOST_NAMED])}"


def closest(key: str, known: Iterable[str]) -> str:
    """Return the known key that a misspelt one most likely stands for; empty where none is near."""
    from difflib import get_close_matches  # only mistakes need it

    def plain(text: str) -> str:  # `Overview assessment` is overview_assessment
        return re.sub(r"[\W_]+", "_", text[:60].lower())

    words = {plain(word): word for word in list(known)[:MOST_NAMED]}
    return next((words[near] for near in get_close_matches(plain(str(key)), list(words), n=1, cutoff=0.6)), "")
