"""Chromium, driven from the tests: offline, everything that a page says or asks for written down."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Draw so many settings: a position for every slider of the page, on its own steps."""
    slides = "data.sliders.map((_, i) => document.getElementById('slide-' + i))"
    bounds = page.evaluate(f"{slides}.map(x => [x.min, x.max, x.step])")
    assert bounds
    found = []
    for _ in range(count):
        texts = []
        for least, most, step in bounds:
            steps = round((float(most) - float(least)) / float(step))
            texts.append(repr(float(least) + generator.randint(0, steps) * float(step)))
        found.append(texts)
    return found


MOVE = """texts => {
  const slides = data.sliders.map((_, i) => document.getElementById("slide-" + i));
  const shows = show;
  show = () => {};
  slides.forEach((slide, i) => {
    if (i === slides.length - 1) show = shows;
    slide.value = texts[i];
    slide.dispatchEvent(new Event("input", {bubbles: true}));
  });
  const figures = [...document.querySelectorAll("[data-figure]")].map(place => {
    const {figure, part, year} = place.dataset;
    const where = year === undefined ? null : data.case.years[year];
    return [figure, Number(part), where, "negated" in place.dataset, data.units[figure], place.textContent];
  });
  const finite = values => Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
  return {
    paths: data.sliders.map(slider => slider.path), units: data.sliders.map(slider => slider.unit),
    texts: slides.map(slide => slide.value), state: [...state], own: data.sliders.map(slider => slider.value), figures,
    values: parts.map(finite), years: years.map(finite),
    payback: document.querySelector("[data-payback]")?.textContent,
    verdict: document.querySelector("[data-when]:not([hidden])").textContent,
  };
}"""
"""Move every slider, and return what the page then shows and what its script holds; it is drawn after the last."""

MOVE_ALL = f"all => all.map({MOVE})"
"""Do so for each setting, one after the other."""
