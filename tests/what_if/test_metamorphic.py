"""Relations that hold whatever the inputs are, each on a thousand random cases."""

import numpy as np
import pytest

import archpers
from archpers.arrays import Floats
from archpers.scenario.load import check
from archpers.scenario.overrides import applied, option_overrides, parse_path
from archpers.scenario.reading.document import Override
from archpers.scenario.schema.scenario import Region
from archpers.what_if.attribution import attribution
from archpers.what_if.axes import parse_axis
from archpers.what_if.baseline import Baseline
from archpers.what_if.compare import Variant, values_of
from archpers.what_if.measures import with_authorities
from archpers.what_if.sweep import Sweep
from archpers.what_if.switching import switching_values
from archpers.what_if.tornado import tornado
from tests.support import TOLD_NAMES
from tests.what_if.support import TOOLKIT, baseline, region

pytestmark = pytest.mark.thorough

CASES = 1000

WTE, DAYS, HOURS = (
    f"staffing.{key}" for key in ("care_managers_wte", "working_days_per_year", "working_hours_per_day")
)
COST, PEOPLE, CRISIS, CRISIS_HOURS = (
    "cost.total",
    "people_served",
    "reform.crisis_share",
    "reform.crisis_hours_per_person",
)
CORE = "reform.core_hours_per_person"
SHARES = ("core_share_of_hours", "crisis_share_of_hours", "residual_share_of_hours")
FUNCTIONS = tuple(archpers.load(TOOLKIT).functions.homes)  # type: ignore[union-attr]

RANGES = {
    WTE: (1, 300),
    DAYS: (100, 300),
    HOURS: (4, 12),
    COST: (1e5, 1e7),
    PEOPLE: (100, 9000),
    CRISIS: (0.01, 0.99),
    CRISIS_HOURS: (1, 100),
    **{
        f"{CORE}.{key}": (0.1, 9) for key in ("first_contact", "overview_assessment", "basic_planning", "short_reviews")
    },
    **{f"functions.hours_per_week.{key}": (0.1, 200) for key in FUNCTIONS},
}


@pytest.fixture
def team() -> Baseline:
    return baseline()


@pytest.fixture
def cases() -> dict[str, Floats]:
    random = np.random.default_rng(20100831)
    return {path: random.uniform(low, high, CASES) for path, (low, high) in RANGES.items()}


def factors(low: float = 0.1, high: float = 3.0) -> Floats:
    return np.random.default_rng(7).uniform(low, high, CASES)


def same(first: dict[str, Floats], second: dict[str, Floats], *names: str) -> bool:
    """Say whether a thousand finite values of each quantity agree, within rounding of the largest."""
    assert names
    for name in names:
        one, other = (np.broadcast_to(values[name], CASES) for values in (first, second))
        assert np.isfinite([one, other]).all()
        if not np.allclose(one, other, rtol=1e-9, atol=1e-11 * float(np.max(np.abs(one)) + 1)):
            return False
    return True


def test_doubling_people_and_hours_leaves_shares(team: Baseline, cases: dict[str, Floats]) -> None:
    names = (*SHARES, "hours_per_person", "people_per_wte", "wisn_ratio")
    doubled = {**cases, PEOPLE: cases[PEOPLE] * 2, WTE: cases[WTE] * 2}
    assert same(team.evaluate(names, cases), team.evaluate(names, doubled), *names)


@pytest.mark.parametrize("path", [CRISIS, CRISIS_HOURS, PEOPLE, f"{CORE}.first_contact"])
def test_residual_falls_as_need_rises(path: str, team: Baseline, cases: dict[str, Floats]) -> None:
    more = {**cases, path: cases[path] + factors(0.001, 0.999) * (RANGES[path][1] - cases[path])}
    names = ("residual_hours", "residual_share_of_hours", "residual_value", "residual_wte")
    before, after = team.evaluate(names, cases), team.evaluate(names, more)
    assert all(np.all(after[name] < before[name]) for name in names)


@pytest.mark.parametrize("path", [WTE, DAYS, HOURS])
def test_residual_rises_with_time(path: str, team: Baseline, cases: dict[str, Floats]) -> None:
    more = {**cases, path: cases[path] * factors(1.001, 1.2)}
    names = ("residual_hours", "residual_share_of_hours", "residual_value")
    before, after = team.evaluate(names, cases), team.evaluate(names, more)
    assert all(np.all(after[name] > before[name]) for name in names)


