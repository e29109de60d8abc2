"""What all tests share."""

from hypothesis import settings

# The same cases on every machine, and no time limit for one: a loaded machine must not fail a test.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
