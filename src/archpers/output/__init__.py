"""What results look like. It may import everything but the command line.

Start with `present`: every command makes an Answer, and one function writes it in any format to any place. `tables/`
makes answers of results; `charts/`, `pages/` and `workbook/` draw what is more than a table; `formats/` writes.
"""
