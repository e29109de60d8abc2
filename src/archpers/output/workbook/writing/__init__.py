"""What all sheets are written with: cells, marked tables, names, charts and the set-up of a page.

It imports the model for its renderings, and XlsxWriter. Start with `sheets`, the workbook as it is written.
"""
