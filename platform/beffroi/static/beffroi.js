/* Comfort only: every page works without this file. Keeps drafts, counts, guards against double sending, helps the moderator's keyboard. */
(function () {
  "use strict";
  const WEEK = 7 * 24 * 3600 * 1000; /* milliseconds; a shared telephone must not remember for ever */
  const words = document.currentScript.dataset;
  const live = document.getElementById("live") || document.querySelector("[role=status]");
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  /* Private browsing or a full disk may refuse storage: then nothing is kept, and nothing breaks. */
  const shelf = {
    read(key) { try { return JSON.parse(localStorage.getItem("beffroi:" + key)) || {}; } catch (e) { return {}; } },
    write(key, value) { try { localStorage.setItem("beffroi:" + key, JSON.stringify(value)); } catch (e) { /* kept by the page alone */ } },
    forget(key) { try { localStorage.removeItem("beffroi:" + key); } catch (e) { /* nothing was kept */ } }
  };

  let hiding = 0;
  function say(text, stays) {
    if (!live || !text) return;
    live.hidden = false;
    live.textContent = text;
    clearTimeout(hiding);
    if (!stays) hiding = setTimeout(() => { live.hidden = true; }, 8000);
  }

  function keeps(field) {
    return field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && field.dataset.keep !== "no";
  }

  function typed(form) {
    const kept = {};
    Array.from(form.elements).filter(keeps).forEach((field) => {
      if (field.type === "radio" || field.type === "checkbox") {
        kept[field.name] = kept[field.name] || [];
        if (field.checked) kept[field.name].push(field.value);
      } else kept[field.name] = field.value;
    });
    return kept;
  }

  function restore(form, kept) {
    let found = false;
    const answered = new Set(all("input:checked", form).map((field) => field.name));
    Array.from(form.elements).filter(keeps).forEach((field) => {
      const value = kept[field.name];
      if (value === undefined) return;
      if (Array.isArray(value)) {
        if (!answered.has(field.name) && value.includes(field.value)) { field.checked = true; found = true; }
      } else if (!field.value && value) {
        field.value = value;
        found = true;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    return found;
  }

  all("[data-draft-clear]").forEach((mark) => shelf.forget(mark.dataset.draftClear));
  all("form[data-draft]").forEach((form) => {
    const key = form.dataset.draft;
    const kept = shelf.read(key);
    if (kept.at < Date.now() - WEEK) shelf.forget(key);
    else if (kept.typed && restore(form, kept.typed)) say(words.restored);
    const keep = () => shelf.write(key, { at: Date.now(), typed: typed(form) });
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
  });

  /* The disabled button is only marked so: its name and value must still travel with the form. */
  function release(form) {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.dataset.draft && navigator.onLine === false) {
      event.preventDefault();
      shelf.write(form.dataset.draft, { at: Date.now(), typed: typed(form) });
      say(words.offline, true);
      return;
    }
    form.dataset.sent = "yes";
    all("button[type=submit], button:not([type])", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    if (form.dataset.draft) say(words.sending, true);
    setTimeout(() => release(form), 20000); /* a network that never answers must not hold the text */
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-sent]").forEach(release);
    if (live) live.hidden = true;
  });
  window.addEventListener("online", () => { if (document.querySelector("form[data-draft]")) say(words.online); });
  window.addEventListener("offline", () => { if (document.querySelector("form[data-draft]")) say(words.offline, true); });

  all("textarea[data-max]").forEach((area) => {
    const count = document.getElementById(area.id + "-count");
    if (!count) return;
    const max = Number(area.dataset.max);
    let telling = 0;
    const show = () => {
      const left = max - Array.from(area.value).length;
      const text = (left < 0 ? count.dataset.over : count.dataset.left).replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
      count.textContent = text;
      count.classList.toggle("over", left < 0);
      clearTimeout(telling);
      /* Told aloud only near the end, once the hand rests. */
      if (left < max / 10) telling = setTimeout(() => { count.setAttribute("role", "status"); count.textContent = ""; count.textContent = text; }, 1000);
    };
    area.addEventListener("input", show);
    if (area.value) show();
  });

  /* What resembles the idea being written: asked once the hand rests; the last question wins. */
  all("[data-near]").forEach((place) => {
    const fields = place.closest("form").elements;
    let resting = 0, turn = 0;
    const ask = async () => {
      const mine = ++turn;
      try {
        const answer = await fetch(place.dataset.near, { method: "POST", body: new URLSearchParams({ title: fields.title.value, body: fields.body.value }) });
        const html = answer.ok ? (await answer.text()).trim() : "";
        if (mine === turn && html !== place.dataset.shown) place.innerHTML = place.dataset.shown = html;
      } catch (e) { /* no network: one goes on writing */ }
    };
    [fields.title, fields.body].forEach((field) => field.addEventListener("input", () => { clearTimeout(resting); resting = setTimeout(ask, 700); }));
  });

  if (navigator.geolocation) all("[data-locate] [data-here]").forEach((button) => {
    const fields = button.closest("form").elements;
    button.hidden = false;
    button.addEventListener("click", () => navigator.geolocation.getCurrentPosition((found) => {
      fields.latitude.value = found.coords.latitude.toFixed(5);
      fields.longitude.value = found.coords.longitude.toFixed(5);
      fields.latitude.closest("details").open = true;
      say(button.dataset.here);
    }, () => say(button.dataset.nowhere), { timeout: 10000 }));
  });

  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  if (navigator.share) all("[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share }).catch(() => { /* the person closed the sheet */ });
    });
  });

  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const keys = document.querySelector("[data-keys]");
  /* WCAG 2.1.4: whoever speaks to the computer must be able to silence one-letter keys. */
  const toggle = document.querySelector("[data-keys-toggle]");
  let quiet = shelf.read("keys").quiet === true;
  function label() { if (toggle) { toggle.hidden = false; toggle.textContent = quiet ? toggle.dataset.on : toggle.dataset.off; } }
  if (toggle) toggle.addEventListener("click", () => { quiet = !quiet; shelf.write("keys", { quiet: quiet }); label(); });
  label();
  function move(step) {
    const cases = all("[data-case]", desk);
    const here = cases.indexOf(document.activeElement);
    const from = here >= 0 ? here : cases.findIndex((link) => link.hasAttribute("aria-current"));
    const next = cases[Math.min(Math.max(from + step, 0), cases.length - 1)];
    if (next) next.focus();
  }
  document.addEventListener("keydown", (event) => {
    if (quiet || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "?" && keys) { keys.open = !keys.open; keys.querySelector("summary").focus(); }
    else {
      const target = /^[a-z]$/.test(key) && desk.querySelector("[data-key=" + key + "]");
      if (!target) return;
      if (target.tagName === "SUMMARY") target.parentNode.open = true;
      target.focus();
    }
    event.preventDefault();
  });
  /* A reason brings its ready sentence, unless the moderator has written their own. */
  all("select[data-fills]", desk).forEach((choice) => {
    const area = document.getElementById(choice.dataset.fills);
    const ready = Array.from(choice.options).map((option) => option.dataset.words || "");
    choice.addEventListener("change", () => {
      if (!area.value.trim() || ready.includes(area.value.trim())) area.value = ready[choice.selectedIndex];
    });
  });
})();
