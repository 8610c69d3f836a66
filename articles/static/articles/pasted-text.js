// What other programs put on the clipboard, made plain: what they say by style is said by elements, lists are
// lists, and nothing is text that is none. The addresses of links are made plain when the story is saved.

import { asLists, marked, markedHeading, ofWordOnline, renamed, styleOf } from "./pasted-lists.js";

// What was struck out of a document, and the comments beside it, are no text.
const NO_TEXT = ".EOP, del, s, strike, title, textarea, script, [class*='msocom' i], [class*='MsoComment' i]";
const SAYS_NO_TEXT =
  /line-through|mso-element:\s*comment|mso-special-character:\s*comment|mso-hide:\s*all|display:\s*none/;
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote";
const RANKS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

export function tidied(html) {
  // The security policy does not let styles be read, so they are moved where they are plain words.
  const plain = html.replace(/<(\/?)style\b/gi, "<$1textarea").replace(
    /<[a-z][^>]*>/gi,
    (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-was="),
  );
  const page = new DOMParser().parseFromString(plain, "text/html");
  const { body } = page;
  asStyled(page);
  body.querySelectorAll("p[data-style*='mso-list']").forEach(marked);
  body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6) [data-style*='mso-list']").forEach(markedHeading);
  body.querySelectorAll(".ListContainerWrapper").forEach(ofWordOnline);
  for (const element of body.querySelectorAll(`${NO_TEXT}, [data-style]`)) {
    if (element.matches(NO_TEXT) || SAYS_NO_TEXT.test(styleOf(element))) element.remove();
  }
  for (const element of body.querySelectorAll("tr")) asLine(element);
  for (const element of body.querySelectorAll("b, strong, span, i, em")) asSaid(element);
  for (const element of body.querySelectorAll("h1, h4, h5, h6")) renamed(element, RANKS[element.tagName]);
  // A heading is bold by itself.
  for (const element of body.querySelectorAll(":is(h2, h3) :is(b, strong)")) element.replaceWith(...element.childNodes);
  asLists(body);
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) list.previousElementSibling?.append(list);
  joinLines(body);
  // What they said is said by elements now; a line that ends within one ends the paragraph's.
  for (const element of body.querySelectorAll("span")) element.replaceWith(...element.childNodes);
  for (const block of [...body.querySelectorAll("p, div"), body]) atEmptyLines(block);
  withoutEmpty(body);
  for (const element of body.querySelectorAll("[data-style]")) element.removeAttribute("data-style");
  return body.innerHTML;
}

/** Rules of one class each, as Pages and TextEdit write them, stand with the elements that they are for. */
function asStyled(page) {
  const rules = [...page.querySelectorAll("textarea")].map((sheet) => sheet.textContent).join("\n");
  for (const [, selector, said] of rules.matchAll(/(?:^|[}\s])([a-z]*\.[\w-]+)\s*\{([^{}]*)\}/gi)) {
    for (const element of page.body.querySelectorAll(selector)) {
      element.dataset.style = `${said};${element.dataset.style || ""}`;
    }
  }
}

/** Bold and italic that are meant, and none that is not: Docs wraps all it copies in a bold that is none. */
function asSaid(element) {
  const style = styleOf(element);
  const weight = [...style.matchAll(/(?:^|[;\s])font-weight:\s*(\w+)/g)].at(-1)?.[1];
  const bold = weight === "bold" || Number(weight) >= 600;
  if (element.matches("span")) {
    if (bold) wrapContent(element, "strong");
    if (/(?:^|[;\s])font-style:\s*italic/.test(style)) wrapContent(element, "em");
    return;
  }
  const isNone = element.matches("b, strong")
    ? element.id.startsWith("docs-internal-guid") || (weight && !bold)
    : /(?:^|[;\s])font-style:\s*normal/.test(style);
  if (isNone) element.replaceWith(...element.childNodes);
}

