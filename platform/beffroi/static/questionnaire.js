/* Comfort only: shows and hides questions as one answers. Without it the page grows each time it is sent. */
(function () {
  "use strict";
  const form = document.getElementById("questionnaire");
  const root = form && form.querySelector("[data-conditions]");
  if (!root) return;
  const conditions = JSON.parse(root.dataset.conditions);
  const fields = (node) => Array.from(node.querySelectorAll("input, select, textarea"));

  /* The answers to a question that is shown; a text counts as one answer without a name. */
  function answers(name) {
    const found = [];
    fields(root).forEach((field) => {
      const part = field.name.startsWith(name + "-");
      if (field.disabled || !(part || field.name === name)) return;
      if (field.type === "radio" || field.type === "checkbox") { if (field.checked && field.value) found.push(field.value); }
      else if (field.value.trim()) found.push(part ? field.name.slice(name.length + 1) : "*");
    });
    return found;
  }

  function holds(clause) {
    const given = answers(clause.name);
    const has = clause.answers.length ? given.some((one) => clause.answers.includes(one)) : given.length > 0;
    return has === clause.has;
  }

  function place(one, met) {
    let node = root.querySelector('[data-question="' + one.id + '"]');
    if (met && node.localName === "template") {
      const shown = document.createElement("div");
      shown.dataset.question = one.id;
      shown.append(node.content.cloneNode(true));
      node.replaceWith(shown);
      node = shown;
    }
    if (node.localName === "template") return;
    node.hidden = !met;
    fields(node).forEach((field) => { field.disabled = !met; });
  }

  /* In their order: a question that goes takes along those that hang on it. */
  function refresh() {
    conditions.forEach((one) => place(one, one.clauses[one.match === "any" ? "some" : "every"](holds)));
    const shown = Array.from(root.querySelectorAll("div[data-question]:not([hidden])"));
    form.elements.posees.value = shown.map((node) => node.dataset.question).join(" ");
  }

  form.querySelectorAll("[data-unscripted]").forEach((node) => { node.hidden = true; });
  form.addEventListener("change", refresh);
  form.addEventListener("input", refresh);
  refresh();
})();
