"""The published figures, recomputed: the answer of `archpers reproduce`."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from archpers.output.present import Answer, DataRows, Display
from archpers.output.tables.assurance.published_tables import CELL_COLUMNS, annotations, cell_tables, record, summary
from archpers.published.compare import Finding, Reproduction, totals


def published_answer(comparison: Reproduction, shown: Sequence[Finding], *, whole: bool) -> Answer:
    """Answer which figures come out. shown: those that are asked for; whole: all are, and on paper the register."""
    conventions, documents = dict(comparison.figures.conventions), comparison.figures.documents
    heading = [
        "Published figures",
        summary(comparison),
        *(f"{name.capitalize()}: {cited}" for name, cited in documents.items()),
    ]

    def paper() -> Display:
        from archpers.output.tables.assurance.published_register import register_heading, register_tables

        if whole:
            return Display(register_heading(comparison), register_tables(comparison))
        return Display(heading, cell_tables(shown, conventions, wide=True))

    def github(stream: BinaryIO) -> None:
        stream.writelines(f"{line}\n".encode() for line in annotations(comparison))

    return Answer(
        layout=lambda _: Display(heading, cell_tables(shown, conventions)),
        paper=paper,
        rows=lambda: DataRows((*CELL_COLUMNS, "kind"), ((*record(each).values(), each.cell.kind) for each in shown)),
        document=lambda: _document(shown),
        own={"github": github},
        beside=(),
    )


def _document(shown: Sequence[Finding]) -> dict[str, Any]:
    outputs = [finding for finding in shown if finding.cell.kind == "output"]
    inputs = [finding for finding in shown if finding.cell.kind == "input"]
    return {
        "cells": [record(finding) for finding in outputs],
        "totals": totals(outputs),
        "inputs": [record(finding) for finding in inputs],
    }
