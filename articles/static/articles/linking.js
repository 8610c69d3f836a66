// A link in the text: its dialog asks for the whole address.
import { Extension } from "django-prose-editor/editor";
import { ask } from "./asking.js";

const gettext = window.gettext || ((text) => text);
const WHOLE = /^(https?:\/\/[^\s/]+\S*|mailto:\S+@\S+|\/[^\s/]\S*|\/)$/i;

function wrong(href) {
  if (!href) return gettext("Write the address.");
  if (WHOLE.test(href)) return "";
  const guess = /^[^\s@]+@[^\s@]+$/.test(href) ? `mailto:${href}` : `https://${href.replace(/^\/+/, "")}`;
  return gettext("Write the whole address. Do you mean %(address)s?").replace("%(address)s", guess);
}

export const Linking = Extension.create({
  name: "linking",

  /** In place of the editor's own dialog, which takes anything. */
  addCommands: () => ({
    addLink: () => ({ editor }) => {
      const isLink = editor.isActive("link");
      if (editor.state.selection.empty && !isLink) return true;
      const field = { name: "href", label: gettext("Address"), value: editor.getAttributes("link").href };
      ask(
        { title: gettext("Link"), submit: gettext("Put in"), fields: [field], check: ({ href }) => wrong(href) },
        ({ href }) => editor.chain().focus().extendMarkRange("link").setLink({ href }).run(),
      );
      return true;
    },
  }),
});
