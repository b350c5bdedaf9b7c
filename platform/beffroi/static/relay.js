/* The relay's notebook. What is noted is encrypted on the device before it is kept (AES-GCM, key of a
   passphrase by PBKDF2, in memory only) and sent when the network is back, each entry under its own key. */
(function () {
  "use strict";
  const root = document.getElementById("notebook");
  const set = JSON.parse(root.dataset.settings), words = set.words;
  const at = (id) => document.getElementById(id);
  const form = at("entry"), fields = form.elements, beside = form.querySelectorAll("[data-call]");
  if (!(window.indexedDB && window.crypto && crypto.subtle && navigator.serviceWorker && window.TextEncoder)) return;

  const IDLE = 10 * 60 * 1000; /* milliseconds: a telephone laid down closes its notebook */
  const TO_CORRECT = [400, 404, 409, 410, 413, 422];
  const BASE = "beffroi-carnet-" + set.mark;
  const letters = new TextEncoder(), reader = new TextDecoder();
  let base, key = null, entries = [], editing = null, sending = false, idle = 0;

  /* The store: one record for the lock, one for each entry; all but random ids is encrypted. */
  function opened() {
    return new Promise((settle, fail) => {
      const request = indexedDB.open(BASE, 1);
      request.onupgradeneeded = () => ["lock", "entries"].forEach((name) => request.result.createObjectStore(name, { keyPath: "id" }));
      request.onsuccess = () => settle(request.result);
      request.onerror = () => fail(request.error);
    });
  }
  function ask(store, mode, act) {
    return new Promise((settle, fail) => {
      const deal = base.transaction(store, mode), request = act(deal.objectStore(store));
      deal.oncomplete = () => settle(request.result);
      deal.onerror = deal.onabort = () => fail(deal.error);
    });
  }

  const chance = (count) => crypto.getRandomValues(new Uint8Array(count));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  async function keyOf(phrase, salt, rounds) {
    const raw = await crypto.subtle.importKey("raw", letters.encode(phrase.trim().normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: rounds }, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }
  async function seal(id, value) {
    const iv = chance(12), way = { name: "AES-GCM", iv: iv, additionalData: letters.encode(id) };
    return { id: id, iv: iv, data: await crypto.subtle.encrypt(way, key, letters.encode(JSON.stringify(value))) };
  }
  async function unseal(record, by) {
    const way = { name: "AES-GCM", iv: record.iv, additionalData: letters.encode(record.id) };
    return JSON.parse(reader.decode(await crypto.subtle.decrypt(way, by, record.data)));
  }
  /* A sign is drawn again when it would favour the first ones. */
  function newCode() {
    const signs = set.alphabet, fair = 256 - 256 % signs.length;
    let code = "";
    while (code.length < set.length) { const [drawn] = chance(1); if (drawn < fair) code += signs[drawn % signs.length]; }
    return code;
  }
  const grouped = (code) => code.replace(/(.{4})(?=.)/g, "$1-");
  const plainCode = (typed) => typed.toUpperCase().replace(/[^0-9A-Z]/g, "");

  function say(text, kind) {
    const line = at("say");
    line.className = "notice " + (kind || "info");
    line.textContent = text;
    line.hidden = !text;
  }
  function fault(name, text) { const line = at(name + "-error"); line.textContent = text; line.hidden = !text; }
  function show(name) { ["unable", "start", "locked", "open"].forEach((one) => { at(one).hidden = one !== name; }); }
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }
  function button(text, act) {
    const made = element("button", "button quiet", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function close() {
    key = editing = null;
    entries = [];
    form.reset();
    ["queue", "sent"].forEach((name) => { at(name).textContent = ""; });
    at("saved-code").textContent = "";
    at("saved").hidden = at("done").hidden = true;
    return begin();
  }
  function stir() { clearTimeout(idle); if (key) idle = setTimeout(() => { if (!sending) close().then(() => say(words.locked)); }, IDLE); }

  async function begin() {
    const lock = await ask("lock", "readonly", (store) => store.get("lock"));
    const count = await ask("entries", "readonly", (store) => store.count());
    at("waiting").textContent = words.queue.replace("{n}", count);
    show(lock ? "locked" : "start");
  }
  async function enter(found) {
    key = found;
    const records = await ask("entries", "readonly", (store) => store.getAll());
    entries = await Promise.all(records.map((record) => unseal(record, key)));
    entries.sort((one, other) => (one.made < other.made ? -1 : 1));
    ["new-phrase", "again", "phrase"].forEach((name) => { at("f-" + name).value = ""; });
    show("open");
    draw();
    fresh();
    stir();
  }
  async function busy(of, act) {
    const go = of.querySelector("button[type=submit]");
    go.setAttribute("aria-disabled", "true");
    try { await act(); } finally { go.removeAttribute("aria-disabled"); }
  }

  at("start-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const phrase = at("f-new-phrase").value;
    if (phrase.trim().length < set.shortest) return fault("start", words.short.replace("{n}", set.shortest));
    if (phrase !== at("f-again").value) return fault("start", words.differ);
    fault("start", words.working);
    busy(event.target, async () => {
      const salt = chance(16), found = await keyOf(phrase, salt, set.rounds);
      key = found;
      const check = await seal("lock", "beffroi");
      await ask("lock", "readwrite", (store) => store.add(Object.assign(check, { salt: salt, rounds: set.rounds })));
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
      fault("start", "");
      await enter(found);
    }).catch(() => { key = null; fault("start", words.full); });
  });
  at("locked-form").addEventListener("submit", (event) => {
    event.preventDefault();
    fault("locked", words.working);
    busy(event.target, async () => {
      const lock = await ask("lock", "readonly", (store) => store.get("lock"));
      const found = await keyOf(at("f-phrase").value, lock.salt, lock.rounds);
      await unseal(lock, found);
      fault("locked", "");
      await enter(found);
    }).catch(() => { key = null; fault("locked", words.wrong); at("f-phrase").select(); });
  });
  at("forget").addEventListener("click", async () => {
    await ask("entries", "readwrite", (store) => store.clear());
    await ask("lock", "readwrite", (store) => store.clear());
    begin();
  });
  at("lock").addEventListener("click", () => { if (!sending) close(); });

  function localDay(back) {
    const day = new Date(Date.now() - back * 86400000);
    return new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  function turn() {
    const kind = fields.kind.value, idea = kind === "idea", comment = kind === "comment";
    at("for-idea").hidden = !idea;
    at("for-support").hidden = idea;
    at("for-comment").hidden = !comment;
    Array.from(fields.idea.options).forEach((one) => { one.disabled = one.hidden = !!one.value && !one.dataset.takes.includes(kind); });
    if (!idea && fields.idea.selectedOptions[0].disabled) fields.idea.value = "";
    ["call", "title", "body"].forEach((name) => { fields[name].required = idea; });
    fields.idea.required = !idea;
    fields.said.required = comment;
    beside.forEach((box) => { box.hidden = box.dataset.call !== fields.call.value; });
  }
  /* What the call asks beside the text: a field is named by its call, then by its question. */
  function asked(act) {
    beside.forEach((box) => box.querySelectorAll("input, select, textarea").forEach((one) => act(one, one.name.split("-")[1], box)));
  }
  function answered() {
    const given = {};
    asked((one, id, box) => {
      const value = one.value.trim(), listed = one.type === "checkbox";
      if (box.hidden || !value || ((listed || one.type === "radio") && !one.checked)) return;
      given[id] = listed ? (given[id] || []).concat(value) : value;
    });
    return given;
  }
  function refill(given, call) {
    asked((one, id, box) => {
      const value = (box.dataset.call === call && given[id]) || "";
      if (one.type === "checkbox") one.checked = value.includes(one.value);
      else if (one.type === "radio") one.checked = one.value === value;
      else one.value = value;
    });
  }
  /* The next person is met in the same place: where and when stay, the yes and the words do not. */
  function fresh() {
    ["title", "body", "name", "follow_code", "idea", "said", "position"].forEach((name) => { fields[name].value = ""; });
    fields.consent.checked = false;
    refill({});
    fields.acted_on.min = localDay(set.days);
    fields.acted_on.max = localDay(0);
    fields.acted_on.value = fields.acted_on.value || localDay(0);
    editing = null;
    turn();
  }
  form.addEventListener("change", turn);
  fields.follow_code.addEventListener("input", () => {
    const code = plainCode(fields.follow_code.value);
    fields.follow_code.setCustomValidity(!code || code.length === set.length ? "" : words.badCode);
  });
  function written() {
    const value = (name) => fields[name].value.trim(), kind = fields.kind.value;
    const body = { kind: kind, consent: fields.consent.value, notebook: set.mark, language: set.language };
    ["neighbourhood", "place", "acted_on", "name"].forEach((name) => { body[name] = value(name); });
    (kind === "idea" ? ["call", "title", "body"] : ["idea"]).forEach((name) => { body[name] = value(name); });
    if (kind === "idea") body.fields = answered();
    if (kind === "comment") { body.body = value("said"); body.position = value("position") || null; }
    const old = plainCode(value("follow_code"));
    if (old) body.follow_code = old;
    else body.new_code = (editing && editing.body.new_code) || newCode();
    const label = kind === "idea" ? body.title : fields.idea.selectedOptions[0].textContent;
    return { id: editing ? editing.id : hex(chance(16)), made: editing ? editing.made : new Date().toISOString(), label: label, body: body, faults: [] };
  }
  async function keep(entry) { const record = await seal(entry.id, entry); return ask("entries", "readwrite", (store) => store.put(record)); }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity() || sending) return;
    const entry = written();
    keep(entry).then(() => {
      entries = entries.filter((one) => one.id !== entry.id).concat(entry);
      at("saved-code").textContent = entry.body.new_code ? grouped(entry.body.new_code) : words.oldCode;
      at("saved").hidden = false;
      at("saved").focus();
      say(words.kept, "done");
      fresh();
      draw();
    }, () => say(words.full, "error"));
  });

  function told(entry) {
    const line = element("li", "entry", "");
    line.append(element("p", "", words[entry.body.kind] + " : " + entry.label));
    line.append(element("p", "soft", [entry.body.name || words.unnamed, entry.body.place, new Date(entry.body.acted_on + "T12:00").toLocaleDateString(set.language)].join(" · ")));
    if (entry.body.new_code) line.append(element("p", "code", grouped(entry.body.new_code)));
    return line;
  }
  function draw() {
    at("queue-title").textContent = words.queue.replace("{n}", entries.length);
    at("send").hidden = !entries.length;
    at("queue").textContent = "";
    entries.forEach((entry) => {
      const line = told(entry);
      entry.faults.forEach((text) => line.append(element("p", "error-text", words.toCorrect + " : " + text)));
      if (entry.faults.length) line.append(button(words.correct, () => correct(entry)));
      const drop = button(words.drop, () => {
        if (drop.textContent !== words.dropSure) { drop.textContent = words.dropSure; return; }
        forget(entry).then(draw);
      });
      line.append(drop);
      at("queue").append(line);
    });
  }
  function forget(entry) {
    entries = entries.filter((one) => one !== entry);
    return ask("entries", "readwrite", (store) => store.delete(entry.id));
  }
  function correct(entry) {
    fresh();
    editing = entry;
    Array.from(fields.kind).forEach((one) => { one.checked = one.value === entry.body.kind; });
    ["call", "title", "body", "idea", "neighbourhood", "place", "acted_on", "name", "follow_code"].forEach((name) => { if (entry.body[name]) fields[name].value = entry.body[name]; });
    if (entry.body.kind === "comment") { fields.said.value = entry.body.body; fields.body.value = ""; fields.position.value = entry.body.position || ""; }
    refill(entry.body.fields || {}, entry.body.call);
    turn();
    at("form-title").scrollIntoView();
    fields[entry.body.kind === "idea" ? "title" : "idea"].focus();
  }

  /* Only an answer that names the act says that it has arrived: a hotel's sign-in page says 200 too. */
  async function deliver(entry) {
    let answer, content;
    try {
      answer = await fetch("/api/v1/assisted-acts", { method: "POST", credentials: "same-origin", cache: "no-store", redirect: "error",
        headers: { "Content-Type": "application/json", "Idempotency-Key": entry.id }, body: JSON.stringify(entry.body) });
      content = await answer.json();
    } catch (error) { return words.stopped; }
    if (answer.ok && content.id) {
      await forget(entry);
      const line = told(entry), code = entry.body.new_code;
      if (code) {
        const link = element("a", "button quiet no-paper", words.text);
        const message = words.message.replace("{code}", grouped(code)).replace("{url}", root.dataset.follow);
        link.href = "sms:?&body=" + encodeURIComponent(message);
        line.append(link);
      }
      at("sent").append(line);
      at("done").hidden = false;
      return "";
    }
    if (TO_CORRECT.includes(answer.status)) {
      entry.faults = content.errors ? [].concat(...Object.values(content.errors)) : [content.title + ". " + content.detail];
      await keep(entry);
      return "";
    }
    if (answer.status === 401) { at("sign-in").hidden = false; return words.signIn; }
    return answer.status === 403 || answer.status === 429 ? content.title + ". " + content.detail : words.stopped;
  }
  async function send() {
    if (!key || sending) return;
    sending = true;
    at("saved").hidden = true;
    at("sign-in").hidden = true;
    let stop = "";
    const waiting = entries.slice();
    for (let here = 0; here < waiting.length && !stop; here += 1) {
      say(words.sending.replace("{n}", waiting.length - here));
      stop = await deliver(waiting[here]);
      draw();
    }
    sending = false;
    const wrong = entries.filter((entry) => entry.faults.length).length;
    if (stop) say(stop, "warning");
    else if (wrong) say(words.refused.replace("{n}", wrong), "warning");
    else if (waiting.length) say(words.sent, "done");
    stir();
  }
  at("send").addEventListener("click", send);
  at("print").addEventListener("click", () => window.print());

  function network() { at("network").textContent = navigator.onLine ? words.online : words.offline; }
  window.addEventListener("online", () => { network(); send(); });
  window.addEventListener("offline", network);
  ["input", "click", "keydown"].forEach((name) => document.addEventListener(name, stir));
  network();

  navigator.serviceWorker.register("/relais/sw.js", { scope: "/relais/" })
    .then(() => navigator.serviceWorker.ready).then(() => { if (!key) say(words.ready); }).catch(() => { /* the notebook serves, while the page is there */ });
  opened().then((found) => { base = found; return begin(); }).catch(() => say(words.full, "error"));
})();
