"""The answer of `archpers assumptions`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.assurance.register_tables import (
    MOST_ON_SCREEN,
    change_table,
    effect_table,
    evidence_table,
    shown,
)
from archpers.output.tables.headings import override_lines
from archpers.output.tables.table import Number
from archpers.results.assumptions_result import AssumptionsResult
from archpers.results.evaluate import heading, reference
from archpers.results.remarks.approval_remarks import approval_remarks
from archpers.scenario.schema.approval import Approval
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.what_if.assumption_changes import AssumptionChange, changes_since
from archpers.what_if.assumption_register import Assumption, Register
from archpers.what_if.messages import counted, named

COLUMNS = Assumption._fields
_CHANGES = ("path", "kind", "field", "before", "after")


class Since(NamedTuple):
    """An earlier file, and what has changed since."""

    scenario: Scenario | Region
    headline: float | None
    """Its own value of what effects are of."""
    changes: list[AssumptionChange]


def since(earlier: Scenario | Region, now: Register, headline: float | None) -> Since:
    """Return what has changed since an earlier file. headline: its own value of what effects are of."""
    return Since(earlier, headline, changes_since(earlier, now.scenario))


def register_answer(found: Register, today: date, earlier: Since | None = None) -> Answer:
    """Answer what a result rests on, who answers for it, and what of it matters most."""
    remarks = list(approval_remarks(found.scenario, today))

    def layout(on_screen: bool) -> Display:
        tables = [effect_table(found, MOST_ON_SCREEN if on_screen else None)]
        if not on_screen:
            tables.append(evidence_table(found))
        if earlier is not None:
            tables.append(change_table(earlier.changes, f"What differs from {earlier.scenario.name}"))
        closing = [f"Warning: {message}" for _, message in remarks]
        return Display(list(_heading(found, today, earlier)), tables, closing)

    def rows() -> DataRows:
        if earlier is not None:
            return DataRows(_CHANGES, map(_change_cells, earlier.changes))
        return DataRows(COLUMNS, map(_cells, found.rows))

    return Answer(
        layout=layout,
        rows=rows,
        document=lambda: document(found, today, earlier).model_dump(),
        notes=lambda: [Note("warning", message, code) for code, message in remarks],
    )


def _cells(row: Assumption) -> tuple[object, ...]:
    spread = row.distribution and shown(row.distribution, None)
    return tuple({**row._asdict(), "unit": row.unit.text, "distribution": spread}.values())


def _change_cells(change: AssumptionChange) -> tuple[object, ...]:
    said = (shown(own, None) if isinstance(own, Mapping) else own for own in (change.before, change.after))
    return (change.path, change.kind, change.field, *said)


def _heading(found: Register, today: date, earlier: Since | None) -> Iterator[str]:
    yield found.scenario.name
    yield in_a_sentence(found, today)
    if earlier is not None:
        yield _moved(found, earlier)
    source = " ".join((found.scenario.source or "").split())
    yield f"Source of the whole file: {source}" if source else "The file as a whole has no source"
    own = reference(found.scenario)
    if own["sha256"]:
        yield f"File: {own['file']}, SHA-256 {own['sha256'][:12]}"
    yield from (f"{label}: {said}" for label, said in (found.scenario.approval or Approval()).said())
    yield from override_lines(found.scenario)


def in_a_sentence(found: Register, today: date) -> str:
    """Say how many inputs there are, how many lack what, and what matters most."""
    rows, first = found.rows, [row.path for row in found.by_rank() if row.rank == 1]
    most = f"; {named(first)} matter{'' if first[1:] else 's'} most" if first else ""
    day = f"{today.day} {today:%B %Y}"
    return (
        f"{counted(len(rows), 'input', 'inputs')}: {len(found.without_source)} without a source of their own, "
        f"{len(found.past_review)} past their review on {day}, {len(found.not_signed_off)} not signed off{most}."
    )


def _moved(found: Register, earlier: Since) -> str:
    unit, own = found.measure.unit, reference(earlier.scenario)
    before, after = (str(Number(value, unit)) for value in (earlier.headline, found.own))
    moved = f"{before} there, {after} now" if before != after else f"{after} in both"
    differ = counted(len(earlier.changes), "thing differs", "things differ")
    return f"{differ} from {own['file'] or earlier.scenario.name}; {found.measure.text} is {moved}."


def document(found: Register, today: date, earlier: Since | None) -> AssumptionsResult:
    """Return the register as its JSON has it."""
    head, approval = heading(found.scenario), found.scenario.approval
    ranked: Sequence[Assumption] = found.by_rank()
    return AssumptionsResult.model_validate(
        {
            "scenario": head["scenario"],
            "overrides": head["overrides"],
            "as_of": today.isoformat(),
            "headline": {"quantity": found.measure.text, "value": found.own, "unit": found.measure.unit.text},
            "summary": {
                "inputs": len(found.rows),
                "without_source": len(found.without_source),
                "past_review": len(found.past_review),
                "not_signed_off": len(found.not_signed_off),
                "without_range": sum(not row.range_is_own for row in found.rows),
                "matters_most": [row.path for row in ranked if row.rank == 1],
            },
            "approval": approval.model_dump() if approval else None,
            "assumptions": [{**row._asdict(), "unit": row.unit.text} for row in found.rows],
            "changed_since": None if earlier is None else _since(earlier),
            "warnings": [
                {"code": code, "message": message} for code, message in approval_remarks(found.scenario, today)
            ],
        }
    )


def _since(earlier: Since) -> Mapping[str, Any]:
    return {
        "scenario": reference(earlier.scenario),
        "headline": earlier.headline,
        "changes": [{key: getattr(each, key) for key in _CHANGES} for each in earlier.changes],
    }
