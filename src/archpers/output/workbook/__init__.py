"""The model as an Excel workbook whose formulas are the model's own, alive.

It may import the results, the what-ifs, the scenario, the model and `tables`. Start with `workbook`, whose `built`
makes a `model.Model`: `scope_tables` puts the numbers of one scope into cells, `options_sheet` every input in each of
the `choices`. `authorities_sheet` and `pooled_sheet` are those of a region; `results_sheets`, `topic_sheets`,
`two_way_sheet`, `case_sheet` (with `years_across`), `checks_sheet` (with `checks`), `assumptions_sheet`, `cover` and
the others fill sheets of their own. `sheets`, `blocks`, `sheet_cells`, `sheet_charts`, `page_setup` and `book_names`
are what all write with; `constants_sheet` keeps the numbers that no formula may hold.
"""
