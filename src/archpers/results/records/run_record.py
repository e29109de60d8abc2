"""The record of a run: what it takes to run a command again, and what its figures rest on beside the scenario."""

import platform
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from archpers.data.constants import used
from archpers.results.result import RunRecord


def run_record(
    version: str,
    arguments: Sequence[str],
    *,
    overrides: Sequence[str] = (),
    option: Sequence[str] = (),
    authority: str | None = None,
    seed: int | None = None,
    draws: int | None = None,
) -> RunRecord:
    """Return the record of a run that has just been made. version: of archpers. The others are those of the fields."""
    from importlib.metadata import version as version_of  # it takes longer than a model does: only a record needs it

    return RunRecord(
        archpers=version,
        python=platform.python_version(),
        numpy=version_of("numpy"),
        arguments=list(arguments),
        overrides=list(overrides),
        option=list(option),
        authority=authority,
        seed=seed,
        draws=draws,
        registry_sha256=registry_sha256(),
        constants=used(),
    )


@cache
def registry_sha256() -> str:
    """Return the SHA-256 over all that the model defines: a formula that changes, changes it."""
    from archpers.model.registry import INPUTS, QUANTITIES
    from archpers.model.renderings import in_general

    lines = [f"{own.name} [{own.unit}] {own.pooling} {own.neutral}" for own in INPUTS.values()]
    lines += [
        f"{own.name} = {in_general(own.name)} [{own.unit}] {own.pooling} {own.neutral}" for own in QUANTITIES.values()
    ]
    return sha256("\n".join(lines).encode()).hexdigest()
