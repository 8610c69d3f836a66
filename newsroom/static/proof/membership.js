// Niceties only: everything works without this file.
const own = document.getElementById("id_own");
const other = document.getElementById("id_amount_other");

if (own && other) {
  // Typing an amount means it; choosing another one takes it back.
  own.addEventListener("input", () => { if (own.value) other.checked = true; });
  for (const radio of document.querySelectorAll("input[name=amount]")) {
    radio.addEventListener("change", () => {
      if (radio === other) own.focus();
      else own.value = "";
    });
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
