"""The engine: formulas recorded once, run over blocks of draws, and counted.

It imports the simulation's draws and recorded model, and the arrays. Start with `runner`, which draws chunk by chunk. A
`tape` records formulas and distributions (`quantile_tables`) as a list of operations, a `program` runs it by numpy, and
`statistics` keeps sums and histograms; `machine_code` and `compiled_statistics` do the same faster where llvmlite is
installed, with the same numbers. `tape`, `program`, `quantile_tables` and `machine_code` know nothing of scenarios.
"""
