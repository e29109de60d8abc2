"""What a careful colleague would say beside a result: warnings, notes, and remarks about its approval.

They import the scenario and the model, and what the numbers are from `results`. Start with `warnings`, which has them
in the order of their weight; the others are of one topic each. `sentences` words them, for numbers as for formulas.
"""
