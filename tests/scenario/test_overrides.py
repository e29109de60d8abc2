"""Values in place of the file's own, from the command line or from a named option."""

from pathlib import Path

import pytest

from archpers.errors import ScenarioError, UsageError
from archpers.scenario.overrides import applied, option_overrides, parse_override, parse_path
from archpers.scenario.reading.yaml import Document, Override, read
from tests.scenario.examples import LEAST, loaded, written

REFORM = """\
reform:
  core_hours_per_person: {first_contact: 2.5}
  crisis_share: {value: 20%, low: 15%, high: 30%, source: Report}
  crisis_hours_per_person: 35
"""
OPTIONS = """\
options:
  more crisis: {reform.crisis_share: 30%}
  no reform: {reform: null}
  both: {reform.crisis_share: 25%, people_served: 600}
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return read(str(written(tmp_path, LEAST + REFORM + OPTIONS)))


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("people_served=600", ("people_served",), "600"),
        (" people_served = 600 ", ("people_served",), "600"),
        ("reform.crisis_share=25%", ("reform", "crisis_share"), "25%"),
        ("cost=null", ("cost",), None),
        ("cost= null", ("cost",), None),
        ("cost=~", ("cost",), "~"),
        ("name=a=b", ("name",), "a=b"),
        ('authorities."St. Helens".people_served=5', ("authorities", "St. Helens", "people_served"), "5"),
        ('"a=b".c=d', ("a=b", "c"), "d"),
    ],
    ids=str,
)
def test_override_is_parsed(text: str, path: tuple[str, ...], value: str | None) -> None:
    assert parse_override(text) == Override(path, value, "--set")


@pytest.mark.parametrize("text", ["people_served", "=5", "people_served=", "people_served= ", "", '"a=5'])
def test_override_without_path_or_value_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_override(text)
    assert str(raised.value) == (
        f"--set {text}: a path and a value are needed; write PATH=VALUE, such as reform.crisis_share=25%, "
        "or PATH=null to take the key away"
    )


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a.b.c", ("a", "b", "c")),
        ('a."b.c"', ("a", "b.c")),
        ('"a"', ("a",)),
        ("", ("",)),
        ("a..b", ("a", "", "b")),
        (".".join("a" * 32), ("a",) * 32),
        (".".join("a" * 33), (".".join("a" * 33),)),
    ],
    ids=str,
)
def test_path_is_parsed(text: str, path: tuple[str, ...]) -> None:
    assert parse_path(text) == path


def test_the_document_stays_as_it_is(document: Document) -> None:
    before = repr(document.data)
    changed = applied(document, [parse_override("reform.crisis_share=25%"), parse_override("cost.total=5")])
    assert changed.data["reform"]["crisis_share"] == "25%"
    assert changed.data["cost"] == {"total": "5"}
    assert repr(document.data) == before
    assert document.overrides == {}


def test_evidence_for_the_old_value_does_not_speak_for_the_new(tmp_path: Path) -> None:
    file = written(tmp_path, LEAST + REFORM)
    reform = loaded(file, [parse_override("reform.crisis_share=60%")]).reform
    assert reform is not None
    assert reform.crisis_share.model_dump(exclude_unset=True) == {"value": 0.6}


def test_one_part_of_the_evidence_can_be_put_in(tmp_path: Path) -> None:
    file = written(tmp_path, LEAST + REFORM)
    scenario = loaded(file, [parse_override("reform.crisis_share.low=18%"), parse_override("people_served.low=400")])
    assert scenario.reform is not None
    assert (scenario.reform.crisis_share.value, scenario.reform.crisis_share.low) == (0.2, 0.18)
    assert (scenario.people_served.value, scenario.people_served.low) == (500.0, 400.0)


def test_null_takes_a_key_away(tmp_path: Path) -> None:
    file = written(tmp_path, LEAST + REFORM)
    assert loaded(file, [parse_override("reform=null")]).reform is None
    gone = loaded(file, [parse_override("reform.crisis_share.low=null")]).reform
    assert gone is not None
    assert gone.crisis_share.low is None
    assert loaded(file, [parse_override("cost.total=null")]).cost is None
    with pytest.raises(ScenarioError, match=r"^--set people_served = nothing: this key is missing; say "):
        loaded(file, [parse_override("people_served=null")])


def test_the_later_override_wins_and_remembers_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, LEAST + REFORM + OPTIONS)
    sets = [parse_override(f"people_served={people}") for people in (700, 800)]
    scenario = loaded(file, sets, option="both")
    assert scenario.people_served.value == 800.0
    assert scenario.document is not None
    assert {path: (made.value, made.before, made.label) for path, made in scenario.document.overrides.items()} == {
        ("reform", "crisis_share"): ("25%", "20%", "option both"),
        ("people_served",): ("800", "500", "--set"),
    }


def test_what_the_file_says_is_remembered(document: Document) -> None:
    sets = ["cost.total=5", "reform.crisis_share.low=1%", "staffing.care_managers_wte=5", "people_served.low=5"]
    changed = applied(document, [parse_override(text) for text in sets])
    assert [override.before for override in changed.overrides.values()] == [None, "15%", "11", None]


def test_option_is_turned_into_overrides_with_their_places(document: Document) -> None:
    assert option_overrides(document, "both") == [
        Override(("reform", "crisis_share"), "25%", "option both", ("options", "both", "reform.crisis_share")),
        Override(("people_served",), "600", "option both", ("options", "both", "people_served")),
    ]


@pytest.mark.parametrize(
    ("options", "there"),
    [(OPTIONS, "more crisis, no reform, both"), ("", "none"), ("options: text\n", "none"), ("options: {a: b}\n", "a")],
    ids=["some", "absent", "text", "of-text"],
)
def test_unknown_option_names_those_there_are(tmp_path: Path, options: str, there: str) -> None:
    file = written(tmp_path, LEAST + REFORM + options)
    with pytest.raises(UsageError) as raised:
        loaded(file, option="a")
    assert str(raised.value) == f"--option a: {file} has no option of that name; it has {there}"


def test_options_are_applied(tmp_path: Path) -> None:
    file = written(tmp_path, LEAST + REFORM + OPTIONS)
    assert loaded(file, option="no reform").reform is None
    more = loaded(file, option="more crisis").reform
    assert more is not None
    assert more.crisis_share.value == 0.3


@pytest.mark.parametrize(
    ("override", "error"),
    [
        ("reform.crisis_share=30", "--set reform.crisis_share = 30: a share lies between 0 and 1; write 30% or 0.30"),
        (
            "reform.crisis_shar=30%",
            "--set reform.crisis_shar = 30%: this key is not known here; did you mean crisis_share?",
        ),
        ("refrom.crisis_share=30%", "--set refrom = a set of keys: this key is not known here; did you mean reform?"),
        (
            "reform.crisis_share.low=30%",
            "--set reform.crisis_share.low = 30%: low lies above the value; write low, value and high in ascending "
            "order",
        ),
        ("name=a\u202eb", "--set name = a\\u202eb: holds the invisible character U+202E (right-to-left override); "
         "delete it"),
        ("cost.totl=5", "--set cost.totl = 5: this key is not known here; did you mean total?"),
    ],
    ids=ascii,
)  # fmt: skip
def test_overrides_are_held_to_what_a_file_may_hold(tmp_path: Path, override: str, error: str) -> None:
    file = written(tmp_path, LEAST + REFORM)
    with pytest.raises(ScenarioError) as raised:
        loaded(file, [parse_override(override)])
    assert str(raised.value) == error


def test_options_need_not_go_together_with_other_overrides(tmp_path: Path) -> None:
    file = written(tmp_path, f"{LEAST}options:\n  longer: {{staffing.hours_per_year: 20000}}\n")
    days = ["hours_per_year=null", "working_days_per_year=220", "working_hours_per_day=8"]
    scenario = loaded(file, [parse_override(f"staffing.{text}") for text in days])
    assert scenario.staffing.hours_per_year is None
    assert loaded(file, option="longer").staffing.hours_per_year is not None


def test_a_path_is_one_however_its_accents_are_typed() -> None:
    assert parse_path("authorities.Cafe\u0301.people_served") == ("authorities", "Caf\u00e9", "people_served")
