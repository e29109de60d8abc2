"""From a spreadsheet, a row a team or authority, to a scenario file: every value with the cell that it stands in.

It imports the schema and the reading of numbers; openpyxl alone where an Excel file is read. Start with `scenario`: it
gets a table from `excel` or `separated`, finds with `columns` what each heading means, puts each row where a scenario
file has it (`rows`), checks it as such a file, and `writing` writes the file. `cells` says what a table is.
"""
