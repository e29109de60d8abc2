"""Simulation: uncertain inputs drawn from their distributions."""
