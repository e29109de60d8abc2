"""Tables and answers of what-ifs: sweep, tornado, switching values, comparison, and the simulation.

They import the what-ifs, the simulation, the results and `tables`. Start with `what_if_tables`, and with
`what_if_answers` for the sentence above them.
"""
