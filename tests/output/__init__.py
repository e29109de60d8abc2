"""Tests of archpers.output."""
