// What a window that was opened to choose or add a row calls when it is done: the field that opened it, named by
// the window, takes the row and tells of it.
function take(popup, id) {
  const input = document.getElementById(popup.name.replace(/__\d+$/, ""));
  input.value = id;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  popup.close();
}
window.dismissRelatedLookupPopup = take;
window.dismissAddRelatedObjectPopup = take;
