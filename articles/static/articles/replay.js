// What this browser kept while the server was not to be reached is sent, whatever became of the page it was typed in.
import { all, forget } from "./kept-here.js";
import { sendText } from "./sending.js";

/** The texts that the server has now. Those that it does not take stay here. */
export async function replay(person) {
  const sent = [];
  for (const text of await all(person)) {
    const answer = await sendText(text);
    if (!answer.at) continue;
    await forget(person, text.key, text.count);
    sent.push(text);
  }
  return sent;
}

// On the desk's start page they are listed.
const start = document.querySelector("[data-replay]");
if (start) {
  replay(start.dataset.person).then((sent) => {
    if (sent.length) location.reload();
  }, () => {});
}
