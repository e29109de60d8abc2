"""A saved result held against the same made again: is it the same, and if not, what has changed and what moved?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archpers.results.records.differences import Difference, differences
from archpers.results.records.saved_result import SavedResult, references
from archpers.results.result import RunRecord

_ENVIRONMENT = ("archpers", "python", "numpy")
"""Of the record: what a result is made with, which must not change any figure."""
_ROUNDING = 1e-9
"""So much of itself a figure may move where another version, or another processor's exponential, has made it."""


class Verified(NamedTuple):
    """What has come of running a saved result again."""

    file: str
    causes: list[str]
    """What has changed that the result rests on, in words."""
    moved: list[Difference]
    """What differs, the record of the run aside."""
    notes: list[str]
    """What is to be known beside, such as other versions that gave the same figures."""
    problem: str = ""
    """Why it could not be run again; empty where it was."""

    @property
    def same(self) -> bool:
        """Whether the result is the same, and rests on the same."""
        return not (self.causes or self.moved or self.problem)


def compared(saved: SavedResult, again: Mapping[str, Any]) -> Verified:
    """Hold a saved result against the document that its command gives now."""
    now = RunRecord.model_validate(again["run"])
    scenarios = list(changed_scenarios(references(saved.document), references(again)))
    found = list(differences(_without_run(saved.document), _without_run(again)))
    if scenarios:  # it has been said
        found = [each for each in found if not each.path.endswith("sha256")]
    notes = list(_versions(saved.run, now))
    if notes or saved.run.draws:
        rounding = [each for each in found if each.relative <= _ROUNDING]
        found = [each for each in found if each.relative > _ROUNDING]
        notes += _rounded(rounding)
    return Verified(saved.file, [*scenarios, *_foundations(saved.run, now)], found, notes)


def _without_run(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: own for key, own in document.items() if key != "run"}


def _rounded(found: Sequence[Difference]) -> Iterator[str]:
    if found:
        most = max(each.relative for each in found)
        yield (
            f"figures that differ by rounding alone, {most:.1g} of themselves at most, as another version or processor "
            f"has it, count as the same: {len(found):,}"
        )


def changed_scenarios(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield each scenario whose bytes are not those they were: file as it was named -> SHA-256, then and now."""
    for file in {**then, **now}:
        before, after = then.get(file), now.get(file)
        if before != after:
            yield f"the scenario {file} has changed: {_digest(before)} then, {_digest(after)} now"


def _digest(sha256: str | None) -> str:
    return f"SHA-256 {sha256[:12]}" if sha256 else "not read"


def _foundations(then: RunRecord, now: RunRecord) -> Iterator[str]:
    """Yield what else a result rests on and has changed: the command, the formulas, the official constants."""
    if then.registry_sha256 != now.registry_sha256:
        digests = f"{_digest(then.registry_sha256)} then, {_digest(now.registry_sha256)} now"
        yield f"the model has changed, a formula, a unit or what is defined: {digests}"
    for name in {**then.constants, **now.constants}:
        before, after = then.constants.get(name), now.constants.get(name)
        if before != after:
            yield f"the constants {name} have changed: {before or 'not used'} then, {after or 'not used'} now"
    for field in ("arguments", "overrides", "option", "authority", "seed", "draws"):
        said, made = getattr(then, field), getattr(now, field)
        if said != made:
            yield f"the record's {field} are not those of the command: {_plain(said)} there, {_plain(made)} run"


def _plain(value: Any) -> str:
    return " ".join(value) or "none" if isinstance(value, list) else "none" if value is None else str(value)


def _versions(then: RunRecord, now: RunRecord) -> Iterator[str]:
    other = [
        f"{name} {getattr(then, name)} then, {getattr(now, name)} now"
        for name in _ENVIRONMENT
        if getattr(then, name) != getattr(now, name)
    ]
    if other:
        yield f"made by other versions: {'; '.join(other)}"
