// Niceties only: everything works without this file.
const form = document.getElementById("gift");

if (form) {
  const says = form.querySelector("[data-gives]");
  const group = () => form.querySelector("[name=interval]:checked")?.value;

  // The sum in the words that the server wrote beside the amount; nothing is worked out here.
  const sumUp = () => {
    const chosen = form.querySelector(`[name=amount_${group()}]:checked`);
    const covers = form.querySelector("[name=cover]")?.checked;
    const sum = chosen && (covers && chosen.dataset.covered || chosen.dataset.says);
    says.hidden = !sum;
    says.textContent = sum ? says.dataset[group()].replace("{sum}", sum) : "";
  };

  for (const own of form.querySelectorAll("[data-own]")) {
    const radios = form.querySelectorAll(`[name=${own.name.replace("own", "amount")}]`);
    const other = radios[radios.length - 1];
    // Typing an amount means it; choosing another one takes it back.
    own.addEventListener("input", () => { if (own.value) other.checked = true; sumUp(); });
    for (const radio of radios) {
      radio.addEventListener("change", () => {
        if (radio === other) own.focus();
        else own.value = "";
      });
    }
  }
  form.addEventListener("change", sumUp);
  sumUp();

  // The links to another currency or way take along what has been chosen since the page came.
  for (const link of document.querySelectorAll("[data-keeps]")) {
    link.addEventListener("click", () => {
      const to = new URL(link.href);
      const picked = form.querySelector(`[name=amount_${group()}]:checked`)?.value;
      const own = form.querySelector(`[name=own_${group()}]`)?.value.trim();
      const kept = { all: own || picked, typed: own }[link.dataset.keeps];
      if (group()) to.searchParams.set("interval", group());
      if (kept && kept !== "other") to.searchParams.set("amount", kept);
      else to.searchParams.delete("amount");
      link.href = to.href;
    });
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
