// What the story form takes of the editor: `django-prose-editor/editor` in the import map. The extensions are those that
// articles/forms/written.py names and those that the library always puts in (django_prose_editor.config).
export { createDocument, Extension, Node } from "@tiptap/core";
export { Blockquote } from "@tiptap/extension-blockquote";
export { Bold } from "@tiptap/extension-bold";
export { Document } from "@tiptap/extension-document";
export { HardBreak } from "@tiptap/extension-hard-break";
export { Heading } from "@tiptap/extension-heading";
export { Italic } from "@tiptap/extension-italic";
export { BulletList } from "@tiptap/extension-list/bullet-list";
export { ListItem } from "@tiptap/extension-list/item";
export { Paragraph } from "@tiptap/extension-paragraph";
export { Text } from "@tiptap/extension-text";
export { Dropcursor } from "@tiptap/extensions/drop-cursor";
export { Gapcursor } from "@tiptap/extensions/gap-cursor";
export { Plugin } from "@tiptap/pm/state";
export { createTextareaEditor, initializeEditors } from "./library/editor.js";
export { History } from "./library/history.js";
export { Link } from "./library/link.js";
export { Menu } from "./library/menu.js";
export { OrderedList } from "./library/orderedList.js";
export * as pm from "./pm.js";
