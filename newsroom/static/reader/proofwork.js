// The small sum of membership/tokens/challenges.py, done in a worker so that the page stays usable: while the form is
// filled in, or at once where the server has asked for it.
const form = document.getElementById("gift");
const asked = document.getElementById("proof");
const answer = form.querySelector("[name=answer]");

const say = (words) => {
  const says = asked?.querySelector("[data-says]");
  if (!says) return;
  says.hidden = !words;
  says.textContent = words ? says.dataset[words] : "";
  asked.querySelector("[data-by-mail]").hidden = Boolean(words);
};

let begun = false;
const begin = () => {
  if (begun) return;
  begun = true;
  const worker = new Worker(new URL("proofworker.js", import.meta.url), { type: "module" });
  say("says");
  worker.addEventListener("message", ({ data }) => {
    answer.value = data;
    say("done");
  });
  // Where no worker can run, the code by mail is still there.
  worker.addEventListener("error", () => say(""));
  worker.postMessage(form.querySelector("[name=token]").value.split(":")[0]);
};

if (asked) begin();
else for (const sign of ["input", "focusin", "pointerdown"]) form.addEventListener(sign, begin, { once: true });
