"""Charts as SVG and PNG, each with its numbers as a table and in words.

It may import tables, results, what-ifs and the simulation, which compute what is drawn. Start with `chart_registry`,
which names every kind with what it asks and what draws it; `drawing` makes the picture.
"""
