"""Results: what the model says about a scenario, with the warnings a careful colleague would give.

It may import the scenario, the model, the errors and the rounding. Start with `evaluate`, which sorts `values` into a
`result`; `warnings` and `region_warnings` say what to beware of, `chains` and `explain` how a number comes about,
`live_formulas` that of every scope and year for what recalculates by itself, `expectations` what a file expects of it,
and `loading` refuses what any of them would refuse in a file.
"""
