// Text that is pasted in Markdown is taken as what it says. It goes in as it is first: one step of undo leads back
// to that, and whoever holds Shift while pasting has no more than that.
import { pm } from "django-prose-editor/editor";

/** What nobody writes who does not write Markdown. Lists, quotes and single stars are no sign: mails have those. */
const SIGNS =
  /^ {0,3}#{1,6} +\S|(?<!!)\[[^\][\n]+\]\((?:https?:|mailto:|\/)[^\s)]+|\*\*[^\s*][^*\n]*\*\*|\b__[^\s_][^_\n]*__\b/m;
/** An editor of code puts its colours on the clipboard, which say nothing. */
const OF_CODE = /^(?:\s|<(?:html|head|body|meta|!--)[^>]*>)*<(?:pre|div)\b[^>]*\bmonospace\b/i;

function markdownIn({ types, getData }) {
  const html = getData("text/html");
  const isPlain = !html || types.includes("vscode-editor-data") || OF_CODE.test(html);
  const text = isPlain ? getData("text/plain") : "";
  return SIGNS.test(text) ? text : "";
}

export function pasteMarkdown(view, event) {
  const clipboard = event.clipboardData;
  if (!clipboard || view.input.shiftKey) return false;
  const text = markdownIn({ types: clipboard.types, getData: (kind) => clipboard.getData(kind) });
  if (!text) return false;
  const { from } = view.state.selection;
  view.pasteText(text);
  const { doc, selection } = view.state;
  import("./markdown.js").then(({ asHtml }) => {
    // Whoever has typed in the meantime keeps the text as it is.
    if (view.state.doc !== doc) return;
    const whole = pm.state.TextSelection.create(doc, from, selection.to);
    view.dispatch(pm.history.closeHistory(view.state.tr.setSelection(whole)));
    view.pasteHTML(asHtml(text));
  });
  return true;
}
