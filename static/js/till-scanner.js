// A scanner is a keyboard that types faster than people and ends with Enter. Such a burst is a scan wherever the
// focus is: on a button, on a tick, or in a field for an amount, which gets back what it held.
(function () {
  "use strict";
  var FAST = 60;
  var SHORTEST = 4;
  // Somebody may type a few digits and Enter in one go; nobody types so many.
  var SHORTEST_IN_FIELD = 6;

  function textField(target) {
    if (!(target instanceof Element)) return null;
    var field = target.closest("input, textarea");
    return field && !/^(checkbox|radio|button|submit)$/.test(field.type) ? field : null;
  }

  // `own` is the field that scans go to anyway; `scanned` gets the text of all others.
  function listen(own, scanned) {
    var text = "";
    var at = 0;
    var field = null;
    var before = "";

    function start(target) {
      text = "";
      field = target;
      before = target ? target.value : "";
    }

    document.addEventListener("keydown", function (event) {
      var target = textField(event.target);
      var isSlow = event.timeStamp - at > FAST;
      if (event.key === "Enter") {
        var least = field ? SHORTEST_IN_FIELD : SHORTEST;
        var isScan = !isSlow && text.length >= least && target === field && (!own || field !== own);
        if (isScan) {
          var whole = text;
          event.preventDefault();
          event.stopPropagation();
          if (field) field.value = before;
          start(null);
          scanned(whole);
        } else {
          start(null);
        }
        return;
      }
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isSlow || target !== field) start(target);
      text += event.key;
      at = event.timeStamp;
      // A space would press the button that has the focus.
      if (event.key === " " && !target && text.length > 1) event.preventDefault();
    }, true);
  }

  function newKey() {
    var numbers = new Uint32Array(4);
    crypto.getRandomValues(numbers);
    return Array.from(numbers, function (number) { return number.toString(36); }).join("").slice(0, 30);
  }

  function entry(url, text) {
    return { url: url, isScan: true, text: text, pairs: [["basket", ""], ["key", newKey()], ["scan", text]] };
  }

  function stored(name) {
    try {
      var found = JSON.parse(sessionStorage.getItem(name) || "[]");
      return Array.isArray(found) ? found : [];
    } catch (error) {
      return [];
    }
  }

  function store(name, rows) {
    try {
      sessionStorage.setItem(name, JSON.stringify(rows));
    } catch (error) {
      // Without storage it lives as long as the page.
    }
  }

  window.tillScanner = { listen: listen, entry: entry, stored: stored, store: store, QUEUE: "till-queue" };
})();
