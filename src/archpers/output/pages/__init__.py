"""Pages: the report for a committee, and the what-if page that recalculates in the browser.

It may import charts, tables, results and what-ifs. Start with `report` or `what_if_page`; `html` fills the templates
in, everything escaped, `variants` says what a reader may start from, `sliders` what may be moved, `page_parts`,
`page_tables` and `case_figures` what is calculated anew, `live_warnings` what is said of it, and `page_script` writes
the formulas for it.
"""
