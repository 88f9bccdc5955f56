// The buttons of a receipt: print, without a script in the page. Whoever scans here already serves the next customer.
(function () {
  "use strict";
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  var page = document.querySelector("[data-next]");
  var scanner = window.tillScanner;
  if (!page || !scanner) return;
  var isLeaving = false;
  scanner.listen(null, function (text) {
    scanner.store(scanner.QUEUE, scanner.stored(scanner.QUEUE).concat([scanner.entry(page.dataset.scanUrl, text)]));
    if (!isLeaving) location.assign(page.dataset.next);
    isLeaving = true;
  });
})();
