// The story form: counters, rows, what is not saved yet, dialogs. All of it is an enhancement; the page
// works by plain links and buttons too.
const form = document.getElementById("article_form");
const $ = window.django.jQuery;
const gettext = window.gettext || ((text) => text);
document.documentElement.classList.add("js");

// --- counters ------------------------------------------------------------------------------------
for (const output of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(output.dataset.counts);
  const words = output.textContent;
  const count = () => {
    output.textContent = words.replace(/\d+/, [...field.value].length);
    output.classList.toggle("over", [...field.value].length > Number(output.dataset.of));
  };
  field.addEventListener("input", count);
  count();
}
// A headline is one line, however long.
document.getElementById("id_headline")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});

// --- what is not saved yet -----------------------------------------------------------------------
let unsaved = Boolean(form?.hasAttribute("data-unsaved"));
let leaving = false;

function touched() {
  if (unsaved) return;
  unsaved = true;
  for (const note of document.querySelectorAll("[data-saved]")) {
    note.dataset.was = note.textContent;
    note.textContent = form.dataset.notSaved;
    note.classList.add("not-saved");
  }
}
if (form) {
  if (unsaved) {
    unsaved = false;
    touched();
  }
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  // The pop-ups and the choices by name tell of a change through jQuery alone; while the page starts, so do
  // widgets that set themselves up.
  $(() => setTimeout(() => $(form).on("change", touched)));
  // What is shown in another tab saves nothing.
  form.addEventListener("submit", (event) => {
    leaving = event.submitter?.formTarget !== "_blank";
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(document.querySelector("[data-save]"));
    }
  });
}

// --- rows: add, move, take off; the hidden order field tells the server --------------------------
const alive = (list) => [...list.children].filter((row) => !row.classList.contains("removed"));

function renumber(list) {
  const rows = alive(list);
  rows.forEach((row, index) => {
    const order = row.querySelector('[name$="-order"]');
    if (order) order.value = index;
    const number = row.querySelector(".row-number");
    if (number) number.textContent = index + 1;
    for (const [way, edge] of [["up", 0], ["down", rows.length - 1]]) {
      const button = row.querySelector(`[data-move=${way}]`);
      if (button) button.disabled = index === edge;
    }
  });
  asRead();
}

function addRow(name) {
  const rows = document.querySelector(`[data-rows="${name}"]`);
  const total = rows.querySelector(`[name="${name}-TOTAL_FORMS"]`);
  const holder = document.createElement("div");
  holder.innerHTML = rows.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  total.value = Number(total.value) + 1;
  const row = holder.firstElementChild;
  const list = rows.querySelector("[data-list]");
  list.append(row);
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: name } }));
  nameSelects(row);
  renumber(list);
  touched();
  return row;
}

document.addEventListener("story:add-row", (event) => addRow(event.target.dataset.rows));
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add]");
  if (add) {
    const row = addRow(add.closest("[data-rows]").dataset.rows);
    row.querySelector(".select2-selection, select, input:not([type=hidden])")?.focus();
  }
  const button = event.target.closest("[data-move], [data-remove]");
  if (!button) return;
  const row = button.closest("[data-row]");
  const list = row.parentElement;
  if (button.dataset.move) {
    const rows = alive(list);
    const other = rows[rows.indexOf(row) + (button.dataset.move === "up" ? -1 : 1)];
    if (!other) return;
    if (button.dataset.move === "up") other.before(row);
    else other.after(row);
    renumber(list);
    const again = button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button;
    again?.focus();
  } else {
    const gone = row.querySelector('[name$="-DELETE"]');
    if (gone) gone.checked = true;
    row.classList.add("removed");
    row.hidden = true;
    renumber(list);
    const before = alive(list).at(-1)?.querySelector("[data-remove]");
    const next = before ?? list.closest("[data-rows]").querySelector("button");
    next?.focus();
  }
  touched();
});

// --- the credit as readers will see it -----------------------------------------------------------
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
if (form) $(form).on("change", "[name$=-author], [name$=-role], #id_outlet", asRead);

// --- choosing by name: every control has one -----------------------------------------------------
let labels = 0;

function nameSelects(root) {
  for (const container of root.querySelectorAll(".select2-container")) {
    const select = container.previousElementSibling;
    const label = select?.id && document.querySelector(`label[for="${select.id}"]`);
    if (!label) continue;
    label.id ||= `label_${++labels}`;
    const box = container.querySelector(".select2-selection--single");
    const rendered = container.querySelector(".select2-selection__rendered");
    if (box) box.setAttribute("aria-labelledby", `${label.id} ${rendered.id}`);
    rendered?.setAttribute("aria-labelledby", label.id);
    container.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
    // A label leads to the hidden select; take it to the control that is there.
    label.onclick = () => container.querySelector(".select2-selection")?.focus();
  }
}

function startTopics(element) {
  $(element).select2({
    tags: true,
    tokenSeparators: [","],
    createTag: ({ term }) => (term.trim() ? { id: `+${term.trim()}`, text: term.trim() } : null),
    ajax: {
      url: element.getAttribute("data-ajax--url"),
      dataType: "json",
      data: ({ term, page }) => ({
        term,
        page,
        app_label: element.dataset.appLabel,
        model_name: element.dataset.modelName,
        field_name: element.dataset.fieldName,
      }),
    },
  });
}

$(() => {
  document.querySelectorAll(".topics-autocomplete").forEach(startTopics);
  document.querySelectorAll("[data-list]").forEach(renumber);
  nameSelects(document);
  $(document).on("select2:open", ({ target }) => {
    const label = document.querySelector(`label[for="${target.id}"]`);
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search?.setAttribute("aria-label", label?.textContent.trim() || gettext("Search"));
    search?.focus();
  });
  $(document).on("select2:select select2:unselect", () => setTimeout(() => nameSelects(document)));
});

// --- what is done to the saved story, in a dialog ------------------------------------------------
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog";
  dialog.setAttribute("aria-labelledby", "act-h");
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  try {
    await fill(dialog, link.href, {});
    dialog.showModal();
  } catch {
    location.href = link.href;
  }
});

async function fill(dialog, url, options) {
  // A redirect means that it is done: the story's page then says what was done.
  const response = await fetch(url, { ...options, redirect: "manual" });
  if (response.type === "opaqueredirect") {
    leaving = true;
    location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const act = page.querySelector("[data-act]");
  if (!act) throw new Error("no dialog in the answer");
  if (unsaved && form) act.querySelector(".act-body").prepend(saveFirst(act));
  dialog.replaceChildren(act);
  dialog.dispatchEvent(new CustomEvent("story:asked", { bubbles: true }));
  act.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  act.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(dialog, url, { method: "POST", body: new FormData(act, event.submitter) }).catch(() => act.submit());
  });
  act.querySelector(".has-errors input, .has-errors textarea, .errorlist")?.focus();
}

function saveFirst(act) {
  const note = document.createElement("div");
  const button = document.createElement("button");
  note.className = "ask";
  note.append(gettext("You have changes that are not saved. They are not in what goes out."), " ");
  button.type = "button";
  button.className = "btn slim";
  button.textContent = gettext("Save first");
  button.addEventListener("click", () => {
    if (act.querySelector("[data-publish], [name=revision]")) {
      const then = Object.assign(document.createElement("input"), { type: "hidden", name: "_publish", value: "1" });
      form.append(then);
    }
    form.requestSubmit();
  });
  note.append(button);
  return note;
}