function wrapContent(element, tag) {
  const wrap = element.ownerDocument.createElement(tag);
  wrap.append(...element.childNodes);
  element.append(wrap);
}

// --- tables, lines, what is empty ---------------------------------------------------------------
/** A body has no tables: a row is a line, its cells kept apart. A cell of several paragraphs stays as it is. */
function asLine(row) {
  const cells = [...row.cells];
  if (cells.length < 2 || cells.some((cell) => cell.querySelector("table, ul, ol, p ~ p, div ~ div"))) return;
  const line = document.createElement("p");
  cells.forEach((cell, index) => {
    const only = cell.children.length === 1 && cell.children[0];
    const whole = only && only.matches("p, div, h1, h2, h3, h4, h5, h6") &&
      only.textContent.trim() === cell.textContent.trim();
    line.append(index ? " · " : "", ...(whole ? only : cell).childNodes);
  });
  row.closest("table").before(line);
  row.remove();
}

/** Lines of a PDF are no lines of ours; and a space that a browser kept from breaking is a space. */
function joinLines(body) {
  // Slack has no element for an empty line.
  for (const line of body.querySelectorAll("[class*='c-mrkdwn__br']")) line.outerHTML = "<br><br>";
  for (const end of body.querySelectorAll("br[role=presentation]")) end.replaceWith(" ");
  for (const space of body.querySelectorAll(".Apple-converted-space")) space.replaceWith(" ");
}

/** An empty line parts a paragraph, as in mails and messages. */
function atEmptyLines(block) {
  const after = ({ nextSibling: next }) => next?.nodeType === Node.TEXT_NODE && !next.data.trim() ? after(next) : next;
  const ends = [...block.children].filter((each) => each.localName === "br" && after(each)?.localName === "br");
  for (const end of ends.reverse()) {
    const rest = block.ownerDocument.createElement("div");
    while (end.nextSibling) rest.append(end.nextSibling);
    end.remove();
    rest.querySelector(":scope > br")?.remove();
    if (block.localName === "body") block.append(rest);
    else block.after(rest);
  }
}

/** Empty paragraphs, the breaks that stand between two blocks or end one. */
function withoutEmpty(body) {
  for (const end of body.querySelectorAll("br")) {
    const beside = [end.previousElementSibling, end.nextElementSibling];
    if (beside.some((each) => each?.matches(BLOCKS)) && !textBeside(end)) end.remove();
  }
  for (const block of [...body.querySelectorAll("p, div, h2, h3, li")].reverse()) {
    while (block.lastElementChild?.localName === "br" && !block.lastElementChild.nextSibling) block.lastChild.remove();
    if (!block.textContent.trim() && !block.querySelector("img, news-block, hr")) block.remove();
  }
}

const textBeside = ({ previousSibling, nextSibling }) =>
  [previousSibling, nextSibling].some((each) => each?.nodeType === Node.TEXT_NODE && each.data.trim());

// --- plain text ---------------------------------------------------------------------------------
const ENDS = /[.!?:…]["'”’)]?$/;

/** Text of a PDF comes in the lines of its page: those become paragraphs again. Other text stays as it is. */
export function unwrapped(text) {
  const blocks = text.replaceAll("\r\n", "\n").split(/\n[ \t]*\n+/);
  return blocks.map((block) => {
    const lines = block.split("\n").map((each) => each.trim()).filter(Boolean);
    const longest = Math.max(...lines.map((each) => each.length));
    const broken = lines.slice(0, -1).filter((each) => !ENDS.test(each) && each.length > longest * 0.7);
    if (lines.length < 3 || longest > 120 || longest < 40 || broken.length * 2 < lines.length - 1) return block;
    return lines.reduce((said, line, index) => {
      const before = lines[index - 1];
      const over = ENDS.test(before) && before.length < longest * 0.8;
      return said + (over ? "\n" : /[a-z]-$/.test(before) ? "" : " ") + line;
    });
  }).join("\n\n");
}
