"""The parts of the what-if page: the team, or the region as one and each of its authorities, in every variant."""

from collections.abc import Sequence
from typing import NamedTuple

from archpers.model.trace import Name
from archpers.output.pages.live.live_figures import PagePart, figures_of
from archpers.output.pages.live.variants import PageVariant, PageVariants
from archpers.output.tables.region_tables import AS_ONE, ranked
from archpers.output.tables.short_names import shortened
from archpers.results.result import RegionResult


class PageParts(NamedTuple):
    """The same parts in every variant: the first is the team, or the region as one; each has its own figures."""

    every: tuple[Sequence[PagePart], ...]
    """For each variant, the file first."""
    start: int
    """The number of the variant that the page was asked for."""
    names: Sequence[Name]
    """The figures that some part has in some variant."""

    @property
    def file(self) -> Sequence[PagePart]:
        """The parts as the file has them."""
        return self.every[0]

    @property
    def asked(self) -> Sequence[PagePart]:
        """The parts as the page was asked for."""
        return self.every[self.start]


def page_parts(variants: PageVariants) -> PageParts:
    """Return the parts of a page, a region's authorities in the order of their rank in the file."""
    first = variants.file.result
    names = shortened(ranked(first), 200, [AS_ONE]) if isinstance(first, RegionResult) else {}
    every = tuple(_parts(each, names) for each in variants.every)
    figures = dict.fromkeys(name for own in every for part in own for name in part.figures)
    return PageParts(every, variants.start, [*figures])


def _parts(variant: PageVariant, names: dict[str, str]) -> list[PagePart]:
    result = variant.result
    whole = PagePart(AS_ONE if names else "", None, figures_of(result))
    if not isinstance(result, RegionResult):
        return [whole]
    return [whole, *(PagePart(names[name], name, figures_of(result.authorities[name])) for name in names)]
