// Text in Markdown, as the editors that reporters write in copy it: what its signs say becomes elements. What a
// body has no element for (pictures, code, struck words) stays as it was typed.

const HEADING = /^ {0,3}(#{1,6})\s+(\S.*?)\s*#*\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+]|\d{1,3}[.)])( +)(?:\[[ x]\] +)?(\S.*)$/;
/** What begins something new without an empty line before it; a year at the head of a line does not. */
const BEGINS = /^ {0,3}(?:#{1,6}\s+\S|> ?\S|(?:[-*+]|1[.)]) +\S)/;
/** Between two parts of a story; a body has no element for it. */
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const TARGET = /^ {0,3}\[([^\]^]+)\]:\s*<?([^\s>]+)>?.*$/;
/** Whoever writes longer lines does not end them to fit a window: each is a paragraph. */
const WRAPPED = 100;

export function asHtml(text) {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n");
  const rest = lines.filter((line) => !TARGET.test(line));
  const found = lines.map((line) => TARGET.exec(line)).filter(Boolean);
  const targets = new Map(found.map(([, name, href]) => [name.toLowerCase(), href]));
  const isWrapped = rest.every((line) => line.replace(/\]\([^)]*\)/g, "").length <= WRAPPED);
  return blocks(rest, { targets, between: isWrapped ? " " : "</p><p>" });
}

function blocks(lines, how) {
  const left = [...lines];
  let html = "";
  while (left.length) {
    const heading = HEADING.exec(left[0]);
    if (!left[0].trim()) left.shift();
    else if (RULE.test(left[0])) html += `<p>${left.shift().trim()}</p>`;
    else if (heading) {
      left.shift();
      html += `<h${heading[1].length}>${inline(heading[2], how)}</h${heading[1].length}>`;
    } else if (QUOTE.test(left[0])) {
      const quoted = taken(left, (line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, ""));
      html += `<blockquote>${blocks(quoted, how)}</blockquote>`;
    } else if (ITEM.test(left[0])) html += list(left, how);
    else html += paragraph([left.shift(), ...taken(left, goesOn)], how);
  }
  return html;
}

const goesOn = (line) => line.trim() && !BEGINS.test(line) && !RULE.test(line);

/** Takes lines off the front for as long as they are meant. */
function taken(left, isMeant) {
  const end = left.findIndex((line) => !isMeant(line));
  return left.splice(0, end < 0 ? left.length : end);
}

function list(left, how) {
  const kind = (sign) => /\d/.test(sign) ? "ol" : "ul";
  const [, margin, sign] = ITEM.exec(left[0]);
  const tag = kind(sign);
  let items = "";
  for (let item = ITEM.exec(left[0]); item && kind(item[2]) === tag && item[1].length <= margin.length;) {
    const [, before, own, gap, words] = item;
    const within = before.length + 1;
    left.shift();
    const deeper = (line) => line.trim() && line.length - line.trimStart().length >= within;
    const rest = taken(left, (line) => deeper(line) || (goesOn(line) && !ITEM.test(line)));
    while (deeper(nextWords(left))) rest.push(...taken(left, (line) => !line.trim() || deeper(line)));
    const inner = rest.map((line) => line.replace(RegExp(`^ {0,${before.length + own.length + gap.length}}`), ""));
    items += `<li>${blocks([words, ...inner], how)}</li>`;
    if (ITEM.test(nextWords(left))) taken(left, (line) => !line.trim());
    item = ITEM.exec(left[0] ?? "");
  }
  const first = parseInt(sign);
  return `<${tag}${first > 1 ? ` start="${first}"` : ""}>${items}</${tag}>`;
}

/** The next line that is not empty. */
const nextWords = (left) => left.find((line) => line.trim()) ?? "";

function paragraph(lines, how) {
  const said = lines.map((line) => inline(line.trimStart(), how)).reduce((before, line) => {
    const ended = before.replace(/(?: {2,}|\\)$/, "");
    return ended === before ? before + how.between + line : `${ended}<br>${line}`;
  });
  return `<p>${said.trimEnd()}</p>`;
}

// --- within a line --------------------------------------------------------------------------------
const entity = (sign) => `&#${sign.charCodeAt(0)};`;
/** An address in which no sign is taken for stress. */
const link = (href, words) => `<a href="${href.replace(/[*_]/g, entity)}">${words}</a>`;

function inline(text, { targets }) {
  return text
    .replace(/\\([!-/:-@[-`{-~])|[&<>"]/g, (all, sign) => entity(sign ?? all))
    .replace(/&#60;((?:https?:\/\/|mailto:)(?:(?!&#62;)\S)+)&#62;/g, (_all, href) => link(href, href))
    .replace(
      /(?<!!)\[([^\][]+)\]\(((?:[^\s()]|\([^\s()]*\))+)(?:\s+&#34;.*?&#34;)?\)/g,
      (_all, words, href) => link(href, words),
    )
    .replace(/(?<!!)\[([^\][]+)\]\[([^\][]*)\]/g, (all, words, name) => {
      const href = targets.get((name || words).toLowerCase());
      return href ? link(href.replace(/[&<>"]/g, entity), words) : all;
    })
    .replace(/(?<![\w*])\*\*\*(?=\S)(.+?)(?<=\S)\*\*\*(?!\w)/g, "<strong><em>$1</em></strong>")
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, "<strong>$1</strong>")
    .replace(/(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)/g, "<strong>$1</strong>")
    .replace(/(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])/g, "<em>$1</em>")
    .replace(/(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)/g, "<em>$1</em>");
}
