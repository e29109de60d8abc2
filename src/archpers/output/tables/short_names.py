"""Names cut to the room that there is, so that those that differ still do."""

from collections.abc import Iterable, Mapping


def shortened(names: Iterable[str], longest: int, taken: Iterable[str] = ()) -> dict[str, str]:
    """Return each name with its short form, of at most so many characters; no two short forms are equal.

    A name that is cut loses its end, or where it would look like another, its middle; where that does not tell them
    apart, they are numbered. taken: what no short form may be.
    """
    every = list(dict.fromkeys(names))
    answer = {name: name for name in every if len(name) <= longest and name not in taken}
    used = {*answer.values(), *taken}
    long = [name for name in every if name not in answer]
    for tail in (0, longest // 2, longest - longest // 4 - 1):
        cut = {name: _cut(name, longest, tail) for name in long}
        for name, short in cut.items():
            if short not in used and list(cut.values()).count(short) == 1:
                answer[name] = short
        used.update(answer.values())
        long = [name for name in long if name not in answer]
    for name in long:
        number = 1
        while (short := f"{_cut(name, longest - len(f' {number}'), 0)} {number}") in used:
            number += 1
        answer[name] = short
        used.add(short)
    return {name: answer[name] for name in every}


def _cut(name: str, longest: int, tail: int) -> str:
    """Cut a name, its last characters kept."""
    if len(name) <= longest:
        return name
    end = name[len(name) - tail :] if tail else ""
    end = end.partition(" ")[2] or end  # whole words, where there are any
    return f"{name[: longest - len(end) - 1].rstrip()}…{end}"


def folded(
    names: Iterable[str], taken: Iterable[tuple[str, str]] = (), line: int = 14
) -> Mapping[str, tuple[str, str]]:
    """Return each name folded over the two lines of a heading, no two alike; taken: headings that stand there."""
    every = list(dict.fromkeys(names))
    parts = {name: _halves(name) for name in every}
    first = shortened((half for half, _ in parts.values()), line)
    second = shortened((half for _, half in parts.values()), line)
    answer = {name: (first[one], second[other]) for name, (one, other) in parts.items()}
    there = {" ".join(filter(None, heading)) for heading in taken}
    return {
        name: (heading[0], f"{heading[1]} (authority)".strip()) if " ".join(filter(None, heading)) in there else heading
        for name, heading in answer.items()
    }


def _halves(name: str) -> tuple[str, str]:
    if len(name) <= 9:
        return name, ""
    middle = min((i for i, c in enumerate(name) if c == " "), key=lambda i: abs(i - len(name) / 2), default=len(name))
    return name[:middle], name[middle + 1 :]
