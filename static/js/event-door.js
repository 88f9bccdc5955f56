// At the door: the field is empty and ready for the next one as soon as the last is answered.
(function () {
  "use strict";
  var form = document.querySelector("[data-scan]");
  var field = form && form.querySelector("#scan");
  if (!field) return;
  document.body.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt !== form || !event.detail.successful) return;
    field.value = "";
    field.focus({ preventScroll: true });
  });
})();
