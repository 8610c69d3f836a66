/* Turns our appeals off in this browser, until a day. Nothing is sent anywhere; no cookie is set. */
const KEY = "appeals-off-until";
const box = document.querySelector("[data-until]");

if (box) {
  const [off, on] = box.querySelectorAll("button");
  const said = box.querySelector("[role=status]");

  const show = () => {
    let until = "";
    try {
      until = localStorage.getItem(KEY) || "";
    } catch {
      box.querySelector("[data-locked]").hidden = false;
      return;
    }
    const quiet = new Date(until || 0) > new Date();
    off.hidden = quiet;
    on.hidden = !quiet;
    said.textContent = quiet ? said.dataset.off : "";
  };

  off.addEventListener("click", () => {
    localStorage.setItem(KEY, box.dataset.until);
    show();
    on.focus();
  });
  on.addEventListener("click", () => {
    localStorage.removeItem(KEY);
    show();
    off.focus();
  });
  show();
}
