// Checks lead to their field, from the margin and from the publish dialog; and the keys of a story.
const checks = () => [...document.querySelectorAll(".checks [data-check]")];

function controlOf(target) {
  const editor = target.closest(".prose-editor")?.querySelector(".ProseMirror");
  if (editor) return editor;
  const chooser = target.nextElementSibling;
  return chooser?.classList.contains("combo") ? chooser.querySelector("input") : target;
}

function goTo(link) {
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return false;
  const control = controlOf(target);
  control.focus();
  control.scrollIntoView({ block: "center" });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-check]");
  if (link && goTo(link)) event.preventDefault();
});

// In the dialog each problem gets the way to its field that the margin knows.
document.addEventListener("story:asked", ({ target: dialog }) => {
  for (const fix of dialog.querySelectorAll("[data-fix]")) {
    fix.addEventListener("click", (event) => {
      const check = checks().find((each) => each.dataset.check === fix.dataset.fix);
      if (!check) return;
      event.preventDefault();
      // The dialog gives the focus back to what opened it; the field comes after that.
      dialog.addEventListener("close", () => setTimeout(() => goTo(check)));
      dialog.close();
    });
  }
});

// --- keys ----------------------------------------------------------------------------------------
let last = -1;

function nextCheck() {
  const all = checks();
  if (!all.length) return;
  last = (last + 1) % all.length;
  goTo(all[last]);
}

/** Ctrl Enter is the green button: the dialog's if one is open, else that of the page. */
function primary() {
  const open = document.querySelector("dialog[open]");
  const within = open ?? document;
  within.querySelector(open ? ".btn.default" : ".margin .btn.default")?.click();
}

const keys = {
  F8: nextCheck,
  "Ctrl Enter": primary,
  "Alt p": () => document.getElementById("preview_form")?.requestSubmit(),
};

document.addEventListener(
  "keydown",
  (event) => {
    const held = event.ctrlKey || event.metaKey ? "Ctrl " : event.altKey ? "Alt " : "";
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = keys[held + key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  },
  true,
);