def test_money_scales_with_cost_and_time_does_not(team: Baseline, cases: dict[str, Floats]) -> None:
    k = factors()
    money = ("core_cost", "crisis_cost", "residual_value", "cost_per_hour", "functions.long_reviews.cost")
    time = ("residual_hours", "required_wte", *SHARES)
    before, after = (
        team.evaluate([*money, *time], cases),
        team.evaluate([*money, *time], {**cases, COST: cases[COST] * k}),
    )
    assert same({name: before[name] * k for name in money}, after, *money)
    assert same(before, after, *time)


def test_only_the_proportions_of_weekly_hours_count(team: Baseline, cases: dict[str, Floats]) -> None:
    k = factors()
    scaled = {path: values * k if "hours_per_week" in path else values for path, values in cases.items()}
    names = tuple(f"functions.{key}.{field}" for key in FUNCTIONS for field in ("time_share", "hours", "cost"))
    assert same(team.evaluate(names, cases), team.evaluate(names, scaled), *names)


def test_swapping_two_functions_swaps_what_they_take(team: Baseline, cases: dict[str, Floats]) -> None:
    one, other = (f"functions.hours_per_week.{key}" for key in ("first_contact", "long_reviews"))
    swapped = {**cases, one: cases[other], other: cases[one]}
    names = ("functions.first_contact.cost", "functions.long_reviews.cost", "functions.full_assessment.cost")
    before, after = team.evaluate(names, cases), team.evaluate(names, swapped)
    assert same({names[0]: before[names[1]], names[1]: before[names[0]], names[2]: before[names[2]]}, after, *names)


def test_core_hours_can_move_between_functions(team: Baseline, cases: dict[str, Floats]) -> None:
    moved = factors(0.0, 1.0) * cases[f"{CORE}.first_contact"]
    shifted = {
        **cases,
        f"{CORE}.first_contact": cases[f"{CORE}.first_contact"] - moved,
        f"{CORE}.short_reviews": cases[f"{CORE}.short_reviews"] + moved,
    }
    names = ("core_hours", "residual_value", "required_wte")
    assert same(team.evaluate(names, cases), team.evaluate(names, shifted), *names)


def test_core_crisis_and_residual_make_up_the_whole(team: Baseline, cases: dict[str, Floats]) -> None:
    found = team.evaluate(TOLD_NAMES, cases)
    for whole, parts in (
        ("total_hours", ("core_hours", "crisis_hours", "residual_hours")),
        ("total_cost", ("core_cost", "crisis_cost", "residual_value")),
        ("care_managers_wte", ("required_wte", "residual_wte")),
    ):
        assert same({whole: sum(found[part] for part in parts)}, found, whole)


def test_the_functions_make_up_the_whole(team: Baseline, cases: dict[str, Floats]) -> None:
    names = [f"functions.{key}.cost" for key in FUNCTIONS]
    groups = [f"function_groups.{key}.cost" for key in ("assessment", "planning", "problem_solving", "review")]
    found = team.evaluate([*names, *groups, "total_cost"], cases)
    for parts in (names, groups):
        assert same({"total_cost": np.sum([found[name] for name in parts], axis=0)}, found, "total_cost")


def test_without_crisis_only_the_core_is_needed(team: Baseline, cases: dict[str, Floats]) -> None:
    names = ("residual_hours", "required_hours", "core_hours", "total_hours", "crisis_hours")
    none = team.evaluate(names, {**cases, CRISIS: np.zeros(CASES)})
    assert same({"required_hours": none["core_hours"]}, none, "required_hours")
    assert same({"residual_hours": none["total_hours"] - none["core_hours"]}, none, "residual_hours")
    assert np.all(none["crisis_hours"] == 0)


