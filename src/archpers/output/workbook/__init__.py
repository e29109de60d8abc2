"""The model as an Excel workbook whose formulas are the model's own, alive.

It may import the results, the what-ifs, the scenario, the model and `tables`. Start with `workbook`, whose `built`
makes a `model.Model`: `scope_tables` puts the numbers of one scope into cells, `sheets.options_sheet` every input in
each of the `choices`. `sheets` has a module for each sheet, `writing` what they are written with; `checks` is what the
workbook checks of itself, `returned` reads one that comes back, and `to_fill_in` makes one to be filled in.
"""
