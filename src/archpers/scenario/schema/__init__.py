"""The scenario file as frozen pydantic models, one module a block.

It imports the model, whose words describe its fields, the errors, and `scenario.reading` but for its remedies. Start
with `scenario`, which has the blocks of the top level; `figure` is what a number with its evidence is, `block` what a
set of keys is.
"""
