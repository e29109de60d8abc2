"""Tests of archpers.model."""
