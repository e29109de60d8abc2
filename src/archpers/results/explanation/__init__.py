"""How a number comes about: the formulas from it down to the inputs, with figures and sources, or alive.

They import the results, the scenario and the model. Start with `chains`; `explain` and `explain_year` tell them to
people, `live_formulas` to what recalculates by itself.
"""
