"""Proofs by programs that are not ours."""
