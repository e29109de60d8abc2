"""The scenario file as frozen pydantic models, one module a block.

It imports the model, whose words describe its fields, the errors, and `scenario.reading` but for its remedies.
Start with `scenario`, which has the blocks of the top level; those with numbers are in `blocks`, and `fields` has what
any field may hold.
"""
