"""From the bytes of a scenario file to plain data with the position of every key and value; nothing is guessed.

Scalars stay text, just as written: the schema knows whether a field is a number, a share or a name, so `no`, `010` and
`12:30` can never be misread. Only an empty value, `~` and `null` have a meaning of their own: nothing.
"""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from archpers.errors import Problem, ScenarioError, readable
from archpers.scenario.reading.document import Data, Document, KeyPath
from archpers.scenario.reading.mistakes import cut_number, lost_comment, syntax_mistake
from archpers.scenario.reading.parser import events
from archpers.scenario.reading.text import (
    MADE,
    SHOWN,
    Mark,
    composed,
    decode,
    foreign_space,
    is_table,
    most_bytes,
    read_bytes,
    refusal,
    refused_character,
    shortened,
)

EVERY_YEAR = "(every year)"
"""Stands for the place in a list where the file has a single number for all years; it is no part of a written path."""

MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_NODES_MADE = 20 * MAX_NODES

PRICES = "--prices"
"""Where the overrides come from that convert money to the prices of another year."""

NULLS = {"", "~", "null", "Null", "NULL"}
_IN_QUOTES = re.compile(r'[.\s"=]|^$')
"""What a key has that stands in quotes in a path."""


def read(file: str, actual: Path | None = None) -> Document:
    """Read a scenario from a file, or from standard input for `-`; actual is where a named one really is.

    Raises ScenarioError with the one problem that keeps it from being read.
    """
    raw = read_bytes(file, actual or Path(file))
    if len(raw) > most_bytes(raw):
        raise refusal(file, "", f"is larger than {most_bytes(raw) // 1024:,} KiB", "write a scenario, not a data set")
    document = Document(readable(file), None if file == "-" else actual or Path(file), sha256(raw).hexdigest())
    try:
        return read_text(decode(raw, file), document)
    except ScenarioError:
        if is_table(raw, file):
            remedy = "write a scenario file; `archpers init FILE.yaml` makes one to fill in"
            raise refusal(file, "", "is a table or a spreadsheet, not a scenario", remedy) from None
        raise


def read_text(text: str, document: Document) -> Document:
    """Fill a document from the text of its file. Raises ScenarioError as `read` does."""
    document.text = text
    return _Builder(text, document).build()


def read_mapping(text: str, label: str) -> Data:
    """Read a set of keys that stands on one line: `{first_contact: 2.7}`. Raises ScenarioError.

    label: where it stands, for messages.
    """
    return _Builder(text, Document(label, None, "")).build().data


