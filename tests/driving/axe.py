"""What axe finds wrong with a page."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: Without preload: axe would put a <style> into the page, which our policy refuses. Of its long answer no more than
#: this leaves the browser.
_RUN = """async ([where, rules]) => {
    const options = {preload: false, resultTypes: ["violations"], ...(rules && {runOnly: rules})}
    const found = await axe.run(where ?? document, options)
    return found.violations.map(each => [each.id, each.nodes.map(node => node.html)])
}"""
#: Colours that change slowly, as those of the text's buttons, change at once: where nothing is drawn, no time passes
#: for them, and whoever waits for their end waits for ever.
_CHANGED = """document.getAnimations().filter(each => each instanceof CSSTransition)
    .forEach(each => each.finish())"""
#: Rules that ask what colours something has.
_OF_COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page, where: str | None = None, rules: list[str] | None = None) -> list[list[object]]:
    """Each rule that is broken, with the HTML of what breaks it; `where`: a selector, or the whole page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(_CHANGED)
    return page.evaluate(_RUN, [where, rules])


def violations_in_both_colours(page: Page, where: str | None = None) -> list[list[object]]:
    """The same in light, and in dark what colours decide."""
    found = violations(page, where)
    page.emulate_media(color_scheme="dark")
    found += violations(page, where, _OF_COLOURS)
    page.emulate_media(color_scheme="light")
    return found
