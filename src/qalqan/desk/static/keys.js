"use strict";
// Keys of the review page: a accept, c correct, r reject, d defer, s skip. Everything they do has a button as well.
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  var control = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
  if (!control) return;
  event.preventDefault();
  var opens = control.getAttribute("data-opens");
  var reason = opens && document.getElementById(opens);
  if (reason && !reason.value.trim()) {
    reason.focus();
    return;
  }
  control.click();
});
