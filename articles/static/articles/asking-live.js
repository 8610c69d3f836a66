// What is typed is sent a moment after the last change; an older question that is still open is given up.
const PAUSE = 350;

/** Calls `told(response)` for each answer of `address(form)` to the form as it is typed; `failed()` where none
 * comes. Returns a way to ask at once. */
export function askLive(form, { address, told, failed = () => {} }) {
  let timer = 0;
  let open = null;

  async function ask() {
    clearTimeout(timer);
    const url = address();
    open?.abort();
    if (!url) return;
    const mine = new AbortController();
    open = mine;
    try {
      await told(await fetch(url, { method: "POST", body: new FormData(form), signal: mine.signal }), mine.signal);
    } catch (error) {
      if (error.name !== "AbortError") failed();
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // What the answer depends on beside what is typed, such as the credit of a picture.
  form.addEventListener("story:credited", ask);
  return ask;
}
