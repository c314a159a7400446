// Search in a copy of the record, from a disk or a plain host: the same query language, the same hits in the same order
// as on the served site. A classic script: a page opened from a disk may not fetch. Where the served site has already
// answered, it does nothing. Everything is put in as text, never as markup.
"use strict";
var qalqanSearch = (function () {
  var box = document.getElementById("answer");
  var meta = null, words = {}, texts = {}, waiting = {}, say = {}, tongue = document.documentElement.lang;
  var PAGE = 20, SHOWN = 2, VALUES = 12, SUGGESTED = 4, HEAVIEST = 12, SHORT = 7, MOST_WORDS = 48, DEEPEST = 12, NEAR_BY = 10, FARTHEST = 30, NEAR_ENOUGH = 0.75;
  var MANY = ["country", "topic", "kind"], ALONE = ["publisher", "issuer", "person", "organisation", "instrument", "addressee", "language"];
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

  // --- words ---
  var WORD = /(?:[\p{L}\p{N}]|[\u0300-\u036f])+(?:['ʻʼ’‘`´ʹ′＇](?:[\p{L}\p{N}]|[\u0300-\u036f])+)*/gu;
  var SPECIAL = { "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ə": "a" };
  function fold(written) {
    var small = written.normalize("NFKC").toLowerCase().replace(/['ʻʼ’‘`´ʹ′＇]/g, "").replace(/ё/g, "е");
    return Array.from(small, function (letter) {
      if (letter < "\u0400" || (letter >= "\u1e00" && letter < "\u2000")) {
        return SPECIAL[letter] || letter.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
      }
      return letter;
    }).join("").slice(0, 64);
  }
  function nameKey(written) {
    var letters = meta.spelling[0];
    var spelled = Array.from(written.toLowerCase().replace(/['ʻʼ’‘`´ʹ′＇]/g, ""), function (letter) {
      return letter in letters ? letters[letter] : letter;
    }).join("").replace(/[^a-z]/g, "");
    meta.spelling[1].forEach(function (rule) { spelled = spelled.replace(new RegExp(rule[0], "g"), rule[1].replace(/\\(\d)/g, "$$$1")); });
    return spelled;
  }
  function shardOf(folded) {
    return ((folded.codePointAt(0) * 31) + (Array.from(folded).length > 1 ? Array.from(folded)[1].codePointAt(0) : 0)) % meta.shards;
  }
  function wordsIn(text) { return (text.match(WORD) || []).map(fold).filter(Boolean); }

  // --- the query language: a port of texts/search/query.py ---
  var OPERATORS = { "AND": "and", "&&": "and", "И": "and", "OR": "or", "||": "or", "ИЛИ": "or", "NOT": "not", "НЕ": "not" };
  var Q = "\"“”„«»‟＂";
  var PIECE = new RegExp("\\s*(?:(\\()|(\\))|(-(?=[\\p{L}\\p{N}_" + Q + "(]))?(?:([\\p{L}]+):(?=[^\\s:/()]))?(?:[" + Q + "]([^" + Q + "]*)[" + Q + "]|([^\\s()" + Q + "]+))|(\\S))", "gu");
  function pieces(typed) {
    var found, list = [], counted = 0;
    PIECE.lastIndex = 0;
    while ((found = PIECE.exec(typed)) && found[0]) {
      if (found[1] || found[2]) { list.push([found[1] || found[2]]); continue; }
      if (found[7]) { continue; }
      var field = found[4] || "", phrase = found[5], word = found[6], near = word && !field && /^(?:NEAR|РЯДОМ)(?:\/(\d{1,9}))?$/.exec(word);
      if (found[3]) { list.push(["not"]); }
      if (word && !field && OPERATORS[word]) { list.push([OPERATORS[word]]); continue; }
      if (near) { list.push(["near", near[1] ? Math.min(+near[1], FARTHEST) : NEAR_BY]); continue; }
      var text = phrase === undefined ? word : phrase;
      if (!text || !/[\p{L}\p{N}]/u.test(text) || counted >= MOST_WORDS) { continue; }
      counted += 1;
      list.push(["leaf", leaf(field, phrase, text)]);
    }
    return list.reverse();
  }
  function leaf(field, phrase, text) {
    var known = meta.fields[field.toLowerCase()];
    if (field && known) { return { field: known, value: text.trim() }; }
    if (field) { return { phrase: field + " " + text }; }
    if (phrase !== undefined) { return { phrase: text.trim().split(/\s+/).join(" ") }; }
    var bare = text.replace(/\*+$/, "");
    if (bare !== text && (bare.match(/[\p{L}\p{N}]/gu) || []).length >= 2) { return { prefix: bare }; }
    return { word: bare };
  }
  function joined(kind, parts) {
    var flat = [];
    parts.filter(Boolean).forEach(function (part) { (part[kind] || [part]).forEach(function (one) {
      if (!flat.some(function (other) { return JSON.stringify(other) === JSON.stringify(one); })) { flat.push(one); }
    }); });
    if (flat.length < 2) { return flat[0] || null; }
    var made = {}; made[kind] = flat; return made;
  }
  function readQuery(typed) {
    var left = pieces(typed.normalize("NFC").replace(/\p{Cf}/gu, "").replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").slice(0, 4000));
    function next() { return left.length ? left[left.length - 1][0] : ""; }
    function alternatives(depth) {
      var parts = [together(depth)];
      while (next() === "or") { left.pop(); parts.push(together(depth)); }
      return joined("or", parts);
    }
    function together(depth) {
      var parts = [], kind;
      while ((kind = next()) !== "" && kind !== "or" && kind !== ")") {
        if (kind === "and" || kind === "near") { left.pop(); continue; }
        var part = one(depth);
        if (part) { parts.push(withNeighbours(part, depth)); }
      }
      return joined("and", parts);
    }
    function plain(part) { return part && (part.word !== undefined || part.prefix !== undefined || part.phrase !== undefined); }
    function withNeighbours(part, depth) {
      var found = [part];
      while (next() === "near") {
        var distance = left.pop()[1], other = ["leaf", "not", "("].indexOf(next()) >= 0 ? one(depth) : null;
        if (!other) { break; }
        var end = found[found.length - 1], last = end.near ? end.near[1] : end;
        if (plain(last) && plain(other)) {
          found = (end.near ? found : found.slice(0, -1)).concat([{ near: [last, other], distance: distance }]);
        } else { found.push(other); }
      }
      return joined("and", found) || part;
    }
    function one(depth) {
      var piece = left.pop();
      if (piece[0] === "not") {
        var denied = 1;
        while (next() === "not") { left.pop(); denied += 1; }
        var part = next() === "leaf" || next() === "(" ? one(depth) : null;
        return part ? (denied % 2 ? { not: part } : part) : null;
      }
      if (piece[0] === "(") {
        if (depth >= DEEPEST) { return null; }
        var inner = alternatives(depth + 1);
        if (next() === ")") { left.pop(); }
        return inner;
      }
      return piece[0] === "leaf" ? piece[1] : null;
    }
    var tree = alternatives(0);
    while (left.length) { left.pop(); tree = joined("and", [tree, alternatives(0)]); }
    return tree;
  }
  function leaves(node) {
    if (!node) { return []; }
    if (node.and || node.or) { return [].concat.apply([], (node.and || node.or).map(leaves)); }
    return node.field || node.not ? [] : [node];
  }
  function everyLeaf(node) {  // those under a NOT and the values of fields too: their words have to be loaded
    if (!node) { return []; }
    if (node.and || node.or) { return [].concat.apply([], (node.and || node.or).map(everyLeaf)); }
    if (node.not) { return everyLeaf(node.not); }
    return node.field ? [{ phrase: node.value }] : [node];
  }
  function typedWords(node) {
    if (node.near) { return typedWords(node.near[0]).concat(typedWords(node.near[1])); }
    return wordsIn(node.word !== undefined ? node.word : node.prefix !== undefined ? node.prefix : node.phrase);
  }

  // --- which passages hold a word ---
  function near(folded, shard) {  // a form that no text has is shortened until others begin like it: the ending differs
    for (var length = folded.length - 1; length >= Math.max(4, folded.length - 4); length--) {
      var stem = folded.slice(0, length);
      var forms = Object.keys(shard.forms).filter(function (form) { return form.startsWith(stem) && form.length <= folded.length + 3; });
      if (forms.length) { return forms; }
    }
    return [];
  }
  function passagesOf(shard, key) {
    var number = 0;
    return shard.lists[key].map(function (step) { number += step; return number; });
  }
  // (keys, accepted written forms) of a typed word; wide: with the other spellings of a name
  function lookup(folded, wide, begins) {
    var shard = words[shardOf(folded)], lists = {}, forms = new Set();
    function take(from, form, spelled) {
      var pair = from.forms[form];
      if (!pair) { return; }
      pair[0].concat(spelled ? pair[1] : []).forEach(function (at) { lists[from.keys[at]] = passagesOf(from, at); });
    }
    if (!shard) { return { lists: lists, forms: forms }; }
    var same = begins ? Object.keys(shard.forms).filter(function (form) { return form.startsWith(folded); }) : shard.forms[folded] ? [folded] : near(folded, shard);
    same.forEach(function (form) { take(shard, form, wide && !begins); });
    if (wide && !begins && !shard.forms[folded]) {
      var spelled = nameKey(folded), at = spelled.length > 2 && words[shardOf(spelled)];
      ((at && at.names[spelled]) || []).forEach(function (form) {
        var other = words[shardOf(form)];
        if (other) { take(other, form, true); }
      });
    }
    Object.values(words).forEach(function (one) {
      one.wanted = one.wanted || one.keys.reduce(function (all, key, number) { all[key] = number; return all; }, {});
      Object.keys(one.forms).forEach(function (form) {
        if (one.forms[form][0].some(function (number) { return one.keys[number] in lists; })) { forms.add(form); }
      });
    });
    return { lists: lists, forms: forms };
  }
  function workOf(passage) {
    var low = 0, high = meta.starts.length - 1;
    while (low < high) { var middle = (low + high + 1) >> 1; if (meta.starts[middle] <= passage) { low = middle; } else { high = middle - 1; } }
    return low;
  }
  function isTitle(passage) { return meta.starts[workOf(passage)] === passage; }
  function union(lists) {
    var all = new Set();
    Object.values(lists).forEach(function (list) { list.forEach(function (number) { all.add(number); }); });
    return all;
  }
  function entry(number) { return texts[Math.floor(number / meta.chunk)][number % meta.chunk]; }
  function loadTexts(numbers) {
    var chunks = new Set(Array.from(numbers, function (number) { return Math.floor(number / meta.chunk); }));
    return Promise.all(Array.from(chunks, function (chunk) { return load("t" + chunk); }));
  }

  // Where the words of a phrase stand in a passage: [first, last] of its words.
  function placesOf(node, said) {
    if (node.near) {
      var found = [];
      placesOf(node.near[0], said).forEach(function (one) { placesOf(node.near[1], said).forEach(function (other) {
        var pair = [one, other].sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
        if (pair[1][0] - pair[0][1] - 1 <= node.distance) { found.push(one, other); }
      }); });
      return found;
    }
    var rows = node.accepted, spots = [];
    said.forEach(function (_, at) {
      if (rows.length && rows.every(function (forms, step) { return forms.has(said[at + step]); })) { spots.push([at, at + rows.length - 1]); }
    });
    return spots;
  }
  function prepare(node) {  // the words of a leaf: which written forms stand for each, and the passages that may hold it
    if (node.near) { node.near.forEach(prepare); }
    else {
      var typed = typedWords(node);
      node.found = typed.map(function (word, at) {
        return lookup(word, node.word !== undefined && typed.length === 1, node.prefix !== undefined && at === typed.length - 1);
      });
      node.accepted = node.found.map(function (one) { return one.forms; });
    }
    var each = node.near ? node.near.map(function (one) { return one.maybe; }) : node.found.map(function (one) { return union(one.lists); });
    node.maybe = each.length ? each.reduce(function (all, more) { return new Set(Array.from(all).filter(function (n) { return more.has(n); })); }) : new Set();
    node.single = !node.near && node.found.length === 1;
  }
  // Sure of one word; of a phrase or NEAR only the texts tell.
  function settle(node) {
    if (node.single) { node.passages = node.maybe; return Promise.resolve(); }
    return loadTexts(node.maybe).then(function () {
      node.passages = new Set(Array.from(node.maybe).filter(function (number) { return placesOf(node, wordsIn(entry(number)[2])).length; }));
    });
  }
  function held(node) {
    if (node.held) { return node.held; }
    var works = new Set(), often = new Set(), titled = new Set();
    node.passages.forEach(function (number) { works.add(workOf(number)); });
    if (node.single) {
      Object.values(node.found[0].lists).forEach(function (list) {
        var counts = {};
        list.forEach(function (number) {
          var work = workOf(number);
          if (isTitle(number)) { titled.add(work); } else { counts[work] = (counts[work] || 0) + 1; }
          if (counts[work] >= meta.often) { often.add(work); }
        });
      });
    }
    node.held = { works: works, often: often, titled: titled };
    return node.held;
  }

  // --- publications ---
  function all() { return new Set(meta.works.keys()); }
  function both(one, other) { return new Set(Array.from(one).filter(function (n) { return other.has(n); })); }
  function either(sets) { var found = new Set(); sets.forEach(function (set) { set.forEach(function (n) { found.add(n); }); }); return found; }
  function worksWith(node) {
    if (node.and) {
      var others = node.and.filter(function (part) { return !(part.word !== undefined && meta.plain.indexOf(fold(part.word)) >= 0); });
      if (!others.length || others.every(function (part) { return part.not; })) { others = node.and; }
      return others.map(worksWith).reduce(both);
    }
    if (node.or) { return either(node.or.map(worksWith)); }
    if (node.not) { var out = worksWith(node.not); return new Set(Array.from(all()).filter(function (n) { return !out.has(n); })); }
    if (node.field) { return fact(node); }
    return held(node).works;
  }
  function valuesSet(facet, values) {
    return either(values.map(function (value) { return ((meta.facets[facet] || {})[value] || ["", []])[1]; }));
  }
  function labelled(facet, typed) {
    var folded = typed.toLowerCase(), spelled = wordsIn(typed).map(nameKey).filter(Boolean);
    var values = Object.keys(meta.facets[facet] || {}).filter(function (value) {
      var label = meta.facets[facet][value][0], keys = (label.match(WORD) || []).map(nameKey);
      return value === typed || label.toLowerCase().indexOf(folded) >= 0 || (spelled.length && spelled.every(function (key) { return keys.indexOf(key) >= 0; }));
    });
    return values.length ? valuesSet(facet, values) : null;
  }
  function coded(facet, typed) {
    var values = (meta.named[facet] || {})[typed.toLowerCase()];
    return values ? valuesSet(facet, values) : null;
  }
  function within(first, last) {
    return new Set(Array.from(all()).filter(function (n) {
      var days = meta.works[n][7];
      return days && (!first || days[1] >= first) && (!last || days[0] <= last);
    }));
  }
  function ends(edtf) {  // the first and last day a date may mean, as text that compares
    var parts = (edtf || "").trim().replace(/[?~%]/g, "").split("/");
    if (!/^\d{3}[\dX](-\d\d){0,2}$/.test(parts[0]) && parts[0] !== "..") { return null; }
    var low = parts[0] === ".." ? "" : parts[0].replace(/X/g, "0"), high = parts[parts.length - 1];
    return [low, high === ".." ? "" : high.replace(/X/g, "9") + (high.length === 10 ? "" : "-99")];
  }
  function status(typed, on) {
    var parts = typed.split("@"), stage = parts[0].split("/").pop().toLowerCase(), kind = parts[0].indexOf("/") >= 0 ? parts[0].split("/")[0] : "";
    var given = ends(parts[1] || on), day = given ? given[1] : meta.as_of;
    var codes = Object.keys(meta.stages).filter(function (code) { return meta.stages[code].indexOf(stage) >= 0 && (!kind || code.startsWith(kind + "/")); });
    if (!codes.length) { return null; }
    return either(meta.followed.filter(function (one) {
      var past = one[1].filter(function (step) { return step[0] <= day; });
      return past.length && codes.indexOf(one[0] + "/" + past[past.length - 1][1]) >= 0;
    }).map(function (one) { return one[2]; }));
  }
  function fact(node) {
    var value = node.value, span, found = null;
    switch (node.field) {
      case "country": case "topic": case "kind": case "language": found = coded(node.field, value); break;
      case "addressee": found = either([coded("addressee", value) || [], labelled("addressee-name", value) || []]); if (!found.size) { found = null; } break;
      case "publisher": found = labelled("publisher", value) || labelled("issuer", value); break;
      case "status": found = status(value, ""); break;
      case "published": span = ends(value); found = span && within(span[0], span[1]); break;
      case "from": span = ends(value); found = span && within(span[0], ""); break;
      case "to": span = ends(value); found = span && within("", span[1]); break;
      case "title": found = new Set(Array.from(held(node.words).works).filter(function (n) { return node.words.passages.has(meta.starts[n]); })); break;
      default: found = labelled(node.field, value);
    }
    return found || held(node.words).works;
  }
  function chosen(asked) {
    var sets = {}, countries = asked.getAll("country").filter(function (code) { return code && code !== "all"; });
    if (countries.length) {
      var each = countries.map(function (code) { return valuesSet("country", [code]); });
      sets.country = asked.get("countries") === "all" ? each.reduce(both) : either(each);
    }
    ["topic", "kind"].forEach(function (name) { var values = asked.getAll(name).filter(Boolean); if (values.length) { sets[name] = valuesSet(name, values); } });
    ["publisher", "issuer", "person", "organisation", "instrument", "addressee", "language"].forEach(function (name) {
      if (asked.get(name)) { sets[name] = valuesSet(name, [asked.get(name)]); }
    });
    if (asked.get("status")) { sets.status = status(asked.get("status"), asked.get("on") || "") || new Set(); }
    var since = ends(asked.get("from")), until = ends(asked.get("to"));
    if (since || until) { sets.year = within(since ? since[0] : "", until ? until[1] : ""); }
    return sets;
  }
  function combined(tree, sets, asked, without) {
    var found = tree ? worksWith(tree) : all();
    if (sets.country && without !== "country") {
      found = asked.get("join") === "or" && tree ? either([found, sets.country]) : both(found, sets.country);
    }
    Object.keys(sets).forEach(function (name) { if (name !== "country" && name !== without) { found = both(found, sets[name]); } });
    return found;
  }
  function weight(node) {
    return Math.min(Math.max(Math.floor(meta.works.length / Math.max(held(node).works.size, 1)).toString(2).length, 1), HEAVIEST);
  }
  function telling(tree) {
    var wanted = leaves(tree), others = wanted.filter(function (node) { return !(node.word !== undefined && meta.plain.indexOf(fold(node.word)) >= 0); });
    return others.length ? others : wanted;
  }
  function ordered(found, wanted, sort) {
    var list = Array.from(found).sort(function (a, b) { return a - b; });
    function dated(n) { return meta.works[n][7] !== null; }
    if (sort === "oldest") { return list.filter(dated).reverse().concat(list.filter(function (n) { return !dated(n); })); }
    if (sort === "country") {
      var labels = Object.keys(meta.facets.country || {}).sort(function (a, b) { return label("country", a).localeCompare(label("country", b)); });
      var place = function (n) { var at = labels.findIndex(function (code) { return meta.facets.country[code][1].indexOf(n) >= 0; }); return at < 0 ? labels.length : at; };
      return list.sort(function (a, b) { return place(a) - place(b) || a - b; });
    }
    if (sort === "newest" || !wanted.length) { return list; }
    var scores = {};
    list.forEach(function (n) {
      scores[n] = wanted.reduce(function (sum, node) {
        var mine = held(node), one = weight(node);
        return sum + (mine.works.has(n) ? one : 0) + (mine.often.has(n) ? one : 0) + (mine.titled.has(n) ? 2 * one : 0);
      }, 0);
    });
    return list.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
  }

  // --- how the question was read, in words: a port of texts/search/telling.py ---
  function filled(sentence, values) {
    return sentence.replace(/%\((\w+)\)[sd]/g, function (_, name) { return values[name]; }).replace(/%%/g, "%");
  }
  function many(forms, count) {
    var kind = new Intl.PluralRules(tongue).select(count);
    return forms[kind === "one" ? 0 : kind === "few" ? 1 : 2].replace("#", count.toLocaleString(tongue));
  }
  function told(node, inside) {
    var joint = node.and ? "and" : node.or ? "or" : "";
    if (joint) {
      var parts = node[joint].map(function (part) { return told(part, true); }).join(" " + say[joint] + " ");
      return inside ? "(" + parts + ")" : parts;
    }
    if (node.not) { return filled(say.not, { what: told(node.not, true) }); }
    if (node.near) { return filled(say.near, { one: told(node.near[0]), other: told(node.near[1]), n: node.distance }); }
    if (node.field) {
      var named = node.field === "country" && (meta.named.country || {})[node.value.toLowerCase()];
      return say.fields[node.field] + " “" + (named && named.length === 1 ? label("country", named[0]) : node.value) + "”";
    }
    if (node.phrase !== undefined) { return filled(say.phrase, { words: node.phrase }); }
    return node.prefix !== undefined ? filled(say.prefix, { letters: node.prefix }) : "“" + node.word + "”";
  }
  function understood(tree, sets, asked, count) {
    var codes = asked.getAll("country").filter(function (code) { return code && code !== "all"; });
    var names = codes.map(function (code) { return label("country", code); }), each = asked.get("countries") === "all";
    var listed = names.length < 2 ? names[0] : names.slice(0, -1).join(", ") + " " + say[each ? "and" : "or"] + " " + names[names.length - 1];
    var where = !names.length ? say.everywhere : filled(names.length === 1 ? say.about : each ? say.each : say.any, { country: listed, countries: listed });
    var either = asked.get("join") === "or" && sets.country;
    return filled(!tree ? say.plain : either ? say.either : say["with"], { found: many(say.found, count), words: tree ? told(tree) : "", where: where });
  }
  function whyOf(number, wanted, asked) {
    var parts = [], first = meta.starts[number];
    wanted.forEach(function (node) {
      var after = number + 1 < meta.starts.length ? meta.starts[number + 1] : meta.passages;
      var count = Array.from(node.passages).filter(function (n) { return n > first && n < after; }).length;
      var places = [node.passages.has(first) ? say.titled : "", count ? many(say.passages, count) : ""].filter(Boolean);
      if (places.length) { parts.push(told(node) + " " + places.join(say.between)); }
    });
    asked.getAll("country").forEach(function (code) {
      if (((meta.facets.country || {})[code] || ["", []])[1].indexOf(number) >= 0) { parts.push(filled(say.about, { country: label("country", code) })); }
    });
    return parts.join("; ");
  }
  function when(edtf) {  // 2014-05-20/2014-05-21 as the other pages write it; what is not so plain stays as it is
    var ends = (edtf || "").split("/").map(function (one) { return /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(one); });
    if (!edtf) { return say.undated; }
    if (ends.some(function (one) { return !one || +one[2] > 12; })) { return edtf; }
    var last = ends[ends.length - 1], first = ends[0];
    if (ends.length > 1 && first[3] && last[3] && first[1] === last[1] && first[2] === last[2]) { return +first[3] + "–" + dayOf(last); }
    return ends.map(dayOf).join(" – ");
  }
  function dayOf(found) {
    if (!found[2]) { return found[1]; }
    var style = found[3] ? { day: "numeric", month: "long", year: "numeric" } : { month: "long", year: "numeric" };
    var parts = new Intl.DateTimeFormat(tongue === "en" ? "en-GB" : tongue, Object.assign(style, { timeZone: "UTC" }))
      .formatToParts(Date.UTC(+found[1], found[2] - 1, +(found[3] || 1)));
    return parts.filter(function (part) { return part.type !== "literal"; }).map(function (part) { return part.value; }).join(" ");
  }

  // --- what is shown ---
  function element(name, kind, inside) {
    var made = document.createElement(name);
    if (kind) { made.className = kind; }
    if (inside) { made.textContent = inside; }
    return made;
  }
  function label(facet, value) {  // as the form of this page calls it, in its language
    var field = Array.from(document.querySelectorAll("#search-form [name='" + facet + "']"));
    var option = field.length && field[0].options && Array.from(field[0].options).find(function (one) { return one.value === value; });
    var tick = field.find(function (one) { return one.type === "checkbox" && one.value === value; });
    return option ? option.textContent : tick ? tick.parentElement.textContent.trim() : ((meta.facets[facet] || {})[value] || [value])[0];
  }
  function spansOf(text, wanted) {
    var said = [], found, spans = [];
    WORD.lastIndex = 0;
    while ((found = WORD.exec(text))) { said.push([fold(found[0]), found.index, found.index + found[0].length]); }
    var keys = said.map(function (one) { return one[0]; });
    wanted.forEach(function (node) { placesOf(node, keys).forEach(function (place) { spans.push([said[place[0]][1], said[place[1]][2]]); }); });
    spans.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    return spans.reduce(function (joint, span) {
      var last = joint[joint.length - 1];
      if (last && !text.slice(last[1], span[0]).trim()) { last[1] = Math.max(last[1], span[1]); } else { joint.push(span); }
      return joint;
    }, []);
  }
  function marked(into, text, wanted, most) {
    var spans = spansOf(text, wanted), first = spans.length ? spans[0][0] : 0;
    var start = text.length > most && first > 90 ? text.indexOf(" ", first - 90) + 1 : 0;
    var end = Math.min(text.length, start + most), at = start;
    if (end < text.length) { end = Math.max(text.lastIndexOf(" ", end), start); }
    if (start) { into.append("… "); }
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > end) { return; }
      into.append(text.slice(at, span[0]), element("mark", "", text.slice(span[0], span[1])));
      at = span[1];
    });
    into.append(text.slice(at, end) + (end < text.length ? " …" : ""));
    return into;
  }
  function linesOf(work, wanted) {
    var sums = {}, first = meta.starts[work], after = work + 1 < meta.starts.length ? meta.starts[work + 1] : meta.passages;
    wanted.forEach(function (node) {
      node.passages.forEach(function (number) { if (number > first && number < after) { sums[number] = (sums[number] || 0) + weight(node); } });
    });
    var numbers = Object.keys(sums).map(Number);
    function short(number) { return wordsIn(entry(number)[2]).length < SHORT; }
    numbers.sort(function (a, b) { return sums[b] - sums[a] || short(a) - short(b) || a - b; });
    if (!numbers.length) {
      for (var number = first + 1; number < after; number++) { if (!short(number)) { return [number]; } }
      return first + 1 < after ? [first + 1] : [];
    }
    return numbers.slice(0, SHOWN).sort(function (a, b) { return a - b; });
  }
  function hit(number, wanted, asked) {
    var work = meta.works[number], item = element("li"), title = element("h2", "title"), link = element("a");
    link.href = "publications/" + work[0] + ".html";
    title.append(marked(link, work[1], wanted, 1000));
    if (work[4]) { title.lang = work[4]; }
    var facts = element("p", "facts", [work[2] || say.unpublished, when(work[3]), work[5] === "other" ? "" : label("kind", work[5])].filter(Boolean).join(" · "));
    if (work[9]) {
      var copies = element("a", "", many(say.copies, work[9]));
      copies.href = link.getAttribute("href") + "#kin";
      facts.append(" · ", copies);
    }
    item.append(title, facts);
    linesOf(number, wanted).forEach(function (line) {
      var said = entry(line), excerpt = element("div", "excerpt"), quote = element("blockquote", "small"), pin = element("a", "pin", "¶ " + said[1]);
      var part = (work[8] || []).filter(function (start) { return start <= line; }).length + 1;
      pin.href = "publications/" + work[0] + (part > 1 ? "-" + part : "") + ".html#p-" + said[0];
      quote.append(marked(element("p"), said[2], wanted, 320));
      pin.setAttribute("aria-label", filled(say.pin, { number: said[1] }));
      if (said[3]) { quote.lang = said[3]; }
      excerpt.append(quote, pin);
      item.append(excerpt);
    });
    var why = whyOf(number, wanted, asked);
    if (why) { item.append(element("p", "why", why.charAt(0).toUpperCase() + why.slice(1) + ".")); }
    if (work[6]) { item.append(element("p", "disclaimer", work[6])); }
    return item;
  }
  function isChosen(facet, value, asked) {
    if (facet === "year") { return asked.get("from") === value && asked.get("to") === value; }
    if (value === "all") { return !asked.getAll("country").some(function (code) { return code && code !== "all"; }); }
    return asked.getAll(facet).indexOf(value) >= 0;
  }
  function narrowed(facet, value, asked) {
    var to = new URLSearchParams(asked);
    if (facet === "year") { to.set("from", value); to.set("to", value); return to; }
    if (value === "all" || MANY.indexOf(facet) < 0) { to.set(facet, value); return to; }
    var others = to.getAll(facet).filter(function (one) { return one && one !== "all"; });
    to.delete(facet);
    others.concat(value).forEach(function (one) { to.append(facet, one); });
    return to;
  }
  function facets(tree, sets, asked) {
    var aside = element("aside", "facets");
    var heads = JSON.parse(box.dataset.heads || "{}");
    aside.setAttribute("aria-label", say.narrow);
    meta.counted.forEach(function (facet) {
      var inside = combined(tree, sets, asked, facet), values = meta.facets[facet] || {};
      var counted = Object.keys(values).map(function (value) { return [value, values[value][1].filter(function (n) { return inside.has(n); }).length]; })
        .filter(function (one) { return one[1] || isChosen(facet, one[0], asked); })
        .sort(function (a, b) { return facet === "year" ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
      var many = counted.length;
      counted = counted.slice(0, VALUES);
      if (facet === "country") { counted.unshift(["all", inside.size]); }
      if (!counted.length) { return; }
      var section = element("section"), list = element("ul", "plain");
      section.append(element("h2", "", heads[facet] || ""), list);
      counted.forEach(function (one) {
        var words = one[0] === "all" ? say.all : label(facet, one[0]), chosenNow = isChosen(facet, one[0], asked);
        var item = element("li"), link = element(chosenNow ? "b" : "a", "", words);
        if (chosenNow) { link.setAttribute("aria-current", "true"); } else { link.href = "search.html?" + narrowed(facet, one[0], asked); }
        item.append(link, " ", element("span", "count", one[1].toLocaleString(tongue)));
        list.append(item);
      });
      if (many > VALUES) { section.append(element("p", "quiet", filled(say.first, { num: many.toLocaleString(tongue) }))); }
      aside.append(section);
    });
    return aside;
  }
  function links(kind, before, pairs, joint) {  // a line of links; one without an address is where the reader is
    var line = element("p", kind, before + " ");
    pairs.forEach(function (pair, at) {
      var link = element(pair[1] ? "a" : "b", "", pair[0]);
      if (pair[1]) { link.href = "search.html?" + pair[1]; } else { link.setAttribute("aria-current", "true"); }
      line.append(at ? joint : "", link);
    });
    return line;
  }
  function tags(asked) {
    var list = element("ul", "tags"), active = activeFilters(asked);
    list.setAttribute("aria-label", say.active);
    active.forEach(function (one) {
      var item = element("li"), link = element("a", "", one[0] + " "), cross = element("span", "", "×");
      cross.setAttribute("aria-hidden", "true");
      link.append(cross);
      link.href = "search.html?" + one[1];
      link.setAttribute("aria-label", filled(say.remove, { filter: one[0] }));
      item.append(link);
      list.append(item);
    });
    var all = element("li"), reset = element("a", "reset", say.reset);
    reset.href = "search.html";
    all.append(reset);
    list.append(all);
    return active.length ? [list] : [];
  }
  function activeFilters(asked) {
    var found = [];
    function left(change) { var to = new URLSearchParams(asked); change(to); return to; }
    MANY.forEach(function (name) {
      asked.getAll(name).filter(function (value) { return value && value !== "all"; }).forEach(function (value, at, every) {
        found.push([label(name, value), left(function (to) {
          to.delete(name);
          every.forEach(function (other) { if (other !== value) { to.append(name, other); } });
        })]);
      });
    });
    var heads = JSON.parse(box.dataset.heads || "{}");
    ALONE.forEach(function (name) {
      if (asked.get(name)) { found.push([heads[name] + ": " + label(name, asked.get(name)), left(function (to) { to.delete(name); })]); }
    });
    if (asked.get("status")) {
      var status = label("status", asked.get("status")).split(": ").pop(), on = asked.get("on");
      found.push([on ? filled(say.on, { status: status, date: when(on) }) : status, left(function (to) { to.delete("status"); to.delete("on"); })]);
    }
    ["from", "to"].forEach(function (name) {
      if (asked.get(name)) { found.push([filled(say[name], { date: when(asked.get(name)) }), left(function (to) { to.delete(name); })]); }
    });
    return found;
  }
  function suggestions(wanted, asked) {
    var pairs = [];
    wanted.forEach(function (node) {
      if (node.word === undefined || node.word.length < 4 || held(node).works.size) { return; }
      var folded = fold(node.word), found = [];
      Object.values(words).forEach(function (shard) { Object.keys(shard.forms).forEach(function (form) {
        var alike = 1 - distance(folded, form) / Math.max(folded.length, form.length);
        if (alike >= NEAR_ENOUGH && form !== folded) { found.push([form, alike]); }
      }); });
      found.sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
      found.slice(0, SUGGESTED).forEach(function (one) {
        var to = new URLSearchParams(asked);
        to.set("q", asked.get("q").replace(node.word, one[0]));
        pairs.push([one[0], to]);
      });
    });
    return pairs.length ? [links("suggestions", say.meant, pairs, ", ")] : [];
  }
  function distance(one, other) {  // letters to change, put in, leave out
    var before = Array.from({ length: other.length + 1 }, function (_, at) { return at; });
    for (var at = 1; at <= one.length; at++) {
      var now = [at];
      for (var to = 1; to <= other.length; to++) {
        now.push(Math.min(now[to - 1] + 1, before[to] + 1, before[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1)));
      }
      before = now;
    }
    return before[other.length];
  }
  function show(tree, sets, asked, wanted) {
    var found = combined(tree, sets, asked), sort = asked.get("sort") || "relevance", list = ordered(found, wanted, sort), shown = 0;
    box.textContent = "";
    var count = element("div", "understood"), side = element("div", "found"), hits = element("ol", "hits"), button = element("button", "", say.more);
    count.append(element("p", "", understood(tree, sets, asked, list.length)));
    function more() {
      var next = list.slice(shown, shown + PAGE), needed = [];
      next.forEach(function (n) {
        var after = n + 1 < meta.starts.length ? meta.starts[n + 1] : meta.passages;
        for (var number = meta.starts[n]; number < after; number++) { needed.push(number); }
      });
      return loadTexts(needed).then(function () {
        next.forEach(function (n) { hits.append(hit(n, wanted, asked)); });
        shown += PAGE;
        button.hidden = shown >= list.length;
      });
    }
    var sorts = say.sorts.map(function (one) {
      var to = new URLSearchParams(asked);
      to.set("sort", one[0]);
      return [one[1], one[0] === sort ? "" : to];
    });
    button.type = "button"; button.onclick = more; button.hidden = true;
    side.append(hits, facets(tree, sets, asked));
    var above = [count].concat(tags(asked), suggestions(wanted, asked), list.length ? [links("sorts", say.order, sorts, " · ")] : [element("p", "hint", say.none)]);
    return more().then(function () { box.append.apply(box, above.concat([side, button])); });
  }

  function fill(asked) {
    var form = document.getElementById("search-form");
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || !asked.has(field.name)) { return; }
      var given = asked.getAll(field.name);
      if (field.type === "checkbox" || field.type === "radio") { field.checked = given.indexOf(field.value) >= 0; }
      else if (given[0]) { field.value = given[0]; }
    });
  }
  function fieldsOf(node) {
    if (!node) { return []; }
    if (node.and || node.or) { return [].concat.apply([], (node.and || node.or).map(fieldsOf)); }
    return node.not ? fieldsOf(node.not) : node.field ? [node] : [];
  }
  function wordLeaves(node) {
    if (!node) { return []; }
    if (node.and || node.or) { return [].concat.apply([], (node.and || node.or).map(wordLeaves)); }
    return node.not ? wordLeaves(node.not) : node.field ? [] : [node];
  }
  function start() {
    var asked = new URLSearchParams(location.search);
    var filters = Array.from(asked.keys()).some(function (name) { return name !== "q" && name !== "sort" && name !== "join" && asked.get(name); });
    if (!box || box.hasAttribute("data-answered") || !(asked.get("q") || filters)) { return; }
    fill(asked);
    say = JSON.parse(box.dataset.say);
    box.textContent = say.working;
    load("meta").then(function () {
      var tree = readQuery(asked.get("q") || ""), needed = new Set();
      everyLeaf(tree).forEach(function (node) { typedWords(node).forEach(function (word) {
        needed.add(shardOf(word));
        var spelled = nameKey(word);
        if (spelled) { needed.add(shardOf(spelled)); }
      }); });
      function loadWords() { return Promise.all(Array.from(needed, function (number) { return load("k" + number); })); }
      return loadWords().then(function () {
        // the other spellings of a name may stand in files of their own
        everyLeaf(tree).forEach(function (node) { typedWords(node).forEach(function (word) {
          var spelled = nameKey(word), at = spelled && words[shardOf(spelled)];
          ((at && at.names[spelled]) || []).forEach(function (form) { needed.add(shardOf(form)); });
        }); });
        return loadWords();
      }).then(function () {
        fieldsOf(tree).forEach(function (node) { node.words = { phrase: node.value }; });
        var nodes = wordLeaves(tree).concat(fieldsOf(tree).map(function (node) { return node.words; }));
        nodes.forEach(prepare);
        return Promise.all(nodes.map(settle));
      }).then(function () { return show(tree, chosen(asked), asked, telling(tree)); });
    }).catch(function () { box.textContent = say.failed; });
  }
  if (box) { setTimeout(start, 0); }  // after this function has returned and has its name
  return {
    meta: function (given) { meta = given; },
    words: function (number, given) { words[number] = given; },
    texts: function (number, given) { texts[number] = given; }
  };
})();
