// Niceties only: everything works without this file.
const form = document.getElementById("gift");

if (form) {
  const says = form.querySelector("[data-gives]");
  const go = form.querySelector("[data-go]");
  const shown = form.querySelector("[name=shown]");
  const work = form.querySelector("[name=work]");
  const group = () => form.querySelector("[name=interval]:checked")?.value;
  if (work) work.hidden = true;

  const say = (sum, kept = "", problem = "") => {
    says.textContent = sum ? says.dataset[group()].replace("{sum}", sum) : problem;
    go.textContent = sum ? go.dataset.sum.replace("{sum}", sum) : go.dataset.go;
    shown.value = kept;
  };

  const picked = () => form.querySelector(`[name=amount_${group()}]:checked`);

  // What ticking the box comes to; of a typed amount the sum below says it.
  const label = form.querySelector("[name=cover]")?.labels[0];
  const plain = label?.textContent;
  const offer = () => {
    const { covered, says } = picked()?.dataset ?? {};
    if (!label) return;
    label.textContent = covered ? label.dataset.says.replace("{sum}", covered).replace("{net}", says) : plain;
  };

  // The sum in the words of the server: beside the amounts they stand already, for a typed one it is asked.
  let asked = 0;
  const sumUp = () => {
    const mine = ++asked;
    const chosen = picked();
    const own = form.querySelector(`[name=own_${group()}]`)?.value.trim();
    offer();
    const covers = form.querySelector("[name=cover]")?.checked;
    if (!own) return say(chosen && (covers && chosen.dataset.covered || chosen.dataset.says));
    say("");
    setTimeout(async () => {
      if (mine !== asked) return;
      const body = new FormData(form);
      body.set("work", "1");
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        const told = answer.ok ? await answer.json() : {};
        if (mine === asked) say(told.sum, told.shown, told.problem);
      } catch { /* The next page says the sum. */ }
    }, 300);
  };

  for (const own of form.querySelectorAll("[data-own]")) {
    const radios = form.querySelectorAll(`[name=${own.name.replace("own", "amount")}]`);
    const other = radios[radios.length - 1];
    // Typing an amount means it; choosing another one takes it back.
    own.addEventListener("input", () => {
      if (own.value) other.checked = true;
      sumUp();
    });
    for (const radio of radios) {
      radio.addEventListener("change", () => {
        if (radio === other) own.focus();
        else own.value = "";
      });
    }
  }
  form.addEventListener("change", sumUp);
  // What the server has said already stands.
  if (shown.value) offer();
  else sumUp();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
