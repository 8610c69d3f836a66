// The credit as readers will see it.
import { alive } from "./rows.js";

const picked = (select) => (select?.value ? select.selectedOptions[0]?.textContent.trim() : "");

function asRead() {
  const line = document.querySelector("[data-as-read]");
  if (!line) return;
  const roles = new Map();
  for (const row of alive(document.querySelector("[data-rows=bylines] [data-list]"))) {
    const author = picked(row.querySelector('[name$="-author"]'));
    const role = picked(row.querySelector('[name$="-role"]'));
    if (author) roles.set(role, [...(roles.get(role) ?? []), author]);
  }
  const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });
  const outlet = picked(document.getElementById("id_outlet"));
  const parts = [];
  for (const [role, names] of roles) {
    if (parts.length) parts.push(". ");
    parts.push(`${role} `);
    names.forEach((name, index) => {
      if (index) parts.push(index === names.length - 1 ? ` ${line.dataset.and} ` : ", ");
      parts.push(bold(name));
    });
    if (outlet && role === roles.keys().next().value) parts.push(" / ", bold(outlet));
  }
  if (!parts.length) parts.push(outlet ? bold(outlet) : line.dataset.none);
  line.replaceChildren(...parts);
}
document.getElementById("article_form")?.addEventListener("change", asRead);
asRead();
