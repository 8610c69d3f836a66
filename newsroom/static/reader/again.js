// What has not had its turn is sent again by itself; the button does the same at once.
const form = document.querySelector("form[data-again]");
const timer = setTimeout(() => form.requestSubmit(), Number(form.dataset.again) * 1000);
// Whoever begins to change something sends it when it is ready.
form.addEventListener("input", () => clearTimeout(timer));
