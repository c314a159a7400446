"use strict";
// Keys of the review page: a accept, c correct, r reject, d put off, s same as, e agree, n skip, u undo; w and f take
// selected words. A key is known by its place where the layout is not Latin (ф is a); Enter after c, r or s presses that
// button. Everything but the last two has a button or a field that works without this script.
(function () {
  var field = null; // the text field that was written in last
  var begun = null; // the button whose key led into a field: Enter there presses it
  var selected = ""; // what is selected in the source: a tap on a button may clear it

  function inSource(node) {
    var element = node && (node.nodeType === 1 ? node : node.parentElement);
    return Boolean(element && element.closest("[data-source]"));
  }

  // The key as its Latin letter, on a Cyrillic layout too.
  function letter(event) {
    var place = /^Key([A-Z])$/.exec(event.code || "");
    return (/^[a-z]$/i.test(event.key) || !place ? event.key : place[1]).toLowerCase();
  }

  function takenByEnter(event) {
    return event.key === "Enter" && begun && !event.isComposing && event.target.matches('input[type="text"]') &&
      event.target.value.trim() && (event.target.id === "reason" || event.target.id === "same_id");
  }

  function take(where) {
    hear(); // the browser may tell of a selection later than of the key that follows it
    var target = where === "words" ? document.getElementById("words") : field;
    if (!target || !selected) return;
    target.value = selected.replace(/\s+/g, " ").trim();
    target.dispatchEvent(new Event("change", { bubbles: true }));
    if (where === "words") {
      ["first", "last"].forEach(function (id) {
        var list = document.getElementById(id);
        if (list) list.value = "";
      });
    }
    target.focus();
  }

  function hear() {
    var now = document.getSelection();
    if (now && !now.isCollapsed && inSource(now.anchorNode) && inSource(now.focusNode)) selected = now.toString();
  }

  document.addEventListener("selectionchange", hear);
  document.addEventListener("focusin", function (event) {
    if (event.target.matches('textarea, input[type="text"]')) field = event.target;
  });
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-with-script]").forEach(function (part) {
      part.hidden = false;
    });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-takes]");
    if (button) take(button.getAttribute("data-takes"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])")) {
      if (event.key === "Escape") event.target.blur();
      if (takenByEnter(event)) {
        event.preventDefault();
        begun.click();
      }
      return;
    }
    var control = document.querySelector('[data-key="' + CSS.escape(letter(event)) + '"]');
    if (!control) return;
    event.preventDefault();
    var opens = control.getAttribute("data-opens");
    var reason = opens && document.getElementById(opens);
    if (reason && !reason.value.trim()) {
      begun = control;
      reason.focus();
      return;
    }
    // "Same as" goes to the suggestions first; with one chosen it sends.
    var chosen = control.getAttribute("data-chosen");
    if (chosen && !document.querySelector('[name="' + chosen + '"]:checked')) {
      var first = document.querySelector('[name="' + chosen + '"], [name="' + chosen + '_id"]');
      var hidden = first && first.closest("details");
      if (hidden) hidden.open = true;
      begun = control;
      if (first) first.focus();
      return;
    }
    control.click();
  });
})();
