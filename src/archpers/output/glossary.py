"""Words of the trade: what each means, explained once below what a command says, and all of them in docs/glossary.md.

python -m archpers.output.glossary docs/glossary.md
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from archpers.output.present import Answer, Display


class Term(NamedTuple):
    """A word of the trade."""

    word: str
    names: Sequence[str]
    """What stands for it in a text: regular expressions, whatever their case."""
    meaning: str


@cache
def terms() -> tuple[Term, ...]:
    """Return every word of the trade, in the order of the page."""
    text = files("archpers.output").joinpath("glossary.toml").read_text(encoding="utf-8")
    return tuple(Term(**term) for term in tomllib.loads(text)["term"])


def in_words(display: "Display") -> Iterator[str]:
    """Yield a line for each word of the trade that stands in what people read."""
    text = "\n".join(_texts(display))
    for term in terms():
        if re.search(rf"(?<![a-z])({'|'.join(term.names)})(?![a-z])", text, re.IGNORECASE):
            yield f"{term.word}: {term.meaning}"


def _texts(display: "Display") -> Iterator[str]:
    yield from display.heading
    yield from display.closing
    for table in display.tables():
        yield from (table.title, table.note)
        yield from (column.words for column in table.columns)
        yield from (str(cell) for row in table.rows for cell in row.cells)


def with_glossary(answer: "Answer") -> "Answer":
    """Return an answer whose words of the trade are explained at the end of what people read."""

    def end(display: "Display") -> "Display":
        return display._replace(closing=[*display.closing, *in_words(display)])

    layout, paper = answer.layout, answer.paper
    return answer._replace(
        layout=None if layout is None else lambda on_screen: end(layout(on_screen)),
        paper=None if paper is None else lambda: end(paper()),
    )


def glossary_document() -> str:
    """Return docs/glossary.md."""
    rows: Sequence[str] = [f"| {term.word} | {term.meaning} |" for term in terms()]
    head = (
        "# Glossary\n\nWhat the words in archpers's answers mean; `--glossary` explains those of an answer below it. "
        "Every quantity\nstands with its formula, unit and source in [model.md](model.md). This page is written by "
        "`python -m\narchpers.output.glossary docs/glossary.md`.\n"
    )
    return "\n".join([head, "| Word | Meaning |", "| --- | --- |", *rows, ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(glossary_document(), encoding="utf-8", newline="\n")
