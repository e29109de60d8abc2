"""The block `reinvestment`: what the cash that is released would buy, by form of support."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from archpers.model.reinvestment import FORM_LABELS
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import Checked, FieldErrors, Members, SchemaBlock, field_of, keys_of
from archpers.scenario.schema.fields.figure import HoursEach, Price, Share, row_sum
from archpers.scenario.schema.fields.text_fields import OneLine

_AXIS = "form_of_support"


class FormOfSupport(SchemaBlock):
    """How much of the cash goes into one form of support, and what that costs."""

    share: Share = field_of("reinvestment_share", "20%")
    cost_per_hour: Price = field_of("form_cost_per_hour", "£16")
    hours_per_person: HoursEach = field_of("form_hours_per_person", "12")


Form: TypeAlias = Annotated[FormOfSupport | None, Members(_AXIS)]


def _form(key: str) -> Any:
    return Field(default=None, description=f"{FORM_LABELS[key]} (Toolkit Table 1); absent: nothing goes into it")


class Reinvestment(Checked):
    """What the cash that is released would buy: the five forms of support of the toolkit, and others."""

    information_networks: Form = _form("information_networks")
    peer_support: Form = _form("peer_support")
    community_supports: Form = _form("community_supports")
    support_services: Form = _form("support_services")
    professional_advice: Form = _form("professional_advice")
    additional: Annotated[dict[OneLine, FormOfSupport], Members(_AXIS)] = Field(
        default={},
        description="Forms of support beside the five: name -> share, cost_per_hour, hours_per_person",
        examples=["{community builders: {share: 10%, cost_per_hour: £25, hours_per_person: 8}}"],
    )

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Something is bought; no more than all; an own form is none of the five."""
        own = data.get("additional")
        own = own if isinstance(own, Mapping) else {}
        for key in own:
            if key in FORM_LABELS:
                yield (
                    ("additional", key),
                    problem("is one of the five forms of support", "write it beside them, not under additional"),
                )
        forms = [*(data[key] for key in FORM_LABELS if key in data), *own.values()]
        if not forms:
            yield (
                (next(iter(FORM_LABELS)),),
                problem("nothing is bought", "write a form of support, or delete the block"),
            )
        written = [keys_of(form).get("share") for form in forms]
        total = row_sum([share for share in written if share is not None], numbers.SHARE)
        if total is not None and total > 1 + 1e-9:
            yield (
                (),
                problem(
                    f"the shares of the cash released sum to {total * 100:.6g}%, more than there is",
                    "write shares that sum to 100% or less",
                ),
            )
