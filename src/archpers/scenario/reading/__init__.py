"""From the bytes of a scenario file to plain data with positions, and what to say about mistakes.

It imports the errors alone; only `remedies`, which takes its examples from the schema, imports that too. Start with
`yaml`: it gets the text from `text`, and what to say of a syntax error from `mistakes`. `numbers` reads one number.
"""
