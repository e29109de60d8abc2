"""What-if: the one evaluation of the model with its inputs varied, and the questions that rest on it.

It imports the results, the scenario and the model, and knows nothing of output. Start with `baseline`, which varies
inputs (`variable_inputs`) and evaluates `measures`; each question is a module: `sweep` over `axes`, `tornado`,
`switching` by `roots`, `compare` with its `attribution`. `questions` and `messages` are what they share.
"""
