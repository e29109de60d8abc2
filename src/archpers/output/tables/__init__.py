"""Answers laid out as neutral tables."""