def test_the_residual_is_a_straight_line_in_the_crisis_share(team: Baseline, cases: dict[str, Floats]) -> None:
    name, weight = "residual_value", factors(0.0, 1.0)
    low, high = cases[CRISIS] * 0.5, cases[CRISIS]
    at = {key: team.evaluate([name], {**cases, CRISIS: share}) for key, share in (("low", low), ("high", high))}
    between = team.evaluate([name], {**cases, CRISIS: low * weight + high * (1 - weight)})
    assert same({name: at["low"][name] * weight + at["high"][name] * (1 - weight)}, between, name)


def test_fewer_people_in_crisis_for_longer_need_the_same(team: Baseline, cases: dict[str, Floats]) -> None:
    k = factors(0.1, 1.0)
    traded = {**cases, CRISIS: cases[CRISIS] * k, CRISIS_HOURS: cases[CRISIS_HOURS] / k}
    names = ("residual_value", "crisis_hours", "required_wte")
    assert same(team.evaluate(names, cases), team.evaluate(names, traded), *names)


def test_fewer_people_with_more_hours_each_need_the_same(team: Baseline, cases: dict[str, Floats]) -> None:
    k = factors()
    per_person = [CRISIS_HOURS, *(path for path in cases if path.startswith(CORE))]
    traded = {**cases, PEOPLE: cases[PEOPLE] / k, **{path: cases[path] * k for path in per_person}}
    names = ("residual_value", "required_hours", *SHARES)
    assert same(team.evaluate(names, cases), team.evaluate(names, traded), *names)


def test_days_and_hours_or_hours_a_year_give_the_same(team: Baseline, cases: dict[str, Floats]) -> None:
    by_year = baseline(
        staffing__working_days_per_year=None, staffing__working_hours_per_day=None, staffing__hours_per_year="19360"
    )
    yearly = {path: values for path, values in cases.items() if path not in (DAYS, HOURS)}
    yearly["staffing.hours_per_year"] = cases[WTE] * cases[DAYS] * cases[HOURS]
    names = tuple(TOLD_NAMES)
    assert same(team.evaluate(names, cases), by_year.evaluate(names, yearly), *names)


def test_weekly_hours_or_time_shares_give_the_same(team: Baseline, cases: dict[str, Floats]) -> None:
    row = {f"functions.time_shares.{key}": "12.5%" for key in FUNCTIONS}
    by_share = Baseline(
        archpers.load(
            TOOLKIT,
            [
                Override(("functions", "hours_per_week"), None, "--set"),
                *(Override(parse_path(path), value, "--set") for path, value in row.items()),
            ],
        )
    )
    weekly = {key: cases[f"functions.hours_per_week.{key}"] for key in FUNCTIONS}
    whole = np.sum(list(weekly.values()), axis=0)
    shares = {path: values for path, values in cases.items() if "hours_per_week" not in path}
    shares |= {f"functions.time_shares.{key}": hours / whole for key, hours in weekly.items()}
    names = tuple(f"functions.{key}.{field}" for key in FUNCTIONS for field in ("cost", "hours_per_person"))
    assert same(team.evaluate(names, cases), by_share.evaluate(names, shares), *names)


def test_a_varied_time_share_leaves_the_others_in_proportion() -> None:
    team = Baseline(region().authority("LA 2"))
    shares = [f"functions.{key}.time_share" for key in FUNCTIONS]
    values = factors(0.0, 1.0)
    found = team.evaluate(shares, {'authorities."LA 2".functions.time_shares.full_assessment': values})
    own = team.evaluate(shares)
    whole = {"sum": np.sum([found[name] for name in shares], axis=0)}
    assert same({"sum": np.ones(CASES)}, whole, "sum")
    one, other = shares[0], shares[-1]
    assert same({one: found[other] * own[one]}, {one: found[one] * own[other]}, one)


# Regions: each authority's own figures vary, a thousand cases of each.


def regional(authorities: Region) -> dict[str, Floats]:
    random = np.random.default_rng(11)
    ranges = {"staffing.care_managers_wte": (20, 300), "staffing.hours_per_year": (5e4, 5e5)}
    ranges |= {"cost.total": (1e6, 9e6), "people_served": (2e3, 9e3)}
    cases = {
        f'authorities."{name}".{path}': random.uniform(low, high, CASES)
        for name in authorities.authorities
        for path, (low, high) in ranges.items()
    }
    return {**cases, CRISIS: random.uniform(0, 1, CASES), CRISIS_HOURS: random.uniform(0, 60, CASES)}


