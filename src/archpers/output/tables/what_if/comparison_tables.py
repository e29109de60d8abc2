"""A comparison as tables, as one JSON document, and as rows."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from archpers.model.precision import is_negligible
from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.headings import SHOWN_ON_SCREEN, override_lines, released_caveat, residual_caveat
from archpers.output.tables.table import Cell, Column, Number, Row, Setting, Table
from archpers.output.tables.what_if.comparison_cells import difference, signed, variant_column, variant_columns
from archpers.output.tables.what_if.comparison_scopes import NOT_THERE, scope_tables
from archpers.output.tables.what_if.what_if_answers import comparison_sentence
from archpers.results.names import Measure
from archpers.units import Unit
from archpers.what_if.attribution import Attribution
from archpers.what_if.compare import VariantComparison
from archpers.what_if.messages import counted, named, said_once

CSV_COLUMNS = ("part", "name", "variant", "value", "difference", "unit")


def heading_of(found: VariantComparison, title: str) -> list[str]:
    """Say what is compared: the title, the prices that all are in, and each value that --set put in place."""
    names = [variant.name for variant in found.variants]
    prices = {variant.prices for variant in found.variants}
    lines = [list(override_lines(variant.baseline.scenario, options=False)) for variant in found.variants]
    converted = [line.partition(",")[0] for own in lines for line in own]
    return [
        title,
        *(
            said
            for said in (f"Prices of {base}" for base in prices if base and len(prices) == 1)
            if said not in converted
        ),
        *(text for _, text, _ in said_once(names, lines)),
    ]


def tables_of(found: VariantComparison, most: int | None = None, *, every: bool = False) -> list[Table]:
    """Lay out a comparison: inputs that differ, quantities, regions by authority, and what the difference is from.

    most: how many authorities of regions to show, None for all. every: quantities that are the same in all too.
    """
    quantities = [_changed_table(found), _quantity_table(found, every=every), *_split_table(found)]
    return [*quantities, *scope_tables(found, most), _attribution_table(found)]


def closing_of(found: VariantComparison) -> list[str]:
    """Return the warnings that the tables do not hold already."""
    return [f"Warning: {warning.message}" for warning in found.warnings if warning.message != found.unattributed]


def document_of(found: VariantComparison) -> dict[str, Any]:
    """Return a comparison as one JSON document, full precision; differences are from the first variant."""
    shares = found.attribution
    return {
        "variants": [
            {
                "name": variant.name,
                "scenario": variant.result.scenario.name,
                "file": variant.result.scenario.file,
                "sha256": variant.result.scenario.sha256,
                "price_base_year": variant.prices,
                "overrides": [override.model_dump() for override in variant.result.overrides],
            }
            for variant in found.variants
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
        "warnings": [{**warning._asdict(), "variants": list(warning.variants)} for warning in found.warnings],
    }


def rows_of(found: VariantComparison) -> Iterator[tuple[str, str, str, float | None, float | None, str]]:
    """Yield a comparison one number a row: part, name, variant, value, difference from the first variant, unit."""
    units = {measure.text: measure.unit for measure in found.measures}
    quantities = (("quantities", text, values, units[text]) for text, values in found.values.items())
    inputs = (("inputs", row.path, row.values, row.unit) for row in found.changed)
    for part, name, values, unit in (*inputs, *quantities):
        for variant, value in zip(found.variants, values, strict=True):
            yield part, name, variant.name, value, _less(value, values[0]), unit.text
    for share in found.attribution.parts if found.attribution else ():
        name, last = " ".join(share.inputs), found.variants[-1].name
        yield "attribution", name, last, None, share.part, found.measure.unit.text


def _less(value: float | None, first: float | None) -> float | None:
    return None if value is None or first is None or not isfinite(value - first) else value - first


def _changed_table(found: VariantComparison) -> Table:
    """Lay out the inputs that differ, and the years whose prices the money is in where they do."""
    columns = [Column("Input", numeric=False), *(variant_column(variant.name) for variant in found.variants)]
    prices = [variant.prices for variant in found.variants]
    rows = [Row(("price_base_year", *(base or "none" for base in prices)))] if len(set(prices)) > 1 else []
    rows += [
        Row((f"{row.path} [{row.unit}]", *("none" if v is None else Setting(v, row.unit) for v in row.values)))
        for row in found.changed
    ]
    return Table("Inputs that differ", columns, rows, "" if rows else "None: all inputs are the same.")


def _quantity_table(found: VariantComparison, *, every: bool) -> Table:
    """Lay out the quantities side by side, each with its difference from the first variant.

    every: those that are the same in all variants too; else they are counted.
    """
    columns = [
        Column("Quantity", numeric=False),
        *variant_columns([variant.name for variant in found.variants]),
        Column("Unit", numeric=False, aside=True),
    ]
    listed = [
        measure
        for measure in found.measures
        if not (measure.scope and found.authorities)  # those have tables of their own
        and (measure.key is None or measure == found.measure)  # and of functions there are many numbers
        and any(value is not None for value in found.values[measure.text])
    ]
    shown = [measure for measure in listed if every or measure == found.measure or _differs(found, measure)]
    rows = [_quantity_row(measure, found.values[measure.text]) for measure in shown]
    title = "Quantities, each region as one authority (ratio of totals)" if found.authorities else "Quantities"
    notes = ["pp: percentage points."]
    if len(listed) > len(shown):
        same = counted(len(listed) - len(shown), "other quantity is", "other quantities are")
        notes.insert(0, f"{same} the same in all; --all shows them.")
    if any(value is not None for value in found.values["residual_value"]):
        notes.append(f"{residual_caveat(money=True)} Below zero it is a deficit.")
    notes += released_caveat(each.name for each in shown if any((own or 0) < 0 for own in found.values[each.text]))
    return Table(title, columns, rows, " ".join(notes))


def _split_table(found: VariantComparison) -> Iterator[Table]:
    """Lay out the share of time that each function takes, where it is not the same in all variants."""
    rows, differ = [], False
    for measure in found.measures:
        if measure.name == "time_share" and not measure.scope:
            first, *others = values = found.values[measure.text]
            cells: list[Cell] = [measure.text, _share(first, measure)]
            for value in others:
                cells += [_share(value, measure), difference(first, value, measure.unit)]
            rows.append(Row(tuple(cells)))
            differ = differ or len(set(values)) > 1
    if differ:
        columns = [Column("Function", numeric=False), *variant_columns([each.name for each in found.variants])]
        yield Table("Share of time by function", columns, rows, "CSV and JSON have every number of each function.")


def _differs(found: VariantComparison, measure: Measure) -> bool:
    """Say whether a measure is not the same in all variants, but for what is the computer's."""
    there = [value for value in found.values[measure.text] if value is not None]
    if len(there) < len(found.variants):
        return bool(there)
    return not is_negligible(max(there) - min(there), max(map(abs, there)))


