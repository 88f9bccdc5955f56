// Runs before the first paint: without a choice of the person, follow the system.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    if (root.dataset.theme === "auto") root.dataset.bsTheme = dark.matches ? "dark" : "light";
  }
  apply();
  dark.addEventListener("change", function () {
    apply();
    document.dispatchEvent(new CustomEvent("regulars:theme"));
  });
})();
