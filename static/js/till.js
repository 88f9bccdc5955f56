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
  var scanner = window.tillScanner;
  var missedBox = till.querySelector("[data-missed]");
  var MISSED = "till-missed";
  var queue = scanner.stored(scanner.QUEUE);
  var missed = scanner.stored(MISSED);
  var isSending = false;
  var isLeaving = false;
  var RETRY = 1500;
  var GIVE_UP = 5;
  var MOST_MISSED = 20;

  function keep() {
    scanner.store(scanner.QUEUE, queue);
    badge.hidden = queue.length < 2;
    badge.textContent = queue.length > 1 ? queue.length : "";
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
      if (/sell/.test(entry.url)) forgetMissed();
      isLeaving = true;
      location.assign(go);
      return null;
    }
    if (answer.status >= 500) return broken(entry);
    return answer.text().then(function (html) {
      if (html.indexOf('id="till-body"') < 0) return foreign(entry);
      showMissed();
      done();
      put(html, entry);
      judge(entry);
      judgeExchange(entry);
      send();
      return null;
    }, function () { lost(entry); });
  }

  // Logged out, or another log-in has changed the token: the page itself says what to do, and what was scanned is
  // sent when it is back. Once: whoever may not do it at all is told so instead.
  function foreign(entry) {
    if (!entry.isAgain) {
      entry.isAgain = true;
      isLeaving = true;
      keep();
      location.reload();
      return;
    }
    done();
    if (entry.isScan) miss(entry.text);
    showMissed();
    say(till.dataset.failed, true);
    send();
  }

  // The server fails at this one: the others must not wait behind it for ever.
  function broken(entry) {
    if (((entry.tries || 0) + 1) % GIVE_UP) return lost(entry);
    done();
    if (entry.isScan) miss(entry.text);
    showMissed();
    say(till.dataset.failed, true);
    send();
    return null;
  }

  // --- What was refused -----------------------------------------------------------------

  // Nobody looks at the screen while scanning: a refusal is heard and felt, and stays to be read.
  function judge(entry) {
    if (!body().querySelector("[data-bad]")) return;
    alarm();
    if (entry.isScan && entry.text) miss(entry.text);
  }

  // What was scanned for goods that do not come back after all is not sold by itself: their form is still there.
  function judgeExchange(entry) {
    if (!/do\/exchange\//.test(entry.url) || !body().querySelector(".till-exchange-form")) return;
    alarm();
    queue.forEach(function (waiting) { if (waiting.isScan) miss(waiting.text); });
    queue = queue.filter(function (waiting) { return !waiting.isScan; });
    keep();
    showMissed();
  }

  function miss(text) {
    missed = missed.concat([text]).slice(-MOST_MISSED);
    scanner.store(MISSED, missed);
  }

  function showMissed() {
    missedBox.hidden = !missed.length;
    missedBox.querySelector("[data-missed-list]").textContent = missed.join(" · ");
  }

  function forgetMissed() {
    missed = [];
    scanner.store(MISSED, missed);
    showMissed();
  }

  var sound = null;
  function alarm() {
    try {
      if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) navigator.vibrate([80, 60, 80]);
      if (!window.AudioContext || (navigator.userActivation && !navigator.userActivation.hasBeenActive)) return;
      sound = sound || new AudioContext();
      var tone = sound.createOscillator();
      var volume = sound.createGain();
      tone.frequency.value = 220;
      volume.gain.value = 0.15;
      tone.connect(volume).connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.25);
    } catch (error) {
      // A device without sound shows it only.
    }
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
    var typed = halfDone(entry);
    body().replaceWith(document.adoptNode(fresh));
    open.forEach(function (id) {
      var part = document.getElementById(id);
      // What was sent from it is done; a refusal comes back open by itself.
      if (part && !(part.hasAttribute("data-once") && isFrom(entry, part))) part.open = true;
    });
    typed.forEach(function (told) {
      var part = document.getElementById(told.id);
      if (!part) return;
      part.value = told.value;
      part.checked = told.checked;
    });
    scanForm.querySelector("[name=basket]").value = body().dataset.basket;
    refocus(entry, focused);
    if (/check-out/.test(entry.url) && body().querySelector(".till-left")) {
      // On a phone the payment is below the goods.
      body().querySelector(".till-sum").scrollIntoView({ block: "nearest" });
    }
  }

  function isFrom(entry, part) {
    return (entry.fields || []).some(function (id) { return part.querySelector("#" + CSS.escape(id)); });
  }

  // What somebody is typing while an answer arrives stays; what was sent with it is done.
  function halfDone(entry) {
    return Array.from(body().querySelectorAll("input[id], textarea[id]")).filter(function (part) {
      var isChanged = part.value !== part.defaultValue || part.checked !== part.defaultChecked;
      return isChanged && (entry.fields || []).indexOf(part.id) < 0;
    }).map(function (part) { return { id: part.id, value: part.value, checked: part.checked }; });
  }

  function refocus(entry, focused) {
    var wrong = body().querySelector("[aria-invalid=true], .till-enrol[open] #id_phone");
    var stays = focused && document.getElementById(focused);
    if (!entry.isScan && wrong) wrong.focus();
    else if (stays && stays.matches("input, textarea") && (entry.isScan || body().querySelector(".invalid-feedback"))) stays.focus();
    else if (document.activeElement !== field) field.focus({ preventScroll: true });
  }

  // --- What people do -------------------------------------------------------------------

  scanForm.addEventListener("submit", function (event) {
    event.preventDefault();
    var text = field.value.trim();
    field.value = "";
    field.focus({ preventScroll: true });
    if (text) take(text);
  });
  scanner.listen(field, take);

  // Goods that were marked to come back go first: the scan that follows would wipe the form, and sell without them.
  function take(text) {
    var back = body().querySelector(".till-exchange-form");
    if (back && isMarked(back)) {
      var reason = back.querySelector("[name=reason]");
      var isUnsaid = reason && !reason.value.trim();
      if (isUnsaid) want(reason, back.dataset.reason);
      if (isUnsaid || !back.reportValidity()) {
        miss(text);
        showMissed();
        alarm();
        return;
      }
      back.requestSubmit();
    }
    enqueue(scanner.entry(scanForm.action, text));
  }

  // At the field: the place for notes holds the form itself.
  function want(part, text) {
    var note = part.parentNode.querySelector(".invalid-feedback");
    if (!note) {
      note = document.createElement("p");
      note.className = "invalid-feedback";
      note.setAttribute("role", "alert");
      part.after(note);
    }
    note.textContent = text;
    part.focus();
  }

  function isMarked(back) {
    return Array.from(back.querySelectorAll("[name^=quantity_]")).some(function (part) { return Number(part.value) > 0; });
  }
  missedBox.querySelector("[data-missed-seen]").addEventListener("click", function () {
    forgetMissed();
    field.focus({ preventScroll: true });
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
    var fields = Array.from(form.querySelectorAll("[id]"), function (part) { return part.id; });
    enqueue({ url: url, pairs: told, key: key, fields: fields });
  });

  till.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  // The number is the first thing to be said.
  till.addEventListener("toggle", function (event) {
    if (!event.target.matches(".till-enrol") || !event.target.open || !event.isTrusted) return;
    var first = event.target.querySelector("#id_phone");
    if (first && !first.value && wasTapped) first.focus();
    wasTapped = false;
  }, true);
  var wasTapped = false;
  till.addEventListener("click", function (event) {
    wasTapped = Boolean(event.target.closest(".till-enrol > summary"));
  }, true);

  // Whatever is typed outside of a field is meant for the scanner's.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === " ") return;
    if (event.key === "/") return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    field.focus({ preventScroll: true });
  });

  keep();
  showMissed();
  send();
})();
