"""Tests of archpers.cli."""
