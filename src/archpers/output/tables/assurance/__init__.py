"""Tables and answers that a reviewer asks for: assumptions, expectations, published figures, results verified.

They import the published figures, the what-ifs, the results and `tables`. Start with `register_tables`; each answer is
that of a command.
"""
