// Pasting into the empty field keeps links and emphasis: the clipboard's HTML goes along in a hidden field.
// As soon as the text is changed by hand, the text alone counts.
const form = document.getElementById("paste-begin");

if (form) {
  const copy = form.elements.copy;
  const rich = form.elements.rich;
  const told = document.getElementById("paste-kept");
  let asPasted = rich.value ? copy.value : null;

  const keep = (html) => {
    rich.value = html;
    told.textContent = html ? told.dataset.kept : "";
  };

  copy.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const whole = copy.selectionStart === 0 && copy.selectionEnd === copy.value.length;
    if (!html || !whole) return;
    event.preventDefault();
    copy.value = event.clipboardData.getData("text/plain");
    asPasted = copy.value;
    keep(html);
  });
  copy.addEventListener("input", () => {
    if (asPasted === null || copy.value === asPasted) return;
    asPasted = null;
    keep("");
  });
}

// Whoever reads what becomes of the copy begins where something is asked.
document.querySelector(":is(.paste-card-question, .paste-card-confirm) :is(input:not([type=hidden]), textarea, select)")
  ?.focus();

// Ctrl Enter presses the green button: reads the copy, and then files it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.querySelector(".paste-begin .btn.default, .paste-foot .btn.default")?.click();
});
