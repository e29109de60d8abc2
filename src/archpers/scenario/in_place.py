"""Writes a scenario file with some of its values changed: where they stand, so that all comments stay, or all anew."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from archpers.scenario.reading.document import KeyPath
from archpers.scenario.reading.parser import events
from archpers.scenario.reading.text import composed
from archpers.scenario.spreadsheet.writing import scalar


class _Open:
    """A set of keys or a list while it is read."""

    def __init__(self, path: KeyPath, start: int, *, is_list: bool, flow: bool) -> None:
        self.path, self.start, self.end = path, start, start
        self.is_list, self.flow = is_list, flow
        self.key: str | None = None
        self.count = 0

    def next_path(self) -> KeyPath:
        """Return the path of the value that comes next."""
        key, self.key = str(self.count) if self.is_list else self.key or "", None
        self.count += 1
        return (*self.path, key)


def spans(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Return where each value of a scenario file begins and ends, as indices of its text."""
    found: dict[KeyPath, tuple[int, int]] = {}
    stack: list[_Open] = []
    for event in events(text):
        if isinstance(event, yaml.CollectionEndEvent):
            own = stack.pop()
            end = _index(event.end_mark) if own.flow else own.end
            found[own.path] = (own.start, end)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_list, start = isinstance(event, yaml.SequenceStartEvent), _index(event.start_mark)
            path = stack[-1].next_path() if stack else ()
            stack.append(_Open(path, start, is_list=is_list, flow=bool(event.flow_style)))
            continue
        elif isinstance(event, yaml.ScalarEvent):
            end = _index(event.end_mark)
            if not stack[-1].is_list and stack[-1].key is None:
                stack[-1].key = composed(event.value)
            else:
                found[stack[-1].next_path()] = (_index(event.start_mark), end)
        else:
            continue
        if stack:
            stack[-1].end = end
    return found


def _index(mark: Any) -> int:
    return int(mark.index)


def replaced(text: str, values: Mapping[KeyPath, Any]) -> str | None:
    """Return the text with values in place of those that stand at their paths; None where one stands nowhere."""
    places = spans(text)
    if not values.keys() <= places.keys():
        return None
    for start, end, value in sorted(((*places[path], value) for path, value in values.items()), reverse=True):
        text = f"{text[:start]}{within(value)}{text[end:]}"
    return text


def within(value: Any) -> str:
    """Write a value on one line: a number, text, a list, a set of keys."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key)}: {within(own)}' for key, own in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(within, value))}]"
    return "null" if value is None else scalar(str(value))


def anew(data: Mapping[str, Any]) -> str:
    """Write the data of a scenario as a file, without comments."""
    return "\n".join(_lines(data, "")) + "\n"


def _lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, Mapping) and value and "value" not in value and not _is_short(value.values()):
            yield f"{indent}{scalar(key)}:"
            yield from _lines(value, f"{indent}  ")
        else:
            yield f"{indent}{scalar(key)}: {within(value)}"


def _is_short(values: Iterable[Any]) -> bool:
    return len(within(list(values))) < 60 and not any(isinstance(value, Mapping) for value in values)
