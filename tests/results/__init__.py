"""Tests of archpers.results."""
