"""Simulation: uncertain inputs drawn from their distributions, and what comes out.

It imports `what_if` and what that may import, and knows nothing of output. Start with `simulate`: `drawn_inputs` says
what is drawn, `drawn_model` records the model as a function of it, `engine` counts the draws, `contributions` says what
the figures hang on. What comes out is a `result`.
"""
