"""What a proof does where a program or a package is missing."""

from collections.abc import Callable

import pytest

from tests.engines import drawn_of, package, program, some

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
    for how in ("required", "whole"):
        monkeypatch.setenv("ARCHPERS_PROOFS", how)
        with pytest.raises(pytest.fail.Exception, match=f"ARCHPERS_PROOFS={how}, and .*no_such_thing is not installed"):
            find("no_such_thing")


def test_whole_proofs_go_through_every_case_and_others_through_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHPERS_PROOFS", "whole")
    assert (drawn_of(50), drawn_of(5), some("abc", 2)) == (50, 5, ["a", "b", "c"])
    monkeypatch.setenv("ARCHPERS_PROOFS", "required")
    assert (drawn_of(50), drawn_of(5), some("abc", 2)) == (5, 1, ["a", "b"])