def _share(value: float | None, measure: Measure) -> Cell:
    return NOT_THERE if value is None else Number(value, measure.unit)


def _quantity_row(measure: Measure, values: Sequence[float | None]) -> Row:
    own, *further = values
    cells: list[Cell] = [measure.text, Number(own, measure.unit)]
    for value in further:
        cells += [Number(value, measure.unit), difference(own, value, measure.unit)]
    alarm = measure.is_residual and any(value is not None and value < 0 for value in values)
    return Row((*cells, measure.unit.text), alarm=alarm)


def _attribution_table(found: VariantComparison) -> Table:
    """Lay out what each change adds to the difference, or say why nothing is."""
    title = f"Where the difference in {found.measure.text} comes from"
    if found.attribution is None:
        return Table(title, (), (), found.unattributed)
    unit, shares = found.measure.unit, found.attribution
    scale = max(abs(value or 0.0) for value in found.values[found.measure.text])
    columns = [Column("Input", numeric=False), Column("Part", "" if unit.is_share else unit.text)]
    rows = [Row((named(part.inputs), signed(part.part, unit, scale))) for part in shares.parts]
    rows.append(Row(("All together", signed(shares.difference, unit, scale)), emphasis=True))
    return Table(title, columns, rows, _attribution_note(shares, unit))


def _attribution_note(shares: Attribution, unit: Unit) -> str:
    note = "Shapley values: what each change adds, averaged over every order in which the changes could be made."
    if any(len(part.inputs) > 1 for part in shares.parts):
        note += " Inputs in one row are taken together."
    return f"{note} pp: percentage points." if unit.is_share else note


def comparison_answer(found: VariantComparison, title: str, *, every: bool = False) -> Answer:
    """Answer how variants differ. every: tables show quantities that are the same in all too."""
    first, *rest = heading_of(found, title)
    heading, closing = [first, comparison_sentence(found), *rest], closing_of(found)
    return Answer(
        layout=lambda on_screen: Display(
            heading, tables_of(found, SHOWN_ON_SCREEN if on_screen else None, every=every), closing
        ),
        rows=lambda: DataRows(CSV_COLUMNS, rows_of(found)),
        document=lambda: document_of(found),
        notes=lambda: [Note("warning", warning.message, warning.code) for warning in found.warnings],
    )
