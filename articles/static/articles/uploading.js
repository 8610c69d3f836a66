// Files on their way to the server: at most two at a time. One that fails takes no other with it.
const AT_ONCE = 2;
/** Milliseconds without a sign of life after which nobody waits: on the way, and while the server works on it. */
const [UNDER_WAY, AT_WORK] = [30_000, 300_000];
const gettext = window.gettext || ((text) => text);
/** Why no answer of ours came, by its status. */
const WHY = {
  503: gettext("The desk is busy. Try again in a moment."),
  507: gettext("The disk of this site is full, so it was not kept. Tell the administrator, then try again."),
};
/** What an ended sign-in is answered with, and another one; the door takes so much from nobody. */
const REFUSED = [401, 403, 413];
const BROKEN = gettext("It did not get through. Try again.");
const waiting = [];
let running = 0;

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    waiting.shift()();
  }
}

/**
 * The server's answer as data, null if `signal` stops it; `{ problems, again: true, refused }` if it is none of ours:
 * `lost` is the problem where nothing came at all, `refused` that it was not let in.
 * `progress` gets the part that is there, 0 to 1, then null while the server works on it.
 */
export const send = (url, body, { lost, progress, signal }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let [watch, isOver] = [0, false];
    const wait = (most) => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        failed();
        request.abort();
      }, most);
    };
    const end = (answer) => {
      clearTimeout(watch);
      if (isOver) return;
      isOver = true;
      running -= 1;
      next();
      resolve(answer);
    };
    const start = () => {
      request.open("POST", url);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
      wait(UNDER_WAY);
    };
    const failed = () => {
      const { status } = request;
      end({ problems: [status ? WHY[status] ?? BROKEN : lost], again: true, refused: REFUSED.includes(status) });
    };
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      wait(UNDER_WAY);
      if (lengthComputable) progress(loaded / total);
    });
    // The whole file is there; how long its renditions take nobody knows.
    request.upload.addEventListener("load", () => {
      progress(null);
      wait(AT_WORK);
    });
    request.addEventListener("error", failed);
    request.addEventListener("abort", () => end(null));
    request.addEventListener("load", () => {
      const said = request.response;
      if (said && (request.status < 300 || said.problems)) end(said);
      else failed();
    });
    signal?.addEventListener("abort", () => {
      const place = waiting.indexOf(start);
      if (place < 0) {
        request.abort();
        return;
      }
      waiting.splice(place, 1);
      resolve(null);
    });
    waiting.push(start);
    next();
  });
