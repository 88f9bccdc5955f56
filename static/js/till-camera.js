// Scanning with the telephone's own camera, where the browser can read bar codes itself. No library, no picture
// leaves the device; elsewhere the button stays hidden. What is read goes through the scan field like anything.
(function () {
  "use strict";
  var box = document.querySelector("[data-camera]");
  var opener = document.querySelector("[data-camera-open]");
  var scanForm = document.querySelector("[data-scan]");
  if (!box || !opener || !scanForm || !("BarcodeDetector" in window)) return;
  if (!window.isSecureContext || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  var WANTED = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code"];
  var EVERY = 150;
  // A code counts again once it was out of sight for so long.
  var GONE = 1000;
  var video = box.querySelector("video");
  var words = box.querySelector("[data-camera-said]");
  var field = scanForm.querySelector("#scan");
  var detector = null;
  var stream = null;
  var asked = 0;
  var last = "";
  var seenAt = 0;

  function say(text) { words.textContent = text; }

  function show(isOpen) {
    box.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  }

  function close() {
    asked += 1;
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    video.srcObject = null;
    last = "";
    show(false);
  }

  function open() {
    var mine = asked += 1;
    show(true);
    say(box.dataset.wait);
    navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: "environment" } } }).then(
      function (found) {
        // Closed again while the browser was asking.
        if (mine !== asked) return found.getTracks().forEach(function (track) { track.stop(); });
        stream = found;
        video.srcObject = found;
        say(box.dataset.hold);
        return video.play().then(function () { look(mine); });
      }
    ).catch(function (error) {
      if (mine !== asked) return;
      close();
      show(true);
      say(error && error.name === "NotAllowedError" ? box.dataset.denied : box.dataset.none);
    });
  }

  function look(mine) {
    if (mine !== asked || !stream) return;
    detector.detect(video).then(read, function () {}).then(function () {
      setTimeout(function () { look(mine); }, EVERY);
    });
  }

  function read(codes) {
    var now = Date.now();
    var text = codes.length ? codes[0].rawValue.trim() : "";
    if (!text) {
      if (now - seenAt > GONE) last = "";
      return;
    }
    seenAt = now;
    if (text === last) return;
    last = text;
    say(text);
    if (navigator.vibrate) navigator.vibrate(60);
    field.value = text;
    scanForm.requestSubmit();
  }

  opener.addEventListener("click", function () {
    if (box.hidden || !stream) open();
    else close();
  });
  box.querySelector("[data-camera-close]").addEventListener("click", function () {
    close();
    opener.focus();
  });
  // A camera that nobody looks through is off.
  document.addEventListener("visibilitychange", function () { if (document.hidden && stream) close(); });
  addEventListener("pagehide", close);

  window.BarcodeDetector.getSupportedFormats().then(function (known) {
    var formats = WANTED.filter(function (name) { return known.indexOf(name) >= 0; });
    if (!formats.length) return;
    detector = new window.BarcodeDetector({ formats: formats });
    opener.hidden = false;
  }, function () {});
})();
