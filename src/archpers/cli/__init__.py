"""The commands, one thin module each: load, ask, present. It may import everything, and nothing imports it.

Start with `app`, which finds the command and turns errors into exit codes; `model` is the plainest command. What they
share is in `shared`.
"""
