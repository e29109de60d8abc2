"""What all tests share."""

import pytest
from hypothesis import settings

# The same cases on every machine, and no time limit for one: a loaded machine must not fail a test.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with what takes longest, so that at the end no processor waits for it."""
    items.sort(key=lambda item: item.get_closest_marker("proof") is None)
