"""Text in the characters that a stream can take."""

_PLAIN = {
    **{"£/": "GBP/", "£": "GBP ", "±": "+/-", "×": "x", "’": "'"},
    **{"–": "-", "—": "-", "…": "...", "─": "-", "━": "=", "┃": "|"},
}


def can_show(text: str, encoding: str) -> bool:
    """Tell whether an encoding has all the characters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def fitted(text: str, encoding: str) -> str:
    """Replace what an encoding cannot show by the nearest that it can."""
    if can_show(text, encoding):
        return text
    for sign, plain in _PLAIN.items():
        if not can_show(sign, encoding):
            text = text.replace(sign, plain)
    return text.encode(encoding, "backslashreplace").decode(encoding)
