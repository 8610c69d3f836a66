// A page shown as on paper or in the dark: its own rules for these are made to hold, and those against them not.
const HOLDS = { print: ["print"], dark: ["(prefers-color-scheme: dark)"] };
const KINDS = ["print", "screen", "(prefers-color-scheme: dark)", "(prefers-color-scheme: light)"];
const was = new WeakMap();

function* mediaRules(rules) {
  for (const rule of rules) {
    if (rule.media) yield rule;
    if (rule.cssRules) yield* mediaRules(rule.cssRules);
  }
}

/** `shown` is print, dark, or anything else: then as on a bright screen. */
export function showAs(page, shown) {
  const hold = HOLDS[shown] ?? [];
  for (const sheet of page.styleSheets) {
    for (const rule of mediaRules(sheet.cssRules)) {
      if (!was.has(rule)) was.set(rule, rule.media.mediaText);
      const said = was.get(rule);
      const kind = KINDS.find((each) => said === each);
      if (kind) rule.media.mediaText = holds(kind, hold) ? "all" : "not all";
    }
  }
  page.documentElement.style.colorScheme = shown === "dark" ? "dark" : "light";
}

function holds(kind, hold) {
  if (kind === "screen") return !hold.includes("print");
  if (kind === "(prefers-color-scheme: light)") return !hold.includes("(prefers-color-scheme: dark)");
  return hold.includes(kind);
}
