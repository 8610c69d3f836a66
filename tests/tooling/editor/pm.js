// The parts of ProseMirror that our own scripts ask the library for.
export * as history from "@tiptap/pm/history";
export * as model from "@tiptap/pm/model";
export * as state from "@tiptap/pm/state";
export * as transform from "@tiptap/pm/transform";
export * as view from "@tiptap/pm/view";
