"""What one field of a scenario file may hold: a number with its evidence, its distribution, a text, a set of keys.

It imports the model, the errors and `scenario.reading`. Start with `block`, which every set of keys is, and `figure`,
which every number is; `later` lets the blocks that few files have wait until a file has them.
"""
