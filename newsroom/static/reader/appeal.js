// An appeal: left out for supporters and for whoever has put it away, and which of two wordings. All of it is
// decided here, from what this browser remembers: nothing is asked or sent. No page waits for this file.
// Without this file the first wording stands, uncounted.
for (const script of document.querySelectorAll("script[data-appeal]")) {
  const box = script.parentElement;
  const SUPPORTS = "appeals-off-until";
  const PUT_AWAY = "appeals-put-away-until";
  const DAYS = 30;

  const remembers = (key) => {
    try {
      return new Date(localStorage.getItem(key) || 0) > new Date();
    } catch {
      return false;
    }
  };

  // One draw for each view of the page, with the share that was fixed beforehand.
  const draw = (share) => {
    const number = crypto.getRandomValues(new Uint32Array(1))[0];
    return number < share / 100 * 2 ** 32 ? "b" : "a";
  };

  const putAway = () => {
    const until = new Date(Date.now() + DAYS * 24 * 60 * 60 * 1000).toISOString();
    try {
      localStorage.setItem(PUT_AWAY, until);
    } catch { /* This page only, then. */ }
    for (const each of document.querySelectorAll(".appeal")) each.hidden = true;
    document.getElementById("main")?.focus({ preventScroll: true });
  };

  // Below the edge of the window it goes; what somebody may be looking at keeps its place, and the page its shape.
  const leaveOut = () => {
    const seen = performance.getEntriesByType("paint").length && box.getBoundingClientRect().top < innerHeight;
    if (seen) box.classList.add("gone");
    else box.hidden = true;
  };

  if (remembers(SUPPORTS) || remembers(PUT_AWAY)) {
    leaveOut();
  } else {
    box.dataset.shows = script.dataset.share ? draw(Number(script.dataset.share)) : "one";
    box.addEventListener("click", (event) => {
      if (event.target.closest(".askoff")) putAway();
    });
    document.addEventListener("DOMContentLoaded", () => {
      if (box.dataset.shows === "one") return;
      for (const link of box.querySelectorAll("a[href*='appeal=']")) {
        const to = new URL(link.href);
        to.searchParams.set("appeal", script.dataset.appeal + box.dataset.shows);
        link.href = to.pathname + to.search;
      }
    });
  }
}
