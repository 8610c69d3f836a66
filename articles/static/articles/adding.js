// Several pictures go up one after the other, and each says how far it is. Without this script they go together.
import { send } from "./uploading.js";

const form = document.getElementById("add-pictures");

const line = (list, file) => {
  const item = list.appendChild(document.createElement("li"));
  const name = item.appendChild(document.createElement("b"));
  name.textContent = file.name;
  const said = item.appendChild(document.createElement("progress"));
  said.setAttribute("aria-label", file.name);
  said.value = 0;
  return { item, said };
};

const show = ({ item, said }, answer) => {
  const words = document.createElement(answer.url ? "a" : "span");
  if (answer.url) words.href = answer.url;
  words.className = answer.url ? "" : "st blk";
  words.textContent = answer.url ? form.dataset.added : answer.problems.join(" ");
  said.replaceWith(words);
  if (answer.note) item.append(` ${answer.note}`);
};

const sendAll = async (files) => {
  const list = document.getElementById("add-progress");
  const told = document.getElementById("add-told");
  const lines = files.map((file) => line(list, file));
  const answers = [];
  for (const [number, file] of files.entries()) {
    told.textContent = form.dataset.counting.replace("{number}", number + 1).replace("{all}", files.length);
    const body = new FormData(form);
    body.set("pictures", file);
    const bar = lines[number].said;
    const progress = (part) => part === null ? bar.removeAttribute("value") : (bar.value = part);
    const answer = await send(form.action, body, { lost: form.dataset.failed, progress });
    show(lines[number], answer);
    answers.push(answer);
  }
  return answers;
};

if (form) {
  const input = form.elements.pictures;
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (files.length < 2) return;
    event.preventDefault();
    button.disabled = true;
    const answers = await sendAll(files);
    if (answers.every((answer) => answer.url && !answer.note)) {
      window.location.assign(form.dataset.list);
      return;
    }
    // What was not taken stands there with its reason; what was typed is still in its fields.
    document.getElementById("add-told").textContent = form.dataset.looked;
    input.value = "";
    button.disabled = false;
  });
}