REGIONAL = (
    "residual_value",
    "residual_share_of_hours",
    "hours_per_person",
    "cost_per_person",
    "functions.long_reviews.cost",
)
POOLED = tuple(
    f"pooled.{pool}.{name}"
    for pool in ("mean_of_ratios", "median", "lower_quartile", "upper_quartile")
    for name in REGIONAL
)


def with_parts(**parts: object) -> Region:
    return archpers.replace(region(), authorities=parts)


def test_permuting_authorities_changes_nothing() -> None:
    whole = region()
    data = whole.model_dump(exclude_unset=True)["authorities"]
    names = (*REGIONAL, *POOLED)
    cases = regional(whole)
    expected = Baseline(whole).evaluate(names, cases)
    reversed_order = with_parts(**dict(reversed(data.items())))
    assert list(reversed_order.authorities) != list(whole.authorities)
    assert same(expected, Baseline(reversed_order).evaluate(names, cases), *names)


def test_splitting_an_authority_in_two_leaves_the_totals() -> None:
    whole = region()
    data = whole.model_dump(exclude_unset=True)["authorities"]
    cases, k = regional(whole), factors(0.05, 0.95)
    split = with_parts(**{**data, "LA 5": data["LA 1"]})
    first, last = 'authorities."LA 1".', 'authorities."LA 5".'
    parts = {path: values * k if path.startswith(first) else values for path, values in cases.items()}
    parts |= {path.replace(first, last): values * (1 - k) for path, values in cases.items() if path.startswith(first)}
    names = (*REGIONAL, "functions.first_contact.hours", "required_wte", "people_served")
    assert same(Baseline(whole).evaluate(names, cases), Baseline(split).evaluate(names, parts), *names)


def test_a_region_of_equals_is_like_each_of_them() -> None:
    data = region().model_dump(exclude_unset=True)["authorities"]["LA 3"]
    equals = with_parts(A=data, B=data, C=data)
    cases = {path.replace("LA 3", name): values for path, values in regional(region()).items() for name in "ABC"}
    names = tuple(name for name in REGIONAL if name not in ("residual_value", "functions.long_reviews.cost"))
    cases = {path.replace('"', ""): values for path, values in cases.items() if "LA " not in path}
    found = Baseline(equals).evaluate(
        [m.text for m in with_authorities([Baseline(equals).measure(n) for n in names], equals)], cases
    )
    assert len(found) == len(names) * 8
    for name in names:
        for text in (text for text in found if text.endswith(f".{name}")):
            assert same({name: found[name]}, {name: found[text]}, name)


def test_growing_every_authority_alike_leaves_every_ratio() -> None:
    whole = region()
    cases, k = regional(whole), factors()
    grown = {path: values * k if path.startswith("authorities") else values for path, values in cases.items()}
    names = tuple(name for name in (*REGIONAL, *POOLED) if name.endswith(("_of_hours", "_per_person")))
    assert same(Baseline(whole).evaluate(names, cases), Baseline(whole).evaluate(names, grown), *names)


def test_pooled_values_lie_in_order_between_the_extremes() -> None:
    whole = region()
    name = "residual_share_of_hours"
    measures = with_authorities([Baseline(whole).measure(name)], whole)
    found = Baseline(whole).evaluate(measures, regional(whole))
    own = np.array([found[measure.text] for measure in measures if measure.authority])
    quartiles = [found[f"pooled.{pool}.{name}"] for pool in ("lower_quartile", "median", "upper_quartile")]
    assert own.shape == (4, CASES)
    assert np.all(np.diff([own.min(axis=0), *quartiles, own.max(axis=0)], axis=0) >= 0)
    for pooled in (found[name], found[f"pooled.mean_of_ratios.{name}"]):
        assert np.all((own.min(axis=0) <= pooled) & (pooled <= own.max(axis=0)))


# The commands themselves.


def test_an_option_applied_twice_is_the_option_applied_once(cases: dict[str, Floats]) -> None:
    document = archpers.load(TOOLKIT).document
    assert document is not None
    for index in range(CASES):
        document.data["options"] = {"varied": {path: repr(float(values[index])) for path, values in cases.items()}}
        overrides = option_overrides(document, "varied")
        once = applied(document, overrides)
        assert applied(once, overrides).data == once.data != document.data
    assert archpers.evaluate(check(applied(once, overrides))).quantities == archpers.evaluate(check(once)).quantities


