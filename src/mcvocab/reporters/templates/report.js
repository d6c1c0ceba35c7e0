"use strict";
(() => {
  const form = document.querySelector(".filter");
  if (form) {
    const items = [...document.querySelectorAll(".finding")].map((node) => ({ node, text: node.textContent.toLowerCase() }));
    const shown = document.getElementById("shown");
    const none = document.getElementById("none");
    const value = (id) => document.getElementById(id)?.value ?? "";
    const apply = () => {
      const words = value("search").toLowerCase().split(/\s+/).filter(Boolean);
      const rule = value("rule"), file = value("file");
      const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
      let count = 0;
      for (const { node, text } of items) {
        const data = node.dataset;
        const fits = severities.has(data.severity) && (!rule || data.rule === rule) && (!file || data.file === file)
          && words.every((word) => text.includes(word));
        node.hidden = !fits;
        count += fits;
      }
      shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{number}", shown.dataset.number);
      none.hidden = count > 0;
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    apply();
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
})();
