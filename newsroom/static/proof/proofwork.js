// The small sum of membership/challenges.py, done in a worker so that the page stays usable.
const field = document.getElementById("proof");
const says = field.querySelector("[data-says]");
const answer = field.querySelector("[name=answer]");

const worker = new Worker(new URL("proofworker.js", import.meta.url), { type: "module" });
says.hidden = false;
says.textContent = says.dataset.says;
field.querySelector("[data-by-mail]").hidden = true;
worker.addEventListener("message", ({ data }) => {
  answer.value = data;
  says.textContent = says.dataset.done;
});
// Where no worker can run, the code by mail is still there.
worker.addEventListener("error", () => {
  says.hidden = true;
  field.querySelector("[data-by-mail]").hidden = false;
});
worker.postMessage(field.querySelector("[name=challenge]").value);
