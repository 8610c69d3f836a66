// The story form: what it is made of. All of it is an enhancement; the page works by
// plain links and buttons too.
import "./autosave.js";
import "./choosing.js";
import "./counters.js";
import "./credit-line.js";
import "./opening.js";
import "./presence.js";
import "./rows.js";
import "./saving.js";

document.documentElement.classList.add("js");
