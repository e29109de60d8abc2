"""Answers laid out as neutral tables: cells with their units, rounded only when they are shown.

It may import the results, the published figures, the what-ifs and the simulation, and `present` for the form of an
answer. Start with `table`; `model_tables` lays out a result (`team_tables`, `region_tables`), and each other question
has a module, which also makes its answer.
"""
