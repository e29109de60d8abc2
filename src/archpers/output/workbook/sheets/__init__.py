"""The sheets of the workbook, one module each, in the order in which `workbook` writes them.

They import `writing`, the `model` of the workbook and what stands beside it. Start with `cover`; `results_sheets` and
`topic_sheets` are those of a team, `authorities_sheet` and `pooled_sheet` those of a region.
"""
