// Press on the picture to choose its focal point. The two number fields say the same and work by keyboard.
import { showCrops } from "./cutting.js";

const figure = document.querySelector("[data-focal]");
const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");

if (figure && across && down) {
  const drawing = figure.querySelector("svg");
  const rings = drawing.querySelectorAll("circle");
  const within = (value) => Math.min(100, Math.max(0, Math.round(value)));

  const draw = () => {
    const { width, height } = drawing.viewBox.baseVal;
    for (const ring of rings) {
      ring.setAttribute("cx", (width * within(Number(across.value))) / 100);
      ring.setAttribute("cy", (height * within(Number(down.value))) / 100);
    }
    showCrops(figure, within(Number(across.value)), within(Number(down.value)));
  };

  draw();
  drawing.addEventListener("pointerdown", (event) => {
    const box = drawing.getBoundingClientRect();
    across.value = within(((event.clientX - box.left) / box.width) * 100);
    down.value = within(((event.clientY - box.top) / box.height) * 100);
    draw();
  });
  across.addEventListener("input", draw);
  down.addEventListener("input", draw);
  figure.classList.add("is-live");
}
