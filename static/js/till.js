// The till: forms are sent one after the other and only what changed is put in; the scan field never goes away.
// A scanner is a keyboard that types quickly and ends with Enter: what it types while an answer is on its way waits
// in a queue that survives a reload. Every entry carries its key, so sending it twice does it once.
(function () {
  "use strict";
  var till = document.querySelector("[data-till]");
  if (!till) return;
  var scanForm = till.querySelector("[data-scan]");
  var field = scanForm.querySelector("#scan");
  var badge = scanForm.querySelector("[data-queue]");
  var STORE = "till-queue";
  var queue = restore();
  var isSending = false;
  var isLeaving = false;
  var RETRY = 1500;
  var GIVE_UP = 5;

  function restore() {
    try {
      return JSON.parse(sessionStorage.getItem(STORE) || "[]");
    } catch (error) {
      return [];
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(STORE, JSON.stringify(queue));
    } catch (error) {
      // Without storage the queue lives as long as the page.
    }
    badge.hidden = queue.length < 2;
    badge.textContent = queue.length > 1 ? queue.length : "";
  }

  function newKey() {
    var numbers = new Uint32Array(4);
    crypto.getRandomValues(numbers);
    return Array.from(numbers, function (number) { return number.toString(36); }).join("").slice(0, 30);
  }

  function body() {
    return document.getElementById("till-body");
  }

  function pairs(form, submitter) {
    var data = submitter ? new FormData(form, submitter) : new FormData(form);
    return Array.from(data.entries()).filter(function (pair) { return typeof pair[1] === "string"; });
  }

  function token() {
    return scanForm.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function say(text, isBad) {
    var place = document.getElementById("said");
    if (!place) return;
    var note = document.createElement("div");
    note.className = "till-note till-note-" + (isBad ? "bad" : "warn");
    var words = document.createElement("span");
    words.textContent = text;
    note.append(words);
    place.replaceChildren(note);
  }

  // --- Sending ------------------------------------------------------------------------

  function enqueue(entry) {
    queue.push(entry);
    keep();
    send();
  }

  function send() {
    if (isSending || isLeaving || !queue.length) return;
    isSending = true;
    till.setAttribute("aria-busy", "true");
    var entry = queue[0];
    var form = new URLSearchParams();
    entry.pairs.forEach(function (pair) {
      // A scan belongs to the basket that is open when its turn comes.
      form.append(pair[0], pair[0] === "basket" && entry.isScan ? body().dataset.basket : pair[1]);
    });
    fetch(entry.url, {
      method: "POST",
      body: form,
      credentials: "same-origin",
      redirect: "follow",
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
    }).then(
      function (answer) { return arrived(entry, answer); },
      function () { return lost(entry); }
    );
  }

  function arrived(entry, answer) {
    var go = answer.headers.get("Till-Location");
    if (go) {
      done();
      isLeaving = true;
      location.assign(go);
      return null;
    }
    if (answer.status >= 500) return lost(entry);
    return answer.text().then(function (html) {
      done();
      if (html.indexOf('id="till-body"') < 0) {
        // Logged out, or no longer permitted: the page itself says what to do.
        say(till.dataset.failed, true);
      } else {
        put(html, entry);
      }
      send();
    }, function () { lost(entry); });
  }

  function done() {
    queue.shift();
    keep();
    isSending = false;
    till.removeAttribute("aria-busy");
  }

  // Nobody knows whether it was done: the same key is sent again, and what was done stays done once.
  function lost(entry) {
    entry.tries = (entry.tries || 0) + 1;
    say(till.dataset.lost, true);
    isSending = false;
    till.removeAttribute("aria-busy");
    keep();
    if (entry.tries % GIVE_UP) setTimeout(send, RETRY * entry.tries);
  }
  addEventListener("online", send);

  function put(html, entry) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var fresh = page.getElementById("till-body");
    if (!fresh) return;
    var open = Array.from(body().querySelectorAll("details[open][id]"), function (part) { return part.id; });
    var focused = document.activeElement && body().contains(document.activeElement) ? document.activeElement.id : "";
    body().replaceWith(document.adoptNode(fresh));
    open.forEach(function (id) {
      var part = document.getElementById(id);
      if (part) part.open = true;
    });
    scanForm.querySelector("[name=basket]").value = body().dataset.basket;
    refocus(entry, focused);
    if (/check-out/.test(entry.url) && body().querySelector(".till-left")) {
      // On a phone the payment is below the goods.
      body().querySelector(".till-sum").scrollIntoView({ block: "nearest" });
    }
  }

  function refocus(entry, focused) {
    var wrong = body().querySelector("[aria-invalid=true], .till-enrol[open] #id_phone");
    var stays = focused && document.getElementById(focused);
    if (!entry.isScan && wrong) wrong.focus();
    else if (!entry.isScan && stays && body().querySelector(".invalid-feedback")) stays.focus();
    else if (document.activeElement !== field) field.focus({ preventScroll: true });
  }

  // --- What people do -------------------------------------------------------------------

  scanForm.addEventListener("submit", function (event) {
    event.preventDefault();
    var text = field.value.trim();
    field.value = "";
    field.focus({ preventScroll: true });
    if (!text) return;
    enqueue({ url: scanForm.action, isScan: true, pairs: [["basket", ""], ["key", newKey()], ["scan", text]] });
  });

  till.addEventListener("submit", function (event) {
    var form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-live")) return;
    event.preventDefault();
    if (form.dataset.ask && !window.confirm(form.dataset.ask)) return;
    var button = event.submitter;
    var url = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    var told = pairs(form, button);
    var key = told.filter(function (pair) { return pair[0] === "key"; }).join();
    // A second tap on the same button while the first is on its way.
    if (queue.some(function (entry) { return entry.key && entry.key === key; })) return;
    enqueue({ url: url, pairs: told, key: key });
  });

  till.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  // Whatever is typed outside of a field is meant for the scanner's.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === " ") return;
    if (event.key === "/") return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
    field.focus({ preventScroll: true });
  });

  keep();
  send();
})();
