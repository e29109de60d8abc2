"""The blocks of a scenario file that hold its numbers, one module each.

They import `scenario.schema.fields` and the model. Start with `reform`, which is the plainest; `functions` and
`function_sets` are the shares of time, published or of the file's own. `build_up` and `own_functions` hold what
few files have of other blocks, and are loaded by those that do.
"""
