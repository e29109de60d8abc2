"""Chromium, driven from the tests: offline, everything that a page says or asks for written down."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests.engines import package, program

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """Start Chromium with a profile of its own, without a network."""
    executable = program("chromium", "chromium-browser")
    package("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=executable, args=list(FLAGS), offline=True, viewport={"width": 1280, "height": 900}
        )
        yield context
        context.close()


class Watched(NamedTuple):
    """A page, and what it has said and asked for."""

    page: Any
    messages: list[str]
    requests: list[str]

    def wait_for(self, condition: str, seconds: float = 10) -> None:
        """Wait until a JavaScript expression is true; the page's own policy forbids the usual way."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(condition):
            assert time.monotonic() < end, condition
            time.sleep(0.05)

    def assert_quiet(self, *own: Path) -> None:
        """Fail if the page said anything or asked for anything but its own file."""
        assert self.messages == []
        assert {address.partition("#")[0] for address in self.requests} == {path.as_uri() for path in own}


@contextmanager
def opened(context: Any, file: Path, fragment: str = "", width: int = 1280) -> Iterator[Watched]:
    """Open a file in a new page and watch it."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    messages: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("dialog", lambda dialog: messages.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri() + fragment)
    yield Watched(page, messages, requests)
    page.close()


def positions(page: Any, generator: random.Random) -> list[str]:
    """Draw a position for every slider of the page, on its own steps."""
    return settings(page, generator, 1)[0]


def settings(page: Any, generator: random.Random, count: int) -> list[list[str]]:
    """Draw so many settings: a position for every slider of the page, on its own steps, which start from the file's."""
    bounds = page.evaluate("data.sliders.map(own => [own.from, own.step, own.bottom, own.top])")
    assert bounds
    found = []
    for _ in range(count):
        texts = []
        for start, step, bottom, top in (map(Decimal, own) for own in bounds):
            most, least = (top - start) // step, -((start - bottom) // step)
            texts.append(f"{start + generator.randint(int(least), int(most)) * step:f}")
        found.append(texts)
    return found


SHOWN = """() => ({
  paths: data.sliders.map(slider => slider.path), shares: data.sliders.map(slider => kindOf(slider).share),
  texts: state.map((value, i) => has(i) ? textAt(i) : null), state: [...state],
  own: data.sliders.map((_, i) => variants[chosen].values[i]),
  figures: [...document.querySelectorAll("[data-figure]")].filter(place => !place.closest("[hidden]")).map(place => {
    const {figure, part, year} = place.dataset;
    const where = year === undefined ? null : data.case.years[year < 0 ? now.variant.yearsAt.at(-1) : year];
    const filed = "three" in place.dataset ? place.nextSibling : null;
    const three = filed ? [filed.textContent, filed.nextSibling.textContent] : [];
    const own = [figure, Number(part ?? view), where, "negated" in place.dataset, unitOf(figure), place.textContent];
    return [...own, ...three];
  }),
  values: now.parts.map(finite), years: now.years.map(finite),
  payback: document.querySelector("[data-payback]")?.textContent,
  warnings: warningsOf(now), listed: [...document.querySelectorAll("#warnings li")].map(line => line.textContent),
  verdict: document.querySelector("[data-when]:not([hidden])").textContent,
})"""
"""What the page shows and what its script holds."""

FINITE = """window.finite = values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));"""

MOVE = f"""texts => {{
  {FINITE}
  const shows = show;
  show = () => {{}};
  const there = data.sliders.map((_, i) => i).filter(has);
  there.forEach(i => {{
    if (i === there.at(-1)) show = shows;
    const slide = document.getElementById("slide-" + i);
    slide.value = texts[i];
    slide.dispatchEvent(new Event("input", {{bubbles: true}}));
  }});
  return ({SHOWN})();
}}"""
"""Move every slider, and return what the page then shows and what its script holds; it is drawn after the last."""

MOVE_ALL = f"all => all.map({MOVE})"
"""Do so for each setting, one after the other."""
