// The preview beside the text: readers' own page of what is typed, in a frame that runs no scripts. What differs
// is put in; what is the same stays where it stands, so that nothing flashes and the place is kept.
import { askLive } from "./asking-live.js";
import { showAs } from "./shown-media.js";

const form = document.getElementById("article_form");
const pane = document.querySelector("[data-preview-pane]");
const frame = pane.querySelector("iframe");
const word = pane.querySelector("[data-preview-word]");
/** How wide the page is that is shown, in px; for the others, DESK: as narrow as readers' page has all its columns. */
const WIDTHS = { phone: 390, search: 960 };
const DESK = 1024;
let opener = null;

const shownAs = () => pane.querySelector("[name=preview-as]:checked").value;
const address = () => pane.hidden ? "" : pane.dataset[shownAs()] ?? pane.dataset.page;

/** What of the old page is as the new one has it stays; the rest is taken over, child by child. */
function renew(before, now) {
  if (before.isEqualNode(now)) return;
  if (before.nodeName !== now.nodeName || !before.children?.length || !now.children.length) {
    before.replaceWith(now.cloneNode(true));
    return;
  }
  for (const { name } of [...before.attributes]) if (!now.hasAttribute(name)) before.removeAttribute(name);
  for (const { name, value } of now.attributes) before.setAttribute(name, value);
  const [old, next] = [[...before.childNodes], [...now.childNodes]];
  // What is the same at the end stands for itself: a paragraph put in moves nothing below it.
  let same = 0;
  while (same < Math.min(old.length, next.length) && old.at(-1 - same).isEqualNode(next.at(-1 - same))) same += 1;
  const [changed, to] = [old.slice(0, old.length - same), next.slice(0, next.length - same)];
  const end = old[old.length - same] ?? null;
  to.forEach((node, at) => changed[at] ? renew(changed[at], node) : before.insertBefore(node.cloneNode(true), end));
  changed.slice(to.length).forEach((node) => node.remove());
}

/** The page is as wide as it is shown to be, and as large as the pane has room. */
function fit() {
  const room = frame.parentElement.getBoundingClientRect();
  const width = WIDTHS[shownAs()] ?? DESK;
  const scale = Math.min(1, room.width / width);
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = `${room.height / scale}px`;
  frame.style.transform = `scale(${scale})`;
}

/** A link leads nowhere from here; a frame that may open no window stays where it is. */
function withoutWays(page) {
  const base = page.createElement("base");
  base.target = "_blank";
  page.head.prepend(base);
}

async function load(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  withoutWays(page);
  const now = frame.contentDocument;
  const sheets = (each) => [...each.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href).join();
  if (now?.body?.children.length && sheets(now) === sheets(page)) {
    renew(now.body, page.body);
    return;
  }
  frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
  await new Promise((done) => frame.addEventListener("load", done, { once: true }));
}

async function answered(response, signal) {
  const started = Boolean(frame.contentDocument?.body?.children.length) && frame.dataset.address === address();
  const bad = response.status === 422;
  if (response.redirected || (!response.ok && !bad)) throw new Error(`preview: ${response.status}`);
  const html = await response.text();
  if (signal.aborted) return;
  word.textContent = bad ? word.dataset.lastGood : "";
  if (bad && started) return;
  await load(html);
  frame.dataset.address = address();
  showAs(frame.contentDocument, shownAs());
  fit();
}

const ask = askLive(form, { address, told: answered, failed: () => word.textContent = word.dataset.noAnswer });

/** Beside the text where there is room; else over it, and then nothing below it can be come to. */
const covers = matchMedia("(max-width: 79.99rem)");
const phone = matchMedia("(max-width: 47.99rem)");
const BELOW = "#header, .crumbs, .rail, .story-main, .margin, .bar, #footer";

function told() {
  for (const button of document.querySelectorAll("[data-live-preview]")) {
    button.setAttribute("aria-expanded", String(!pane.hidden));
  }
  for (const each of document.querySelectorAll(BELOW)) each.inert = !pane.hidden && covers.matches;
}

/** Opens the preview, or closes it; `from` gets the focus back. */
export function toggle(from) {
  pane.hidden = !pane.hidden;
  told();
  if (pane.hidden) {
    (opener?.isConnected ? opener : document.querySelector("[data-live-preview]")).focus();
    return;
  }
  opener = from;
  // On a phone it is first shown as one has it.
  if (!frame.dataset.address && phone.matches) pane.querySelector("[value=phone]").checked = true;
  fit();
  pane.querySelector("[name=preview-as]:checked").focus();
  ask();
}

for (const button of pane.querySelectorAll("[data-preview-close]")) {
  button.addEventListener("click", () => toggle(null));
}
pane.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggle(null);
});
pane.addEventListener("change", () => {
  fit();
  ask();
});
addEventListener("resize", () => pane.hidden || fit());
covers.addEventListener("change", told);
document.addEventListener("story:told", told);
