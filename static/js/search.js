// The header's search: arrow keys walk through what was found, Escape closes it.
(function () {
  "use strict";
  var field = document.getElementById("global-search");
  var results = document.getElementById("search-results");
  if (!field || !results) return;

  field.form.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      results.replaceChildren();
      field.focus();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [field].concat(Array.from(results.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement);
    var next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
