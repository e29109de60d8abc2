"""The scenario file: read, checked, and turned into the model's inputs.

It imports the model and the errors, nothing else of archpers. Start with `load`: it reads a file (`reading`), puts
`overrides` in place and has `validation` hold it against the `schema`; `inputs` gives what is then put into the model;
`limits` says what its numbers must keep between them.
"""
