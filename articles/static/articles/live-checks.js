// The checks beside the text say what stands in the way of what is typed, a moment after it is.
import { askLive } from "./asking-live.js";

const form = document.getElementById("article_form");
const said = document.querySelector("[data-checks-said]");
const counts = () => document.querySelector(".checks .counts")?.textContent.trim().replace(/\s+/g, " ") ?? "";

/** Puts in what is new and leaves the rest alone: nothing flickers, and the focus stays where it is. */
function put(before, now) {
  if (before.isEqualNode(now)) return;
  if (before.querySelector("details[open]")) now.querySelector("details")?.setAttribute("open", "");
  const focused = before.contains(document.activeElement) && document.activeElement;
  const same = focused.dataset?.check
    ? `[data-check="${CSS.escape(focused.dataset.check)}"]`
    : focused.tagName === "A"
    ? `[href="${focused.getAttribute("href")}"]`
    : "summary";
  before.replaceWith(now);
  if (focused) now.querySelector(same)?.focus({ preventScroll: true });
}

async function told(response, signal) {
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (signal.aborted) return;
  const before = counts();
  for (const now of page.querySelectorAll("[data-live]")) {
    const place = document.querySelector(`[data-live="${now.dataset.live}"]`);
    if (place) put(place, document.adoptNode(now));
  }
  if (said && counts() !== before) said.textContent = counts() || said.dataset.none;
}

// Something has been typed already: that is why this is here.
askLive(form, { address: () => form.dataset.checks, told })();