def test_the_order_of_the_axes_turns_the_grid(team: Baseline) -> None:
    axes = [parse_axis(f"{CRISIS}=0%:99%:1%", team), parse_axis(f"{PEOPLE}=100:1000:100", team)]
    measures = [team.measure(name) for name in TOLD_NAMES]
    grid, _ = Sweep(team, axes, measures).grid()
    turned, _ = Sweep(team, axes[::-1], measures).grid()
    assert grid["residual_value"].shape == (100, 10)
    assert all(np.array_equal(grid[name], turned[name].T) for name in TOLD_NAMES)


@pytest.mark.parametrize("size", [1, 7, 999, 1000, 5000])
def test_the_size_of_a_block_changes_nothing(size: int, team: Baseline) -> None:
    axes = [parse_axis(f"{CRISIS}=0%:99%:1%", team), parse_axis(f"{PEOPLE}=100:1000:100", team)]
    sweep = Sweep(team, axes, [team.measure("residual_value")])
    rows = np.concatenate([block.columns["residual_value"] for block in sweep.blocks(size)])
    assert np.array_equal(rows, sweep.grid()[0]["residual_value"].ravel())


def varied_teams(cases: dict[str, Floats]) -> list[Baseline]:
    """Make teams, each with its own figures; every one has nineteen inputs to vary."""
    teams = []
    for index in range(len(cases[WTE])):
        team = baseline()
        changed = team.vary({path: float(values[index]) for path, values in cases.items()})
        team.inputs = {name: dict(given) for name, given in changed.inputs.items()}
        team.variables = {
            path: variable._replace(value=float(cases[path][index])) for path, variable in team.variables.items()
        }
        teams.append(team)
    return teams


@pytest.fixture(scope="module")
def teams() -> list[Baseline]:
    random = np.random.default_rng(5)
    return varied_teams({path: random.uniform(low, high, CASES // 10) for path, (low, high) in RANGES.items()})


def test_a_wider_tornado_never_swings_less(teams: list[Baseline]) -> None:
    cases = 0
    for team in teams:
        narrow, wide = (
            {swing.input: swing.swing or 0.0 for swing in tornado(team, team.measure("residual_value"), within)}
            for within in (0.05, 0.1)
        )
        assert all(wide[path] >= narrow[path] * (1 - 1e-9) for path in narrow)
        assert max(wide.values()) > max(narrow.values())
        cases += len(wide)
    assert cases >= CASES


def test_switching_values_put_back_reach_the_target(teams: list[Baseline]) -> None:
    measure = teams[0].measure("residual_value")
    found = 0
    for team in teams[:60]:
        own = float(team.evaluate([measure])["residual_value"])
        for target in (0.0, own * 1.1):
            for switch in switching_values(team, measure, target):
                if switch.switching_value is not None:
                    reached = float(team.evaluate([measure], {switch.input: switch.switching_value})["residual_value"])
                    assert reached == pytest.approx(target, rel=1e-9, abs=1e-9 * abs(own))
                    found += 1
    assert found >= CASES


def test_attributed_parts_make_up_the_difference_and_turn_with_it(teams: list[Baseline]) -> None:
    measure = teams[0].measure("residual_value")
    pairs = list(zip(teams, [*teams[1:], teams[0]], strict=True))
    for first, second in pairs:
        there, back = attribution(first, second, measure), attribution(second, first, measure)
        values = values_of([Variant("", first), Variant("", second)], [measure])["residual_value"]
        assert there is not None
        assert back is not None
        assert None not in values
        assert there.difference == pytest.approx(values[1] - values[0], rel=1e-9)  # type: ignore[operator]
        size = max(abs(value) for value in values if value is not None)
        assert sum(part.part for part in there.parts) == pytest.approx(there.difference, abs=1e-9 * size)
        turned = {part.inputs: part.part for part in back.parts}
        assert all(part.part == pytest.approx(-turned[part.inputs], abs=1e-9 * size) for part in there.parts)
