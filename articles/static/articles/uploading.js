// Files on their way to the server: at most two at a time. One that fails takes no other with it.
const AT_ONCE = 2;
const waiting = [];
let running = 0;

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    waiting.shift()();
  }
}

/**
 * The server's answer as data; `{ problems: [lost], again: true }` if none comes, with `refused` where it was not let
 * in; null if `signal` stops it.
 * `progress` gets the part that is there, 0 to 1, then null while the server works on it.
 */
export const send = (url, body, { lost, progress, signal }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = (answer) => {
      running -= 1;
      next();
      resolve(answer);
    };
    const start = () => {
      request.open("POST", url);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
    };
    const failed = () => end({ problems: [lost], again: true, refused: [401, 403].includes(request.status) });
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) progress(loaded / total);
    });
    // The whole file is there; how long its renditions take nobody knows.
    request.upload.addEventListener("load", () => progress(null));
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
