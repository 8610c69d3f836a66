// A few fields in a dialog.
import { make } from "../desk/elements.js";

const gettext = window.gettext || ((text) => text);
let count = 0;

/** A <dialog> with these fields; `done` gets what was typed. `extra` stands before the fields. */
export function ask({ title, fields, submit, extra, check }, done) {
  const heading = make("h2", { id: `newsblock_ask_${++count}` }, title);
  const warning = make("p", { class: "errorlist", role: "alert" });
  const inputs = fields.map(({ name, label, value, rows, type }) => {
    const id = `newsblock_field_${++count}`;
    const input = rows ? make("textarea", { id, name, rows }) : make("input", { id, name, type: type || "text" });
    input.value = value || "";
    return make("div", { class: "field" }, make("label", { for: id }, label), input);
  });
  const cancel = make("button", { type: "button", class: "btn" }, gettext("Cancel"));
  const head = make("header", {}, heading);
  const body = make("div", { class: "act-body" }, extra, ...inputs, warning);
  const foot = make("footer", {}, make("button", { class: "btn default" }, submit), cancel);
  const form = make("form", { method: "dialog", class: "act" }, head, body, foot);
  const dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": heading.id }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    warning.textContent = check?.(said) ?? "";
    if (warning.textContent) return;
    dialog.close();
    done(said);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