class _Builder:
    """Builds the document from the parser's events; it keeps its own stack, so that no nesting can exhaust Python's."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.lines = [*text.split("\n"), ""]
        self.most = MAX_NODES_MADE if text.startswith(MADE) else MAX_NODES
        self.file = document.file
        self.document = document
        self.stack: list[tuple[KeyPath, Data | list[Any]]] = []
        self.key: str | None = None  # the key whose value comes next, where a mapping is being filled
        self.key_mark = Mark(1, 1)
        self.quoted: Any = None  # the last scalar that was read, if it stands in quotes
        self.root: Any = None
        self.documents = self.nodes = 0
        self.problems: list[Problem] = []

    def build(self) -> Document:
        """Return the document; ScenarioError for text that is not one plain YAML mapping."""
        try:
            for event in events(self.text):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        if not self.documents:
            raise refusal(self.file, "", "the file holds nothing to read", "start with `archpers init FILE`", 1, 1)
        if not isinstance(self.root, dict):
            remedy = "write `name: ...` and so on" + (", without dashes" if isinstance(self.root, list) else "")
            says = shortened(self.text.strip(), 40)
            raise refusal(self.file, says, "is not a set of keys with values", remedy, 1, 1)
        if self.problems:
            raise ScenarioError(self.problems)
        self.document.data = self.root
        return self.document

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._error(event, "---", "a second document starts here", "keep one scenario to a file")
            if event.tags:
                raise self._error(event, "%TAG", "directives are not read", "delete the line that begins with %")
        elif isinstance(event, yaml.AliasEvent):
            raise self._error(event, f"*{event.anchor}", "aliases are not read", "write the value out")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            path, _ = self.stack.pop()
            start, end = self.document.values[path], event.end_mark
            if end and isinstance(event, yaml.SequenceEndEvent) and start.line == end.line + 1:
                self._remark(path, end.line, cut_number(self.lines[end.line], start.column - 1, end.column))

    def _node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > self.most:
            raise self._error(event, "", f"the file holds more than {self.most:,} values", "write a smaller scenario")
        if event.anchor:
            remedy = "write the value out where it is needed"
            raise self._error(event, f"&{event.anchor}", "anchors are not read", remedy)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._error(event, tag, "tags are not read", "delete the tag")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
            return
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(event, "", f"is nested more than {MAX_DEPTH} levels deep", "write it flatter")
        container: Data | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self.stack and isinstance(self.stack[-1][1], dict) and self.key is None:
            raise self._error(event, says(container), "a key must be plain text", "write `key: value`")
        self.stack.append((self._put(event, container), container))

    def _scalar(self, event: Any) -> None:
        text = event.value
        self.quoted = event if event.style in ("'", '"') else None
        found = refused_character(text)
        if found:  # written as an escape, such as "\u202e"
            raise self._error(event, found[1], "this invisible character is not allowed", "delete it")
        filling = self.stack[-1][1] if self.stack else None
        is_key = isinstance(filling, dict) and self.key is None
        # Such a space makes another key, or text of a key and its value; within a list it is text of its own.
        space = None if event.style or isinstance(filling, list) else foreign_space(text)
        if space and (is_key or not self.lines[event.start_mark.line][: event.start_mark.column].strip()):
            self.problems.append(self._problem(event, self._here(), text, *space[1:]))
        if is_key:
            self._take_key(event, composed(text))
        elif filling is not None:
            path = self._put(event, None if event.implicit[0] and not event.style and text in NULLS else text)
            line = event.end_mark.line
            if not event.style:
                self._remark(path, line, lost_comment(text, self.lines[line], event.end_mark.column))

    def _remark(self, path: KeyPath, line: int, found: tuple[int, str, str] | None) -> None:
        """Note what is most likely not meant, if anything: its column from 0, what it is, and what to write."""
        if found:
            column, message, remedy = found
            says = shortened(self.lines[line][column : column + SHOWN + 1])
            place = self.file, line + 1, column + 1, path_text(path, SHOWN), says
            self.document.remarks.append(Problem(message, remedy, *place))

    def _take_key(self, event: Any, text: str) -> None:
        path = (*self.stack[-1][0], text)
        if text == "<<" and event.implicit[0]:
            raise self._error(event, "<<", "merge keys are not read", "write the values out")
        self.key, self.key_mark = text, self._mark(event)
        self.document.keys.setdefault(path, self.key_mark)

    def _put(self, event: Any, value: Any) -> KeyPath:
        """Put a value where the parser stands, and return its path."""
        if not self.stack:
            self.root, self.document.values[()] = value, self._mark(event)
            return ()
        path, container = self.stack[-1]
        if isinstance(container, dict):
            key, self.key = self.key or "", None
            path = (*path, key)
            if key in container:
                message = f"this key stands at line {self.document.keys[path].line} already"
                place = self.file, *self.key_mark, path_text(path, SHOWN), says(value)
                self.problems.append(Problem(message, "keep one of the two", *place))
            container.setdefault(key, value)
        else:
            path = (*path, str(len(container)))
            self.document.keys[path] = self._mark(event)
            container.append(value)
        self.document.values.setdefault(path, self._mark(event))
        return path

    def _mark(self, event: Any) -> Mark:
        return Mark(event.start_mark.line + 1, event.start_mark.column + 1)

    def _problem(self, event: Any, path: KeyPath, says: str, message: str, remedy: str) -> Problem:
        return Problem(message, remedy, self.file, *self._mark(event), path_text(path, SHOWN), shortened(says))

    def _error(self, event: Any, says: str, message: str, remedy: str) -> ScenarioError:
        return ScenarioError([*self.problems, self._problem(event, self._here(), says, message, remedy)])

    def _here(self) -> KeyPath:
        """Return the path of the value that comes next, or of the block whose key comes next."""
        path = self.stack[-1][0] if self.stack else ()
        return (*path, self.key) if self.key is not None else path

    def _syntax(self, error: yaml.MarkedYAMLError) -> ScenarioError:
        mark, message, remedy = syntax_mistake(error, self.lines, self.quoted)
        if all(problem.line != mark.line for problem in self.problems):  # else it comes of what is known already
            line = shortened(self.lines[mark.line - 1].strip())
            says = f"`{line}`" if line else ""
            self.problems.append(Problem(message, remedy, self.file, *mark, says=says))
        return ScenarioError(self.problems)


def says(value: Any) -> str:
    """Say what stands at a value's place: the words for a container, the shortened text of a scalar."""
    shapes = {dict: "a set of keys", list: "a list", type(None): ""}
    return shapes[type(value)] if type(value) in shapes else shortened(str(value))


@lru_cache(maxsize=2**14)  # a large region has thousands of numbers, whose names are asked for again and again
def path_text(path: KeyPath, limit: int | None = None) -> str:
    """Write a path with dots, as it is read again; a key with a dot, a quote or white space stands in double quotes.

    A quote within a key is doubled. limit: how much of a key to show, for a message, in which all can be seen.
    """
    keys = ((key, key if limit is None else shortened(key, limit)) for key in path)
    return ".".join(_quoted(shown) if _IN_QUOTES.search(key) else shown for key, shown in keys)


def _quoted(key: str) -> str:
    return '"{}"'.format(key.replace('"', '""'))
