// What has to run before the first paint, and where nothing else does: hence no modules, and nothing newer than 2015.
(function () {
    "use strict";

    // What is known before the first paint: else all below would move after it. A deep link shows no start page, and a
    // server that did without a keyword at the last visit has the field folded.
    var classes = [];
    if (/[?&]((t|q|s_query)=[^&]|favourites\b)/.test(location.search)) classes.push("searched");
    if (/[?&]favourites\b/.test(location.search)) classes.push("favourites");
    try {
        var isEnough = localStorage.getItem("descry.keyword-required") === "false";
        if (isEnough && !/[?&]t=[^&]/.test(location.search)) classes.push("keyword-folded");
    } catch (error) {
        // A browser that stores nothing.
    }
    document.documentElement.className = classes.join(" ");

    // Whatever goes wrong in the page's own code is shown, a browser that is too old for it included.

    function show(detail) {
        var place = document.getElementById("fault");
        if (!place) {
            document.addEventListener("DOMContentLoaded", function () { show(detail); });
            return;
        }
        place.querySelector(".detail").textContent = detail ? "(" + detail + ")" : "";
        place.hidden = false;
    }

    window.addEventListener("error", function (event) {
        var target = event.target;
        // Neither the faults of a browser's extensions, nor a notice that is an error in name only (Resize Observer, 3.2.4).
        var isOurs = String(event.filename).indexOf(location.origin) === 0
            && String(event.message).indexOf("ResizeObserver loop") !== 0;
        if (target === window) {
            if (isOurs) show(event.message);
        }
        // Pictures that do not load show that themselves.
        else if (target.tagName === "SCRIPT") show(target.src);
    }, true);
    window.addEventListener("unhandledrejection", function (event) {
        show(String((event.reason && event.reason.message) || event.reason));
    });
    if (!("noModule" in document.createElement("script"))) show("no JavaScript modules");
}());
