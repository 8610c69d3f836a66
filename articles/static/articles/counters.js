// How many letters a line has, beside it.
for (const output of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(output.dataset.counts);
  const words = output.textContent;
  const count = () => {
    output.textContent = words.replace(/\d+/, [...field.value].length);
    output.classList.toggle("over", [...field.value].length > Number(output.dataset.of));
  };
  field.addEventListener("input", count);
  count();
}
// A headline is one line, however long.
document.getElementById("id_headline")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
