// How a picture is cut for each place, around its focal point.
const tens = (value) => Math.round(value / 10) * 10;

/** Shows the crops within `element` around the point, in percent from the left and from the top. */
export function showCrops(element, x, y) {
  for (const crop of element.querySelectorAll("[data-crop]")) {
    // Pages cut to the next ten percent, the file that other sites show to the very point.
    const [across, down] = crop.dataset.crop === "shared" ? [x, y] : [tens(x), tens(y)];
    crop.style.objectPosition = `${across}% ${down}%`;
  }
}
