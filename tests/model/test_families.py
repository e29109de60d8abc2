"""Families over axes of a topic of its own: members that belong to others, neutral values, formulas on the sums."""

from collections.abc import Iterator
from typing import Any

import pytest

from archpers.model import pooling, registry
from archpers.model.definition import Operand
from archpers.model.pooling import as_one_authority
from archpers.model.registry import axis, declare, evaluate, on_sums, quantity, ratio, total
from archpers.units import HOURS, MONEY, MONEY_PER_HOUR, SHARE

BELONGING = {"ward": {"east": "city", "west": "city", "hill": "county"}}
HOURS_OF = {"east": 10.0, "west": 30.0, "hill": 40.0}
RATES = {"city": 20.0, "county": 25.0}


def forget() -> None:
    """Forget what the registry has found once and for all."""
    for found_once in vars(registry).values():
        if hasattr(found_once, "cache_clear"):
            found_once.cache_clear()


@pytest.fixture(autouse=True)
def _wards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Declare a topic: wards that belong to districts, in a registry of their own."""
    for name in ("INPUTS", "QUANTITIES", "AXES"):
        own: dict[str, Any] = {}
        monkeypatch.setattr(registry, name, own)
        monkeypatch.setattr(pooling, name, own, raising=False)
    forget()
    _declare()
    yield
    forget()


def _declare() -> None:
    district = axis("district")
    ward = axis("ward", belongs_to="district")
    declare("ward_hours", HOURS, "Hours of the ward", "made up", each=ward, pooling="sum")
    declare("rate", MONEY_PER_HOUR, "Cost of an hour", "made up", each=district, pooling="once for all")
    declare("extra_hours", HOURS, "Hours on top of the ward's", "made up", each=ward, neutral=0)
    declare("factor", SHARE, "Part that is paid", "made up", neutral=1, pooling="once for all")

    @quantity(unit=HOURS, source="made up", each=district)
    def district_hours(ward_hours: Operand) -> Operand:
        """Hours of the district [hours/year]."""
        return total(ward_hours)

    @quantity(unit=MONEY, source="made up", each=ward, pooling="sum")
    def ward_cost(ward_hours: Operand, extra_hours: Operand, rate: Operand, factor: Operand) -> Operand:
        """Cost of the ward [£/year]."""
        return (ward_hours + extra_hours) * rate * factor

    @quantity(unit=SHARE, source="made up", each=ward)
    def ward_share(ward_hours: Operand, district_hours: Operand) -> Operand:
        """Share of its district's hours [share]."""
        return ratio(ward_hours, district_hours)

    @quantity(unit=HOURS, source="made up", each=district)
    def extra_district_hours(extra_hours: Operand) -> Operand:
        """Hours on top of the district's [hours/year]."""
        return total(extra_hours)

    @quantity(unit=MONEY_PER_HOUR, source="made up")
    def worth(all_hours: Operand) -> Operand:
        """A figure that authorities as one have otherwise [£/hour]."""
        return 2 * all_hours

    @on_sums("worth")
    def _worth_on_sums(all_hours: Operand, factor: Operand) -> Operand:
        return 3 * all_hours * factor

    declare("all_hours", HOURS, "Hours of everybody", "made up", pooling="sum")


def values(*wanted: str, **given: Any) -> dict[str, Any]:
    return evaluate(wanted, given, BELONGING)


def test_a_family_takes_the_members_that_belong_to_its_own() -> None:
    assert values("district_hours", ward_hours=HOURS_OF) == {"district_hours": {"city": 40.0, "county": 40.0}}


def test_a_family_takes_the_value_of_the_member_that_its_own_belongs_to() -> None:
    found = values("ward_cost", "ward_share", ward_hours=HOURS_OF, rate=RATES)
    assert found["ward_cost"] == {"east": 200.0, "west": 600.0, "hill": 1000.0}
    assert found["ward_share"] == {"east": 0.25, "west": 0.75, "hill": 1.0}


def test_a_member_that_belongs_nowhere_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="moor"):
        values("district_hours", ward_hours={"moor": 1.0})


def test_a_member_of_what_is_not_there_is_left_out() -> None:
    found = values("ward_cost", ward_hours=HOURS_OF, rate={"city": 20.0})["ward_cost"]
    assert found == {"east": 200.0, "west": 600.0}


def test_what_is_not_given_counts_as_its_neutral_value() -> None:
    given = {"ward_hours": {"east": 10.0, "hill": 40.0}, "rate": RATES}
    assert values("factor") == {"factor": 1}
    assert values("extra_hours") == {"extra_hours": {}}
    assert values("ward_cost", **given)["ward_cost"] == {"east": 200.0, "hill": 1000.0}
    stated = values("ward_cost", **given, extra_hours={"hill": 10.0}, factor=0.5)["ward_cost"]
    assert stated == {"east": 100.0, "hill": 625.0}


def test_without_a_neutral_value_what_rests_on_it_is_not_estimated() -> None:
    assert values("ward_cost", "rate", ward_hours=HOURS_OF) == {}


def test_a_family_of_neutral_values_alone_has_every_member_that_others_belong_to() -> None:
    assert values("extra_district_hours") == {"extra_district_hours": {"city": 0, "county": 0}}
    assert evaluate(["extra_district_hours"], {}) == {"extra_district_hours": {}}


def test_authorities_as_one_have_the_formula_on_their_sums() -> None:
    own = [values("worth", "all_hours", "factor", all_hours=hours) for hours in (10.0, 5.0)]
    assert [part["worth"] for part in own] == [20.0, 10.0]
    assert values("worth", **as_one_authority(own))["worth"] == 45.0


def test_what_a_family_sums_is_summed_member_by_member() -> None:
    parts = [values("ward_cost", "ward_hours", ward_hours={ward: 2.0}, rate=RATES) for ward in ("east", "hill")]
    whole = as_one_authority(parts)
    assert whole["ward_hours"] == {"east": 2.0, "hill": 2.0}
    assert values("district_hours", **whole)["district_hours"] == {"city": 2.0, "county": 2.0}
