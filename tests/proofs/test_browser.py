"""What a proof does where a program is missing."""

import pytest

from tests.proofs.browser import missing


def test_a_missing_program_skips_the_proof_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARCHPERS_PROOFS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="the program x is missing"):
        missing("the program x")


def test_where_proofs_are_required_a_missing_program_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHPERS_PROOFS", "required")
    with pytest.raises(pytest.fail.Exception, match="the program x is missing"):
        missing("the program x")
