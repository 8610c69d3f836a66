// Choosing by name: topics that are not there yet can be chosen too, and every control has a name.
const $ = window.django.jQuery;
const gettext = window.gettext || ((text) => text);
let labels = 0;

function nameSelects(root) {
  for (const container of root.querySelectorAll(".select2-container")) {
    const select = container.previousElementSibling;
    const label = select?.id && document.querySelector(`label[for="${select.id}"]`);
    if (!label) continue;
    label.id ||= `label_${++labels}`;
    const box = container.querySelector(".select2-selection--single");
    const rendered = container.querySelector(".select2-selection__rendered");
    if (box) box.setAttribute("aria-labelledby", `${label.id} ${rendered.id}`);
    rendered?.setAttribute("aria-labelledby", label.id);
    container.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
    // A label leads to the hidden select; take it to the control that is there.
    label.onclick = () => container.querySelector(".select2-selection")?.focus();
  }
}

function startTopics(element) {
  $(element).select2({
    tags: true,
    tokenSeparators: [","],
    createTag: ({ term }) => (term.trim() ? { id: `+${term.trim()}`, text: term.trim() } : null),
    ajax: {
      url: element.getAttribute("data-ajax--url"),
      dataType: "json",
      data: ({ term, page }) => ({
        term,
        page,
        app_label: element.dataset.appLabel,
        model_name: element.dataset.modelName,
        field_name: element.dataset.fieldName,
      }),
    },
  });
}

$(() => {
  document.querySelectorAll(".topics-autocomplete").forEach(startTopics);
  nameSelects(document);
  $(document).on("select2:open", ({ target }) => {
    const label = document.querySelector(`label[for="${target.id}"]`);
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search?.setAttribute("aria-label", label?.textContent.trim() || gettext("Search"));
    search?.focus();
  });
  $(document).on("select2:select select2:unselect", () => setTimeout(() => nameSelects(document)));
});

document.addEventListener("formset:added", ({ target }) => nameSelects(target));
