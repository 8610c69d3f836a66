// What was typed and has not reached the server yet: kept in this browser, for one person, until it has. Nobody
// else who signs in here is shown it.
const STORE = "typed";
const databases = new Map();

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function database(person) {
  if (!databases.has(person)) {
    const asked = indexedDB.open(`desk-typed-${person}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    databases.set(person, answered(asked));
  }
  return databases.get(person);
}

async function store(person, mode) {
  return (await database(person)).transaction(STORE, mode).objectStore(STORE);
}

/** `text`: the key of its form, how often that has changed (count), where it is sent (door), and its fields. */
export async function keep(person, text) {
  await answered((await store(person, "readwrite")).put({ ...text, at: Date.now() }));
}

/** The server has it as far as `count`; what was typed since stays. */
export async function forget(person, key, count) {
  const texts = await store(person, "readwrite");
  const text = await answered(texts.get(key));
  if (text && text.count <= count) await answered(texts.delete(key));
}

export async function all(person) {
  return await answered((await store(person, "readonly")).getAll());
}
