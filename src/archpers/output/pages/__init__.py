"""Pages: the report for a committee, and the what-if page that recalculates in the browser.

It may import charts, tables, results and what-ifs. Start with `report` or `what_if_page`; `html` fills the templates
in, everything escaped, and `live` holds what the what-if page is made of.
"""
