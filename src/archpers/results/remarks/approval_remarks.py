"""What a careful colleague says of an approval: that it has run out, is not of this, or was given by its author."""

from collections.abc import Iterator
from datetime import date

from archpers.scenario.reading.yaml import PRICES
from archpers.scenario.schema.approval import Approval
from archpers.scenario.schema.fields.text_fields import days_of, is_past
from archpers.scenario.schema.scenario import Region, Scenario


def expired(scenario: Scenario | Region, today: date) -> Iterator[tuple[str, str]]:
    """Yield that the approval of a scenario has run out, code and message, where it has."""
    approval = scenario.approval
    if approval is not None and is_past(approval.valid_until, today):
        by = f" by {approval.approver}" if approval.approver else ""
        yield "approval_expired", f"The approval{by} was valid until {approval.valid_until}, and has run out."


def approval_remarks(scenario: Scenario | Region, today: date) -> Iterator[tuple[str, str]]:
    """Yield all that is to be said of the approval of a scenario, code and message."""
    approval = scenario.approval
    if approval is None:
        yield "not_approved", "The file has no approval: nobody answers for what it is used for."
        return
    yield from expired(scenario, today)
    if approval.approver is None:
        yield "not_approved", "The file names no approver: nobody answers for what it is used for."
    if approval.approved is not None and days_of(approval.approved)[0] > today:
        yield "approved_later", f"The approval is of a day to come, {approval.approved}."
    yield from _same_person(approval)
    put_in = [own.label for own in (scenario.document.overrides if scenario.document else {}).values()]
    if approval.approver is not None and any(label != PRICES for label in put_in):
        labels = ", ".join(dict.fromkeys(label.split(" ")[0] for label in put_in if label != PRICES))
        yield (
            "approval_of_file",
            f"The approval is of the file as it stands, not of what was put in its place ({labels}).",
        )


def _same_person(approval: Approval) -> Iterator[tuple[str, str]]:
    if approval.author is None:
        return
    own = approval.author.casefold().split()
    same = [role for role in ("reviewer", "approver") if (getattr(approval, role) or "").casefold().split() == own]
    if same:
        yield "same_person", f"Author and {' and '.join(same)} are the same: {approval.author}."
