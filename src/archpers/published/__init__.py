"""The published figures: every printed number of the two publications, recomputed and compared cell by cell.

It imports the model, the scenarios, the errors and the rounding. Start with `compare`; `figures` reads the register
figures.yaml, `rules` computes a cell from what `printed_figures` reads.
"""
