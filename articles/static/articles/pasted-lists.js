// Lists of Word, made lists: what it puts on the clipboard are paragraphs that say of themselves which level they
// have, with their bullet or number as text; in the browser, a list for each item.
export const styleOf = (element) => (element.dataset.style || "").toLowerCase();

export function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

const IS_SIGN = /mso-list:\s*ignore/;
const IS_NUMBER = /^\s*\(?(\d+|[a-z]{1,4})[.)]/i;

/** Its sign tells which kind of list it is. */
export function marked(paragraph) {
  const level = /mso-list:[^;]*level(\d)/.exec(styleOf(paragraph))?.[1];
  if (!level) return;
  const sign = [...paragraph.querySelectorAll("[data-style]")].find((each) => IS_SIGN.test(styleOf(each)));
  paragraph.dataset.level = level;
  paragraph.dataset.list = IS_NUMBER.test(sign?.textContent ?? "") ? "ol" : "ul";
  sign?.remove();
}

/** The number of a heading is a part of it, a bullet is none. */
export function markedHeading(sign) {
  if (!IS_SIGN.test(styleOf(sign))) return;
  const words = sign.textContent.replace(/\s+/g, " ").trim();
  sign.replaceWith(IS_NUMBER.test(words) || /^\d/.test(words) ? `${words} ` : "");
}

export function ofWordOnline(wrapper) {
  for (const item of wrapper.querySelectorAll("li[data-aria-level]")) {
    const words = item.querySelector("p") ?? item;
    words.dataset.level = item.dataset.ariaLevel;
    words.dataset.list = item.parentElement.localName;
    wrapper.before(words);
  }
  if (!wrapper.textContent.trim()) wrapper.remove();
}

export function asLists(body) {
  for (const first of body.querySelectorAll("[data-level]")) {
    if (!first.isConnected) continue;
    const open = [];
    let item = first;
    while (item?.matches("[data-level]")) {
      const next = item.nextElementSibling;
      const depth = Math.min(Number(item.dataset.level), open.length + 1);
      open.length = Math.min(open.length, depth);
      let list = open[depth - 1];
      if (!list || (depth === 1 && list.localName !== item.dataset.list)) {
        list = body.ownerDocument.createElement(item.dataset.list);
        if (depth > 1) open[depth - 2].lastElementChild.append(list);
        else item.before(list);
        open[depth - 1] = list;
      }
      const entry = list.appendChild(body.ownerDocument.createElement("li"));
      entry.append(item);
      renamed(item, "p");
      item = next;
    }
  }
}
