// What the browser answers when it gives no passkey (cancelled, none there), said to the person.
(function () {
  "use strict";
  document.addEventListener("allauth.error", function (event) {
    var place = document.getElementById("messages");
    var words = document.getElementById("passkey-failed");
    if (!place || !words) return;
    event.preventDefault(); // it is said here instead of in the console
    place.replaceChildren(words.content.cloneNode(true));
    place.scrollIntoView({ block: "nearest" });
  });
})();
