"""Tables of the decision: levers and what they free, what of it is cash, what it buys, the business case, the plan.

They import the results and `tables`. Start with `decision_tables`; `case_answer` is the answer of `archpers case`.
"""
