"""Heat maps: the line where a measure turns negative, what stands below it, and colours."""

import io
from collections.abc import Sequence

import pytest

from archpers.output.formats.heat_map import HeatMap, print_heat_map
from archpers.units import MONEY


class Text(io.StringIO):
    """A stream that takes any character."""

    encoding = "utf-8"


class Terminal(Text):
    """A stream that takes colours too."""

    def isatty(self) -> bool:
        return True


def made(values: Sequence[Sequence[float | str]], note: str = "") -> HeatMap:
    rows, columns = ([str(index) for index in range(len(each))] for each in (values, values[0]))
    return HeatMap("title", MONEY, "row", rows, "column", columns, values, None, note)


def printed(heat_map: HeatMap) -> list[str]:
    stream = Text()
    print_heat_map(heat_map, stream)
    return stream.getvalue().splitlines()


def test_the_line_runs_where_the_map_is_split_too() -> None:
    split = 0
    for turns in range(1, 24):  # wherever the columns are divided into parts
        lines = printed(made([[1000.0] * turns + [-1000.0] * (24 - turns)]))
        rows = [line for line in lines if line.startswith("  0")]
        assert len(rows) > 1
        assert sum(line.count("┃") for line in rows) == 1, turns
        split += any(line.startswith("  0┃") for line in rows)
    assert split == len(rows) - 1


def test_what_there_is_no_value_for_is_named_and_draws_no_line() -> None:
    lines = printed(made([["infeasible", -1.0], ["no value", -2.0]]))
    assert "infeasible" in lines[4]
    assert "no value" in lines[5]
    assert not set("┃━") & set("".join(lines))


def test_the_line_is_mentioned_where_there_is_one() -> None:
    assert printed(made([[1.0, 2.0]], "A note."))[-1] == "A note."
    assert printed(made([[1.0, -2.0]], "A note."))[-1] == "A note. The line runs where the figures turn negative."
    assert printed(made([[1.0, 2.0]]))[-1].startswith("  0")


def test_what_stands_below_is_folded() -> None:
    assert max(map(len, printed(made([[1.0, -2.0]], "many words " * 20)))) <= 80


def test_a_map_in_plain_characters_keeps_its_columns() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    print_heat_map(made([[5.0, -50_000.0], [-5.0, -6.0]], "All in £."), stream)
    *_, first, line, second, note = raw.getvalue().decode("ascii").splitlines()
    assert first.index("|") < first.index("-GBP 50,000")
    assert len(first) == len(second)
    assert set(line.strip()) == {"="}
    assert note.startswith("All in GBP")


@pytest.mark.parametrize(
    ("term", "codes"),
    [("xterm", ("37;44m", "37;41m")), ("xterm-256color", ("48;5;", "48;5;"))],
)
def test_the_sign_is_told_by_the_colours_there_are(
    term: str, codes: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("TERM", term), ("COLORTERM", "")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    print_heat_map(made([[88.0, -77.0, 99.0]]), stream)
    positive, negative = (stream.getvalue().split(figure)[0].rsplit("\x1b[", 1)[1] for figure in ("£88", "-£77"))
    assert codes[0] in positive
    assert codes[1] in negative
    assert positive != negative
