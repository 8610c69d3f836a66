// The way to “Find or do anything” (palette.js), from every page of the desk: Ctrl K, or the field in the head.
const form = document.getElementById("find");
/** What is typed until the palette is there: it is meant for that, and not for what has the focus. */
let typed = null;

function open(words = "") {
  if (typed !== null || document.querySelector("dialog.palette")) return;
  typed = words;
  import("./palette.js")
    .then((palette) => palette.open(form.action, typed), () => location.assign(`${form.action}?q=`))
    .finally(() => typed = null);
}

if (form) {
  const field = form.querySelector("input");
  // With scripts the field is the way to the dialog.
  form.classList.add("asks");
  field.addEventListener("click", () => open());
  field.addEventListener("input", () => {
    open(field.value);
    field.value = "";
  });
  document.addEventListener("keydown", (event) => {
    const isHeld = event.ctrlKey || event.metaKey;
    const isSent = isHeld && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const isMeant = typed !== null && !isHeld && event.key.length === 1;
    if (!isSent && !isMeant) return;
    event.preventDefault();
    event.stopPropagation();
    if (isMeant) typed += event.key;
    else open();
  }, true);
}
