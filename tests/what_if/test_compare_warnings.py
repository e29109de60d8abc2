"""What is said beside a comparison."""

import archpers
from archpers.scenario.schema.scenario import Region
from archpers.what_if.baseline import Baseline
from archpers.what_if.compare import Remark, Variant, VariantComparison, compare
from tests.what_if.support import REGION, baseline, region


def compared(on: str = "residual_value", **sides: Baseline) -> VariantComparison:
    variants = [Variant(name, side) for name, side in sides.items()]
    return compare(variants, variants[0].baseline.measure(on))


def about(found: VariantComparison, code: str) -> list[Remark]:
    return [warning for warning in found.warnings if warning.code == code]


def test_money_at_prices_of_different_years_is_warned_of() -> None:
    found = compared(old=baseline(), new=baseline(price_base_year="2025-26"), bare=baseline(price_base_year=None))
    (warning,) = about(found, "price_bases_differ")
    assert "(old: 2009-10; new: 2025-26; bare: not stated)" in warning.message
    assert warning.variants == ("old", "new", "bare")


def test_prices_do_not_matter_where_they_are_the_same_or_there_is_no_money() -> None:
    assert not about(compared(a=baseline(), b=baseline(people_served="450")), "price_bases_differ")
    new = baseline(price_base_year="2025-26", cost=None)
    assert not about(compared(a=baseline(), b=new), "price_bases_differ")


def test_an_authority_that_is_not_in_a_variant_is_named() -> None:
    authorities = region().model_dump(exclude_unset=True)["authorities"]
    fewer = {name: authorities[name] for name in ("LA 1", "LA 2", "LA 3")}
    found = compared(all=baseline(REGION), some=Baseline(archpers.replace(region(), authorities=fewer)))
    (warning,) = about(found, "authority_not_there")
    assert warning.message.startswith("Not in some: LA 4.")
    assert found.values['authorities."LA 4".residual_value'][1] is None


def test_a_team_is_in_no_region_and_lacks_no_authority() -> None:
    assert isinstance(baseline(REGION).scenario, Region)
    assert not about(compared(team=baseline(), region=baseline(REGION)), "authority_not_there")


def test_a_null_has_a_warning_that_names_its_variant() -> None:
    nothing = {
        f"reform__core_hours_per_person__{key}": "0"
        for key in ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
    }
    found = compared(a=baseline(), b=baseline(cost=None), c=baseline(reform__crisis_share="0", **nothing))
    assert found.values["wisn_ratio"][2] is None
    (missing,) = about(found, "value_does_not_exist")
    assert missing.message.startswith("c: There is no value for wisn_ratio")
    assert [warning.message for warning in about(found, "cost_not_given")] == [
        "b: The scenario has no cost block, so money is not estimated."
    ]
    (asked,) = about(found, "no_value")
    assert asked.message.startswith("b: residual_value has no value")


def test_a_function_that_a_variant_does_not_have_is_said() -> None:
    found = compared("functions.safeguarding.hours", own=baseline("example-borough"), other=baseline())
    assert [warning.variants for warning in about(found, "no_value")] == [("other",)]


def test_the_warnings_of_the_variants_are_theirs_and_each_is_said_once() -> None:
    found = compared(calm=baseline(), crisis=baseline(reform__crisis_share="90%"), more=baseline(people_served="450"))
    (deficit,) = about(found, "deficit")
    assert deficit.variants == ("crisis",)
    assert deficit.message.startswith("crisis: Deficit: core and crisis service need")
    exceeds = about(found, "core_exceeds_time_today")
    assert [warning.variants for warning in exceeds] == [("calm", "crisis"), ("more",)]
    assert exceeds[0].message.startswith("calm, crisis: The core asks for more hours")


def test_regions_warn_of_their_authorities_and_leave_explanations_out() -> None:
    found = compared(a=baseline(REGION), b=baseline(REGION, reform__crisis_share="21%"))
    assert [warning.variants for warning in about(found, "average_hides_deficit")] == [("a",), ("b",)]
    assert [warning.message[:4] for warning in about(found, "shares_miss_100_percent")] == ["LA 2"]
    assert not any(warning.code.startswith("residual") for warning in found.warnings)
