"""A comparison as tables, as one JSON document, and as rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archpers.output.table import Cell, Column, Number, Row, Setting, Table
from archpers.sensitivity.compare import Attribution, ChangedInput, Comparison, Variant
from archpers.sensitivity.measures import Measure


def tables_of(found: Comparison) -> list[Table]:
    """Lay out a comparison: inputs that differ, quantities, and with two variants where the difference comes from."""
    shown = [measure for measure in found.measures if any(v is not None for v in found.values[measure.text])]
    tables = [_changed_table(found.variants, found.changed), _quantity_table(found.variants, shown, found.values)]
    if found.attribution:
        tables.append(_attribution_table(found.attribution, found.measure))
    return tables


def document_of(found: Comparison) -> dict[str, Any]:
    """Return a comparison as one JSON document, full precision; differences are from the first variant."""
    scenarios = [variant.baseline.scenario for variant in found.variants]
    documents = [scenario.document for scenario in scenarios]
    shares = found.attribution
    return {
        "variants": [
            {
                "name": variant.name,
                "scenario": scenario.name,
                "file": document.file if document else None,
                "sha256": document.sha256 if document else None,
            }
            for variant, scenario, document in zip(found.variants, scenarios, documents, strict=True)
        ],
        "inputs": [{"input": row.path, "values": row.values} for row in found.changed],
        "quantities": [
            {"quantity": text, "values": values, "differences": [_less(value, values[0]) for value in values]}
            for text, values in found.values.items()
        ],
        "attribution": shares
        and {
            "quantity": found.measure.text,
            "method": "Shapley values",
            "difference": shares.difference,
            "parts": [{"inputs": list(part.inputs), "part": part.part} for part in shares.parts],
        },
    }


def rows_of(found: Comparison) -> Iterator[tuple[str, str, str, float | None, float | None, str]]:
    """Yield a comparison one number a row: part, name, variant, value, difference from the first variant, unit."""
    units = {measure.text: measure.unit for measure in found.measures}
    quantities = (("quantities", text, values, units[text]) for text, values in found.values.items())
    inputs = (("inputs", row.path, row.values, row.unit) for row in found.changed)
    for part, name, values, unit in (*inputs, *quantities):
        for variant, value in zip(found.variants, values, strict=True):
            yield part, name, variant.name, value, _less(value, values[0]), unit
    for share in found.attribution.parts if found.attribution else ():
        name, last = " ".join(share.inputs), found.variants[-1].name
        yield "attribution", name, last, None, share.part, found.measure.unit


def _less(value: float | None, first: float | None) -> float | None:
    return None if value is None or first is None else value - first


def _changed_table(variants: Sequence[Variant], changed: Sequence[ChangedInput]) -> Table:
    """Lay out the inputs that differ."""
    columns = [Column("Input", numeric=False), *(Column(variant.name) for variant in variants)]
    rows = [
        Row((f"{row.path} [{row.unit}]", *("none" if v is None else Setting(v, row.unit) for v in row.values)))
        for row in changed
    ]
    return Table("Inputs that differ", columns, rows, "" if rows else "None: all inputs are the same.")


def _quantity_table(
    variants: Sequence[Variant], measures: Sequence[Measure], values: Mapping[str, Sequence[float | None]]
) -> Table:
    """Lay out the quantities side by side, each with its difference from the first variant."""
    first, *others = variants
    columns = [Column("Quantity", numeric=False), Column(first.name)]
    for variant in others:
        columns += [Column(variant.name), Column("Difference")]
    rows = []
    for measure in measures:
        own, *further = values[measure.text]
        cells: list[Cell] = [measure.text, Number(own, measure.unit)]
        for value in further:
            cells += [Number(value, measure.unit), _difference(own, value, measure)]
        alarm = measure.name.startswith("residual") and any(v is not None and v < 0 for v in (own, *further))
        rows.append(Row(tuple(cells), alarm=alarm))
    return Table("Quantities", columns, rows)


def _difference(own: float | None, value: float | None, measure: Measure) -> str:
    if own is None or value is None:
        return ""
    text = str(Number(value - own, measure.unit))
    return text if text.startswith("-") or value == own else f"+{text}"


def _attribution_table(found: Attribution, measure: Measure) -> Table:
    """Lay out what each change adds to the difference."""
    columns = [Column("Input", numeric=False), Column("Part", measure.unit)]
    rows = [Row((", ".join(part.inputs), Number(part.part, measure.unit))) for part in found.parts]
    rows.append(Row(("All together", Number(found.difference, measure.unit)), emphasis=True))
    note = "Shapley values: what each change adds, averaged over every order in which the changes could be made."
    return Table(f"Where the difference in {measure.text} comes from", columns, rows, note)
