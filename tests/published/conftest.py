from collections.abc import Mapping

import pytest

from archpers.published.compare import Reproduction, compare
from archpers.published.figures import Figures, load_figures
from archpers.published.shipped import shipped_inputs


@pytest.fixture(scope="session")
def figures() -> Figures:
    return load_figures()


@pytest.fixture(scope="session")
def shipped() -> Mapping[str, float]:
    return shipped_inputs()


@pytest.fixture(scope="session")
def comparison(figures: Figures, shipped: Mapping[str, float]) -> Reproduction:
    return compare(figures, shipped)
