"""Results: what the model says about a scenario, with the warnings a careful colleague would give."""
