"""What a mistake in the syntax most likely is, where it begins, and what to write; for people who do not know YAML."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from archpers.scenario.reading.text import Mark, foreign_space

Mistake: TypeAlias = tuple[Mark, str, str]  # where, what is wrong, what to write

_OTHERS = (
    ("escape|hex", "a backslash in double quotes means something of its own", "write it twice, or use single quotes"),
    ("entries are not allowed", "a list cannot begin here", "put text that begins with a dash in quotes"),
    ("alphabetic", "text cannot begin with & or *", "put the text in quotes"),
    ("tag", "tags are not read", "delete the tag, or put text that begins with ! in quotes"),
    ("node content", "a value is missing here, or a bracket is not closed", "write what is missing"),
    ("document start", "what stands above this line ends the file", "delete `...`, or text that has no key"),
    (
        "comment or (a )?line break",
        "text behind | or > begins on the next line",
        "break the line, or put the text in quotes",
    ),
    ("'-' indicator", "a key stands among list items", "write the list or the keys, each on lines of their own"),
)
"""What the parser's words hold, what is wrong, and what to write."""


def syntax_mistake(error: Any, lines: Sequence[str], quoted: Any) -> Mistake:
    """Say where a syntax error begins, what is wrong and what to write.

    error: PyYAML's. lines: those of the file, with an empty one at the end. quoted: the event of the last scalar that
    was read, if it stands in quotes.
    """
    problem, at = str(error.problem), _within(_mark(error.problem_mark), lines)
    opened = _mark(error.context_mark) if error.context_mark else at
    line = lines[at.line - 1]
    rest = line[at.column - 1 :]
    foreign = _foreign_space(lines, (opened.line, at.line - 1, at.line))
    if foreign is not None:
        return foreign
    if line.startswith("%"):
        return at, "directives are not read", "delete the line that begins with %"
    if "quoted scalar" in str(error.context) and ("end of stream" in problem or "document" in problem):
        return opened, "the quotes that open here are not closed", "close them where the text ends"
    if "tab" in problem or rest[:1] == "\t":
        return at, "a tab indents this line", "indent with spaces, not with a tab"
    if "mapping values" in problem:
        return _second_colon(at, lines)
    if "expected ':'" in problem:
        return opened, *_no_colon(lines[opened.line - 1])
    if quoted is not None and "start any token" not in problem and _ends_before(quoted, at, line):
        return _quotes_too_early(quoted, at)
    if "expected ','" in problem:
        return _bracket(opened, at, rest, "}" if "}" in problem else "]")
    return at, *_at_the_mark(problem, rest)


def _at_the_mark(problem: str, rest: str) -> tuple[str, str]:
    """Say what is wrong where the parser stopped, and what to write. rest: the line from there on."""
    if "start any token" in problem:
        return f"a value cannot begin with {rest[:1]}", _quoting(rest)
    if "expected key" in problem or "block end" in problem:
        return _no_key(rest)
    said = (words for pattern, *words in _OTHERS if re.search(pattern, problem))
    otherwise = f"is not valid YAML ({problem})", "check indentation, brackets and quotes around this line"
    message, remedy = next(said, otherwise)
    return message, remedy


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)


def _within(mark: Mark, lines: Sequence[str]) -> Mark:
    """Return a place, or the end of the last line that holds something where it lies behind that."""
    last = max((number for number, text in enumerate(lines, 1) if text.strip()), default=mark.line)
    return mark if mark.line <= last else Mark(last, len(lines[last - 1]) + 1)


def _foreign_space(lines: Sequence[str], numbers: Iterable[int]) -> Mistake | None:
    found = ((number, foreign_space(lines[number - 1])) for number in numbers if number)
    return next(((Mark(number, space[0] + 1), *space[1:]) for number, space in found if space), None)


def _quoting(rest: str) -> str:
    return (
        "put the percent sign behind the number, or text in quotes"
        if rest.startswith("%")
        else "put the text in quotes"
    )


def _second_colon(at: Mark, lines: Sequence[str]) -> Mistake:
    """Tell a colon in text from a line that goes on from the one above, because that is no `key: value`."""
    if re.search(r":\s", lines[at.line - 1][: at.column - 1]):
        return at, "a colon in text ends a key", "put text that holds a colon in quotes"
    above = next((number for number in range(at.line - 1, 0, -1) if lines[number - 1].strip()), 1)
    text = lines[above - 1]
    if re.search(r":\s|:$", text):
        return at, "this line is indented more than those beside it", "begin it where they begin"
    return Mark(above, len(text) - len(text.lstrip()) + 1), *_no_colon(text)


def _no_colon(line: str) -> tuple[str, str]:
    if ":" in line:
        return "the colon has no space after it", "put a space after the colon"
    return "this line is no key with a value", "write `key: value`, with a colon and a space"


def _ends_before(quoted: Any, at: Mark, line: str) -> bool:
    """Tell whether nothing but space stands between the end of quoted text and a mark."""
    end = _mark(quoted.end_mark)
    return end.line == at.line and not line[end.column - 1 : at.column - 1].strip()


def _quotes_too_early(quoted: Any, at: Mark) -> Mistake:
    start = _mark(quoted.start_mark)
    if start.line != at.line:
        return start, f"the quotes that open here are closed only at line {at.line}", "close them where the text ends"
    other = "single" if quoted.style == '"' else "double"
    return at, "the quotes end before the text does", f"put text that holds {quoted.style} in {other} quotes"


def _bracket(opened: Mark, at: Mark, rest: str, closing: str) -> Mistake:
    if opened.line != at.line or not rest.strip():
        return opened, "the bracket that opens here is not closed", f"write {closing} where it ends"
    return at, "a comma is missing here, or the bracket is not closed", f"write a comma, or {closing} where it ends"


def _no_key(rest: str) -> tuple[str, str]:
    if rest.startswith(":"):
        return "there is no key before the colon", "write `key: value`"
    if rest[:1] in ("}", "]"):
        return "a bracket closes that was not opened", "delete it, or put the text in quotes"
    if rest.startswith("-"):
        return "a list item stands among keys", "delete the dash, or put the text in quotes"
    return "this line is not indented like those beside it", "begin it where they begin"


def lost_comment(text: str, line: str, end: int) -> tuple[int, str, str] | None:
    """Find a comment behind text that may belong to it, as in `source: file #12`: its column from 0, and what to say.

    text: not quoted; line: where it ends; end: the column behind it. A comment that is set off as one, by two spaces
    before it and one behind the #, is meant; and nobody puts a # in a number.
    """
    if not re.search(r"[^\W\d_]{2}", text):
        return None
    found = re.compile(r"(?!\s\s+#(\s|$))\s+#").match(line, end)
    remedy = "put the text in quotes if this belongs to it, or two spaces before the # and one behind it"
    return (found.end() - 1, "is read as a comment, not as part of the text", remedy) if found else None


_THOUSANDS = r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9.%])"


def cut_number(line: str, start: int, end: int) -> tuple[int, str, str] | None:
    """Find numbers of a list that most likely are one, as in `[90,500, 60,500]`: column from 0, and what to say.

    start, end: where the list stands in the line. Only a space behind other commas tells those that separate.
    """
    inside = re.sub(r"""(["']).*?\1""", lambda found: "x" * len(found[0]), line[start:end])
    found = re.search(_THOUSANDS, inside)
    if found is None or not re.search(r",\s", inside) or re.search(r",\S", re.sub(_THOUSANDS, "", inside)):
        return None
    remedy = f'put one number in quotes, such as "{found[0]}", or a space behind each comma'
    return start + found.start(), "commas separate the entries of a list, so these are several numbers", remedy
