"""The formats that answers are written in, and files. It may import `tables.table`, `rounding` and `errors`.

Start with `registry`, which names every format and the module that writes it. `files` writes atomically, `terminal`
and `heat_map` lay out text for any width, `characters` fits it to an encoding.
"""
