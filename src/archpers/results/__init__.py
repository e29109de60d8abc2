"""Results: what the model says about a scenario, with the warnings a careful colleague would give.

It may import the scenario, the model, the errors and the rounding. Start with `evaluate`, which sorts `values` into a
`result`; `told` says which of them a result has, `remarks` what to beware of, `explanation` how a number comes about,
`records` what a run leaves behind, `expectations` what a file expects of it, and `loading` refuses what any of them
would refuse in a file.
"""
