// What is sent to the desk by a script: by whoever is signed in now, with the token of that sign-in.
const page = document.querySelector("[data-session]");
const tokens = () => [...document.querySelectorAll("[name=csrfmiddlewaretoken]")];
/** Milliseconds after which nobody waits for an answer any more. */
const PATIENCE = 20_000;
/** With this header a request is no work of anybody: the page asks by itself. */
export const BY_ITSELF = { "Asked-By-Itself": "1" };

/**
 * Who is signed in ({person, name}), null if nobody is; undefined if that cannot be asked. The forms of this page get
 * the token of its own person alone: nobody else can send what was typed here.
 */
export async function whoIsHere() {
  try {
    const response = await fetch(page.dataset.session, { headers: { Accept: "application/json", ...BY_ITSELF } });
    if (response.status === 401) return null;
    if (!response.ok) return undefined;
    const here = await response.json();
    if (isOurs(here)) tokens().forEach((each) => each.value = here.token);
    return here;
  } catch {
    return undefined;
  }
}

const isOurs = (here) => String(here?.person) === page.dataset.person;

/** Why this answer is none: signed-out, other (another person is signed in), long, gone, refused, away. */
async function problemOf(response) {
  if (response.status === 401) return "signed-out";
  if (response.status === 409) return "other";
  if (response.status === 404) return "gone";
  if (response.status >= 500) return "away";
  // The door asks for a sign-in before it takes in so much.
  if (response.status === 413) return await whoIsHere() === null ? "signed-out" : "long";
  return "refused";
}

/** Whether it was the token that was refused, and there is a new one for the same person. */
async function hasNewToken(response) {
  const isToken = response.status === 403 && response.headers.get("Content-Type")?.includes("json");
  return isToken ? await whoIsHere() : undefined;
}

/**
 * { response } of the server; or { problem } in a word, and what it answered if it did, as { refusal }. `body` makes
 * what is sent, anew for each try.
 */
export async function send(address, body, accept = "application/json", headers = {}) {
  for (let tries = 0;; tries++) {
    let response;
    try {
      response = await fetch(address, {
        method: "POST",
        body: body(tokens()[0]?.value),
        headers: { Accept: accept, ...headers },
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return { problem: "connection" };
    }
    if (response.ok || (response.status === 409 && accept !== "application/json")) return { response };
    const here = tries ? undefined : await hasNewToken(response);
    if (here === undefined) return { problem: await problemOf(response), refusal: response };
    if (here === null) return { problem: "signed-out" };
    if (!isOurs(here)) return { problem: "other" };
  }
}

/** Keeps a text on the server: { at } of its clock, or { problem }. */
export async function sendText(text, headers = {}) {
  const { response, problem } = await send(
    text.door,
    (token) => {
      const body = new FormData();
      for (const [name, value] of text.fields) body.append(name, value);
      body.set("csrfmiddlewaretoken", token);
      body.set("form_key", text.key);
      body.set("count", text.count);
      body.set("typed_by", page.dataset.person);
      return body;
    },
    "application/json",
    headers,
  );
  if (problem) return { problem };
  try {
    return await response.json();
  } catch {
    return { problem: "connection" };
  }
}
