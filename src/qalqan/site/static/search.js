// Search in a copy of the record, from a disk or a plain host. A classic script: a page opened from a disk may not fetch.
// Where the served site has already answered, it does nothing. Everything is put in as text, never as markup.
"use strict";
var qalqanSearch = (function () {
  var box = document.getElementById("answer");
  var meta = null, words = {}, texts = {}, waiting = {};
  var trusted = window.trustedTypes && window.trustedTypes.createPolicy
    ? window.trustedTypes.createPolicy("qalqan-search", { createScriptURL: function (address) {
        if (!/^[./]*search\/[a-z]+\d*\.js$/.test(address)) { throw new TypeError("not a part of this record"); }
        return address;
      } }) : null;

  function load(name) {
    if (waiting[name]) { return waiting[name]; }
    waiting[name] = new Promise(function (done, failed) {
      var script = document.createElement("script"), address = box.dataset.seek + name + ".js";
      script.src = trusted ? trusted.createScriptURL(address) : address;
      script.onload = done; script.onerror = failed;
      document.head.appendChild(script);
    });
    return waiting[name];
  }

  function fold(written) {
    return Array.from(written.toLowerCase(), function (letter) { return meta.letters[letter] || ""; }).join("");
  }
  function shardOf(folded) {
    return ((folded.codePointAt(0) * 31) + (folded.length > 1 ? folded.codePointAt(1) : 0)) % meta.shards;
  }
  var WORD = /[\p{L}\p{N}\p{M}]+(?:[ʻʼ'’‘`][\p{L}\p{N}\p{M}]+)*/gu;

  // A typed word, as the set of passages that hold one of its forms. A form that no passage holds is shortened, letter
  // by letter, until others begin like it: the ending differs, the word is the same.
  function passagesOf(folded) {
    var shard = words[shardOf(folded)], found = new Set();
    if (!shard) { return { passages: found, forms: found }; }
    var forms = shard.forms[folded] ? [folded] : near(folded, shard);
    var keys = new Set();
    forms.forEach(function (form) { shard.forms[form].forEach(function (key) { keys.add(key); }); });
    keys.forEach(function (key) {
      var number = 0;
      shard.lists[key].forEach(function (step) { number += step; found.add(number); });
    });
    var same = Object.keys(shard.forms).filter(function (form) {
      return shard.forms[form].some(function (key) { return keys.has(key); });
    });
    return { passages: found, forms: new Set(same) };
  }
  function near(folded, shard) {
    for (var length = folded.length - 1; length >= Math.max(4, folded.length - 4); length--) {
      var stem = folded.slice(0, length);
      var forms = Object.keys(shard.forms).filter(function (form) {
        return form.startsWith(stem) && form.length <= folded.length + 3;
      });
      if (forms.length) { return forms; }
    }
    return [];
  }

  function read(query) {
    var parts = [], form = /["“”„«»]([^"“”„«»]+)["“”„«»]|(\S+)/g, found;
    while ((found = form.exec(query)) && parts.length < 12) {
      var folded = (found[1] || found[2]).match(WORD);
      folded = folded ? folded.map(fold).filter(Boolean) : [];
      if (folded.length) { parts.push({ words: folded, phrase: folded.length > 1 }); }
    }
    return parts;
  }

  function days(edtf) {  // the first and last day a date may mean, as text that compares
    if (!edtf) { return null; }
    var ends = edtf.replace(/[?~%]/g, "").split("/");
    return [ends[0].replace(/X/g, "0"), (ends[ends.length - 1] || "9999").replace(/X/g, "9") + "-99"];
  }
  function passes(work, asked) {
    if (asked.get("country") && work[5].indexOf(asked.get("country")) < 0) { return false; }
    if (asked.get("publisher") && work[2] !== asked.get("publisher")) { return false; }
    if (asked.get("language") && work[4] !== asked.get("language")) { return false; }
    var span = days(work[3]), since = (asked.get("from") || "").trim(), until = (asked.get("to") || "").trim();
    if (/^\d{4}/.test(since) && !(span && span[1] >= since)) { return false; }
    if (/^\d{4}/.test(until) && !(span && span[0] <= until + "-99")) { return false; }
    return true;
  }

  function element(name, kind, inside) {
    var made = document.createElement(name);
    if (kind) { made.className = kind; }
    if (inside) { made.textContent = inside; }
    return made;
  }
  function marked(text, forms) {
    var made = element("p"), at = 0, first = -1, found, spans = [];
    WORD.lastIndex = 0;
    while ((found = WORD.exec(text))) {
      if (forms.has(fold(found[0]))) { spans.push([found.index, found.index + found[0].length]); if (first < 0) { first = found.index; } }
    }
    var start = text.length > 420 ? Math.max(0, first - 140) : 0;
    start = start ? text.indexOf(" ", start) + 1 : 0;
    var end = Math.min(text.length, start + 420);
    if (start) { made.append("… "); }
    at = start;
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > end) { return; }
      made.append(text.slice(at, span[0]), element("mark", "", text.slice(span[0], span[1])));
      at = span[1];
    });
    made.append(text.slice(at, end) + (end < text.length ? " …" : ""));
    return made;
  }
  function hit(entry, forms) {
    var work = meta.works[entry[0]], item = element("li"), title = element("p", "title"), link = element("a", "", work[1]);
    link.href = "publications/" + work[0] + ".html#p-" + entry[1];
    title.append(link);
    if (work[4]) { title.lang = work[4]; }
    var quote = element("blockquote", "small");
    quote.append(marked(entry[3], forms));
    if (work[4]) { quote.lang = work[4]; }
    item.append(title, quote, element("p", "facts", [work[2], work[3] || box.dataset.undated, "¶ " + entry[2]].filter(Boolean).join(" · ")));
    return item;
  }
  function holdsPhrase(text, part) {
    var folded = (text.match(WORD) || []).map(fold).filter(Boolean);
    return folded.some(function (_, at) {
      return part.words.every(function (word, step) { return part.accepted[step].has(folded[at + step]); });
    });
  }

  function answer(asked, parts) {
    var numbers = null, forms = new Set();
    parts.forEach(function (part) {
      part.accepted = part.words.map(function (word) {
        var found = passagesOf(word);
        found.forms.forEach(function (form) { forms.add(form); });
        numbers = numbers === null ? found.passages : new Set(Array.from(numbers).filter(function (n) { return found.passages.has(n); }));
        return found.forms;
      });
    });
    var list = Array.from(numbers || []).sort(function (a, b) { return a - b; });
    var chunks = new Set(list.map(function (number) { return Math.floor(number / meta.chunk); }));
    return Promise.all(Array.from(chunks, function (chunk) { return load("t" + chunk); })).then(function () {
      var phrases = parts.filter(function (part) { return part.phrase; });
      var entries = list.map(function (number) { return texts[Math.floor(number / meta.chunk)][number % meta.chunk]; });
      show(asked, entries.filter(function (entry) {
        return passes(meta.works[entry[0]], asked) && phrases.every(function (part) { return holdsPhrase(entry[3], part); });
      }), forms);
    });
  }
  function show(asked, entries, forms) {
    box.textContent = "";
    var count = element("p", "understood");
    count.textContent = entries.length ? entries.length + " " + box.dataset.passages + " · " + asked.get("q") : box.dataset.none;
    box.append(count);
    var list = element("ol", "hits"), shown = 0;
    function more() {
      entries.slice(shown, shown + 20).forEach(function (entry) { list.append(hit(entry, forms)); });
      shown += 20;
      button.hidden = shown >= entries.length;
    }
    var button = element("button", "", box.dataset.more);
    button.type = "button";
    button.onclick = more;
    box.append(list, button);
    more();
  }

  function start() {
    var asked = new URLSearchParams(location.search), form = document.getElementById("search-form");
    if (!box || box.hasAttribute("data-answered") || !asked.get("q")) { return; }
    ["q", "country", "publisher", "language", "from", "to"].forEach(function (name) {
      if (asked.get(name)) { form.elements[name].value = asked.get(name); }
    });
    box.textContent = box.dataset.working;
    load("meta").then(function () {
      var parts = read(asked.get("q")), needed = new Set();
      parts.forEach(function (part) { part.words.forEach(function (word) { needed.add(shardOf(word)); }); });
      return Promise.all(Array.from(needed, function (number) { return load("k" + number); })).then(function () { return answer(asked, parts); });
    }).catch(function () { box.textContent = box.dataset.none; });
  }
  if (box) { setTimeout(start, 0); }  // after this function has returned and has its name
  return {
    meta: function (given) { meta = given; },
    words: function (number, given) { words[number] = given; },
    texts: function (number, given) { texts[number] = given; }
  };
})();
