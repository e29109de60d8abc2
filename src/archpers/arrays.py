"""The one name for an array of numbers; numpy is loaded where it is used, so the model and plain results do without."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
