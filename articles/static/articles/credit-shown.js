// The credit of a picture as its row shows it. What is needed to type it comes when it is needed.
const gettext = window.gettext || ((text) => text);

export const placeOf = (row) => row.querySelector("[data-credit-place]");
/** What stands in the fields of the credit, `closed` for whoever may not change it; null in a row without a picture. */
export const saidOf = (row) => JSON.parse(placeOf(row).dataset.crediting || "null");
/** Whether it stands in the way of nothing. */
export const isClear = (row) => !row.querySelector("[data-cleared]").hidden;
/** Where this browser keeps what this person typed and did not save. */
export const shelf = (row) => `credit-${document.getElementById("article_form").dataset.person}-${row.dataset.photo}`;

/** The credit as the card has it: in the row, and under the picture in the text. */
export function showCredit(row, card) {
  const words = card.credit ? `(${card.credit})` : "";
  const line = row.querySelector("[data-credit]");
  line.dataset.credit = card.credit;
  line.textContent = words || gettext("none yet");
  for (const shown of document.querySelectorAll(`[data-credit-of="${card.id}"]`)) shown.textContent = ` ${words}`;
  row.querySelector("[data-licence]").textContent = card.licence;
  row.querySelector("[data-rights]").textContent = card.rights;
  row.querySelector("[data-cleared]").hidden = !card.cleared;
  row.querySelector("[data-uncleared]").hidden = card.cleared;
  placeOf(row).dataset.crediting = JSON.stringify(card.crediting);
}

/** Whether its fields stand open by themselves: something is missing, or was typed and is not saved. */
export function showWays(row) {
  const said = saidOf(row);
  if (!said) return false;
  placeOf(row).querySelector("[data-credit-closed]").textContent = said.closed;
  placeOf(row).querySelector("[data-credit-change]").hidden = Boolean(said.closed);
  return !said.closed && (!isClear(row) || localStorage.getItem(shelf(row)) !== null);
}
