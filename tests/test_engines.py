"""What a proof does where a program or a package is missing."""

from collections.abc import Callable

import pytest

from tests.engines import package, program

ABSENT = pytest.mark.parametrize("find", [program, package], ids=["program", "package"])


@ABSENT
def test_what_is_missing_skips_the_proof_and_is_named(
    find: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCHPERS_PROOFS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no_such_thing is not installed"):
        find("no_such_thing")


@ABSENT
def test_where_proofs_are_required_it_is_a_failure(
    find: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCHPERS_PROOFS", "required")
    with pytest.raises(pytest.fail.Exception, match="no_such_thing is not installed"):
        find("no_such_thing")
