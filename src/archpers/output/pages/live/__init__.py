"""The what-if page's parts: what a reader may start from and move, and what is calculated and said anew.

It may import what pages may. Start with `page_data`: `variants` says what a reader may start from, `sliders` what may
be moved, `page_parts`, `page_tables` and `case_figures` what is calculated anew, `live_warnings` what is said of it;
`page_script` writes the formulas, `sentence_script` the sentences.
"""
