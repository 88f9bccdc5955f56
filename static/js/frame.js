// Small comforts of the frame. Every page works without them.
(function () {
  "use strict";
  var editable = "input, textarea, select, [contenteditable]";

  // "/" goes to the search, unless the person is typing.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(editable)) return;
    var field = document.getElementById("global-search");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // A definition opens beside its question mark instead of in the middle of the window.
  function place(answer, button) {
    var at = button.getBoundingClientRect();
    var gap = 6;
    answer.classList.add("placed");
    var width = answer.offsetWidth;
    var height = answer.offsetHeight;
    var left = Math.min(Math.max(8, at.left - 24), window.innerWidth - width - 8);
    var below = at.bottom + gap + height <= window.innerHeight;
    var top = below ? at.bottom + gap : Math.max(8, at.top - gap - height);
    answer.style.inset = top + "px auto auto " + left + "px";
  }
  document.addEventListener(
    "toggle",
    function (event) {
      var answer = event.target;
      if (!(answer instanceof Element) || !answer.matches(".answer") || event.newState !== "open") return;
      var button = document.querySelector('[popovertarget="' + answer.id + '"]');
      if (button) place(answer, button);
    },
    true
  );

  // After an error, the sum of the errors is what should be read first.
  var errors = document.getElementById("errors");
  if (errors) errors.focus();

  // On phones a row of tabs is wider than the window: begin with the current one in sight.
  document.querySelectorAll(".tabs [aria-current]").forEach(function (tab) {
    var row = tab.closest(".tabs");
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });

  // Say aloud when a part could not be fetched, and leave the link that opens it as a page.
  function announce(text) {
    var place = document.getElementById("announce");
    if (place && text) place.textContent = text;
  }
  document.addEventListener("htmx:afterSwap", function (event) {
    event.target.removeAttribute("aria-busy");
  });
  // The log-in has ended: say so on top of the page, which keeps what was typed in it.
  function sayEnded() {
    var main = document.getElementById("main");
    if (!main || document.getElementById("ended")) return;
    var notice = document.createElement("div"), link = document.createElement("a");
    notice.id = "ended";
    notice.className = "notice notice-error";
    notice.setAttribute("role", "alert");
    link.href = document.body.dataset.login;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = document.body.dataset.ended;
    notice.append(link);
    main.prepend(notice);
  }
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var place = event.detail.target;
      if (place) place.removeAttribute("aria-busy");
      if (event.detail.xhr && event.detail.xhr.status === 401) return sayEnded();
      announce(document.body.dataset.failed);
    });
  });
})();
