// What this browser kept while the server was not to be reached is sent, whatever became of the page it was typed in.
import { all, forget } from "./kept-here.js";
import { sendText } from "./sending.js";

/** `sent`: the texts that the server has now; `left`: those that it does not take, each with `problem`. */
export async function replay(person) {
  const [sent, left] = [[], []];
  for (const text of await all(person)) {
    const answer = await sendText(text);
    if (answer.at) {
      await forget(person, text.key, text.count);
      sent.push(text);
    } else left.push({ ...text, problem: answer.problem ?? "late" });
  }
  return { sent, left };
}
