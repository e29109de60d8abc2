"""The model as an Excel workbook whose formulas are the model's own, alive.

It may import the results, the scenario, the model and `tables.table`. Start with `workbook`: `scope_tables` puts the
numbers of one scope into cells, `topic_sheets`, `pooled_sheet`, `two_way_sheet` and `case_sheet` fill sheets of their
own, `front_matter` the cover; `sheets` and `sheet_cells` are what all write with.
"""
