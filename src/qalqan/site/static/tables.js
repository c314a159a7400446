// Ledgers sort by any column where scripts run; without them they stand in the order of the page.
"use strict";
document.querySelectorAll("table[data-sortable]").forEach(function (table) {
  var body = table.tBodies[0], heads = Array.from(table.tHead.rows[0].cells);
  function value(row, column) {
    var cell = row.cells[column];
    return cell.classList.contains("count") ? parseFloat(cell.textContent.replace(/[^\d.]/g, "")) || -1 : cell.textContent.trim();
  }
  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    head.append(button);
    button.addEventListener("click", function () {
      var up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      Array.from(body.rows).sort(function (a, b) {
        var one = value(a, column), two = value(b, column);
        var order = typeof one === "number" ? one - two : one.localeCompare(two, document.documentElement.lang);
        return up ? order : -order;
      }).forEach(function (row) { body.append(row); });
    });
  });
});
