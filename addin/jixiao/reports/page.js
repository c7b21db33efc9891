// The page of findings. Data is only ever put in as text (textContent), never as markup.
// Written for browsers of 2018 on: many offices still use them.
(function () {
"use strict";

var PAGE = 100;
// A browser falls over laying out thousands of pages of paper; who prints chooses a department first.
var PRINTED = 2000;
var data = JSON.parse(document.getElementById("data").textContent);
var strings = data.strings;
var levels = data.levels;
var records = data.rows.map(function (row, place) {
  var record = { place: place, level: row[0] };
  data.fields.forEach(function (field, index) { record[field] = strings[row[index + 1]]; });
  return record;
});
var state = { department: "", rule: "", levels: levels.map(function () { return true; }), words: [], sort: "", down: false, page: 0 };
var shown = records;

function byId(id) { return document.getElementById(id); }

function make(tag, name, text) {
  var element = document.createElement(tag);
  if (name) { element.className = name; }
  if (text !== undefined) { element.textContent = text; }
  return element;
}

function tally(key) {
  var counts = new Map();
  records.forEach(function (record) {
    var found = counts.get(record[key]);
    if (!found) { counts.set(record[key], found = levels.map(function () { return 0; })); }
    found[record.level] += 1;
  });
  return counts;
}

function sum(numbers) { return numbers.reduce(function (a, b) { return a + b; }, 0); }

// ---------------------------------------------------------------- which records, in which order

function folded(text) { return text.normalize("NFKC").toLowerCase(); }

function haystack(record) {
  // Made at the first search only: opening the page must not wait for it.
  if (record.haystack === undefined) {
    record.haystack = folded(data.searched.map(function (field) { return record[field]; }).join("\n"));
  }
  return record.haystack;
}

function wanted(record) {
  return state.levels[record.level] &&
    (!state.department || record.department === state.department) &&
    (!state.rule || record.code === state.rule) &&
    state.words.every(function (word) { return haystack(record).indexOf(word) >= 0; });
}

var collator = new Intl.Collator("zh-CN", { numeric: true });

var orders = {
  level: function (a, b) { return a.level - b.level; },
  place: function (a, b) {
    return collator.compare(a.department, b.department) || collator.compare(a.file, b.file) ||
      collator.compare(a.sheet, b.sheet) || collator.compare(a.cell, b.cell);
  },
  message: function (a, b) { return collator.compare(a.message, b.message); },
  expected: function (a, b) { return collator.compare(a.expected, b.expected); },
  code: function (a, b) { return a.code < b.code ? -1 : a.code > b.code ? 1 : 0; }
};

function select() {
  shown = records.filter(wanted);
  var order = orders[state.sort];
  if (order) {
    var sign = state.down ? -1 : 1;
    shown.sort(function (a, b) { return sign * order(a, b) || a.place - b.place; });
  }
  state.page = 0;
}

// ---------------------------------------------------------------- the list

function labelled(cell, label, text) {
  if (text) { cell.appendChild(make("span", "main", label + text)); }
}

function row(record) {
  var tr = make("tr");
  tr.appendChild(make("td")).appendChild(make("span", "badge " + data.classes[record.level], levels[record.level]));
  var place = tr.appendChild(make("td"));
  if (state.sort) {
    place.appendChild(make("span", "main", record.department));
    place.appendChild(make("span", "minor", record.file));
  }
  if (record.project) { place.appendChild(make("span", "main", record.project)); }
  place.appendChild(make("span", "cell", record.sheet + (record.cell ? "!" + record.cell : "")));
  var text = tr.appendChild(make("td"));
  text.appendChild(make("span", "main message", record.message));
  if (record.hint) { text.appendChild(make("span", "minor", record.hint)); }
  if (record.related) { text.appendChild(make("span", "minor", "另见：" + record.related)); }
  var value = tr.appendChild(make("td"));
  labelled(value, "现为：", record.found);
  labelled(value, "应为：", record.expected);
  labelled(value, "相差：", record.difference);
  var basis = tr.appendChild(make("td"));
  basis.appendChild(make("span", "main", record.code));
  if (record.basis) { basis.appendChild(make("span", "minor", record.basis)); }
  return tr;
}

function heading(name, text) {
  var tr = make("tr", name);
  var th = tr.appendChild(make("th", "", text));
  th.colSpan = 5;
  th.scope = "rowgroup";
  return tr;
}

function fill(from, to) {
  var rows = document.createDocumentFragment();
  var department = null;
  var file = null;
  for (var index = from; index < to; index += 1) {
    var record = shown[index];
    if (!state.sort && (record.department !== department || record.file !== file)) {
      if (record.department !== department) { rows.appendChild(heading("department", record.department)); }
      rows.appendChild(heading("file", record.file));
      department = record.department;
      file = record.file;
    }
    rows.appendChild(row(record));
  }
  var body = byId("rows");
  body.textContent = "";
  body.appendChild(rows);
}

function scope() {
  var counts = levels.map(function () { return 0; });
  shown.forEach(function (record) { counts[record.level] += 1; });
  var parts = [];
  if (state.department) { parts.push("单位：" + state.department); }
  if (state.rule) { parts.push("规则：" + state.rule); }
  if (state.levels.indexOf(false) >= 0) {
    parts.push("级别：" + (levels.filter(function (_, level) { return state.levels[level]; }).join("、") || "无"));
  }
  if (state.words.length) { parts.push("搜索：" + byId("query").value.trim()); }
  var counted = levels.map(function (name, level) { return name + " " + counts[level]; }).join("，");
  return (parts.length ? parts.join("；") + "。" : "") + "共 " + shown.length + " 条：" + counted;
}

function show() {
  var pages = Math.max(1, Math.ceil(shown.length / PAGE));
  state.page = Math.min(Math.max(state.page, 0), pages - 1);
  fill(state.page * PAGE, Math.min((state.page + 1) * PAGE, shown.length));
  byId("scope").textContent = scope();
  // Who prints what concerns one department does not hand it the others' figures.
  document.body.setAttribute("data-part", shown.length < records.length ? "yes" : "no");
  byId("nothing").hidden = shown.length > 0;
  byId("list").hidden = shown.length === 0;
  byId("page").textContent = "第 " + (state.page + 1) + " / " + pages + " 页";
  byId("first").disabled = byId("back").disabled = state.page === 0;
  byId("next").disabled = byId("last").disabled = state.page === pages - 1;
  Array.prototype.forEach.call(document.querySelectorAll("#list thead th"), function (th) {
    var active = state.sort && th.firstChild.getAttribute("data-sort") === state.sort;
    th.setAttribute("aria-sort", active ? (state.down ? "descending" : "ascending") : "none");
  });
}

function refresh() { select(); show(); }

function turn(to) {
  state.page = to;
  show();
  byId("scope").scrollIntoView();
}

// ---------------------------------------------------------------- what stands around the list

function option(select_, value, text) {
  var element = make("option", "", text);
  element.value = value;
  select_.appendChild(element);
}

function choose(department) {
  state.department = byId("department").value = department;
  refresh();
}

// ---------------------------------------------------------------- what matters, at a glance

var SHOWN = 8;

function entry(list, name, onclick) {
  var button = byId(list).appendChild(make("li")).appendChild(make("button"));
  button.type = "button";
  button.appendChild(make("span", "name", name));
  button.addEventListener("click", onclick);
  return button;
}

function bar(numbers, most) {
  var element = make("span", "bar");
  numbers.forEach(function (number, level) {
    if (number) {
      var part = element.appendChild(make("span", data.classes[level]));
      part.style.width = 100 * number / most + "%";
    }
  });
  return element;
}

function worse(a, b) {
  for (var level = 0; level < levels.length; level += 1) {
    if (a[level] !== b[level]) { return b[level] - a[level]; }
  }
  return 0;
}

function fillTotals() {
  var counts = levels.map(function () { return 0; });
  records.forEach(function (record) { counts[record.level] += 1; });
  levels.forEach(function (name, level) {
    var total = byId("totals").appendChild(make("div", "total " + data.classes[level], name));
    total.appendChild(make("b", "", counts[level]));
  });
  var files = byId("totals").appendChild(make("div", "total plain", "未检查文件"));
  files.appendChild(make("b", "", data.files.length));
}

function fillWorst(counts) {
  var ordered = Array.from(counts).sort(function (a, b) { return worse(a[1], b[1]) || collator.compare(a[0], b[0]); });
  var most = Math.max.apply(null, ordered.slice(0, SHOWN).map(function (each) { return sum(each[1]); }).concat(1));
  ordered.slice(0, SHOWN).forEach(function (each) {
    var button = entry("worst", each[0], function () { choose(each[0]); byId("scope").scrollIntoView(); });
    button.appendChild(bar(each[1], most));
    var told = levels.map(function (name, level) { return each[1][level] ? name + " " + each[1][level] : ""; });
    button.appendChild(make("span", "number", told.filter(Boolean).join(" ")));
  });
  byId("worst-more").textContent = ordered.length > SHOWN ? "另有 " + (ordered.length - SHOWN) + " 个单位" : "";
  byId("worst-panel").hidden = ordered.length < 2;
}

function fillCommon() {
  var found = new Map();
  records.forEach(function (record) {
    var rule = found.get(record.code);
    if (!rule) { found.set(record.code, rule = { record: record, count: 0, departments: new Set() }); }
    rule.count += 1;
    rule.departments.add(record.department);
  });
  var ordered = Array.from(found.values()).filter(function (rule) { return rule.departments.size > 1; });
  ordered.sort(function (a, b) {
    return a.record.level - b.record.level || b.departments.size - a.departments.size || b.count - a.count;
  });
  ordered.slice(0, SHOWN).forEach(function (rule) {
    var button = entry("common", rule.record.code, function () {
      state.rule = byId("rule").value = rule.record.code;
      refresh();
      byId("scope").scrollIntoView();
    });
    var told = make("span", "told");
    told.appendChild(make("span", "badge " + data.classes[rule.record.level], levels[rule.record.level]));
    told.appendChild(document.createTextNode(" " + rule.record.message));
    button.appendChild(told);
    button.appendChild(make("span", "number", rule.departments.size + " 个单位 " + rule.count + " 处"));
  });
  byId("common-more").textContent = ordered.length > SHOWN ? "另有 " + (ordered.length - SHOWN) + " 类问题" : "";
  byId("common-panel").hidden = ordered.length === 0;
}

function fillDepartments() {
  var counts = tally("department");
  fillWorst(counts);
  var rows = document.createDocumentFragment();
  counts.forEach(function (numbers, department) {
    option(byId("department"), department, department + "（" + sum(numbers) + "）");
    var tr = rows.appendChild(make("tr"));
    var button = tr.appendChild(make("td")).appendChild(make("button", "", department));
    button.type = "button";
    button.addEventListener("click", function () { choose(department); });
    numbers.forEach(function (number) { tr.appendChild(make("td", "", number || "")); });
  });
  byId("departments").appendChild(rows);
  byId("overview").hidden = counts.size <= SHOWN;
}

function fillRules() {
  var subjects = new Map();
  records.forEach(function (record) { if (!subjects.has(record.code)) { subjects.set(record.code, record.field); } });
  var counts = tally("code");
  Array.from(counts.keys()).sort().forEach(function (code) {
    option(byId("rule"), code, code + " " + subjects.get(code) + "（" + sum(counts.get(code)) + "）");
  });
}

function fillLevels() {
  levels.forEach(function (name, level) {
    var label = byId("levels").appendChild(make("label"));
    var box = label.appendChild(make("input"));
    box.type = "checkbox";
    box.checked = true;
    box.id = "level-" + data.classes[level];
    box.addEventListener("change", function () { state.levels[level] = box.checked; refresh(); });
    label.appendChild(make("span", "badge " + data.classes[level], name));
  });
}

function fillList(id, title, texts) {
  byId(id + "-box").hidden = texts.length === 0;
  byId(id + "-title").textContent = title + "（" + texts.length + "）";
  texts.forEach(function (text) { byId(id).appendChild(make("li", "", text)); });
}

function reset() {
  state.department = byId("department").value = "";
  state.rule = byId("rule").value = "";
  state.words = [];
  byId("query").value = "";
  levels.forEach(function (_, level) { state.levels[level] = byId("level-" + data.classes[level]).checked = true; });
  state.sort = "";
  refresh();
}

function listen() {
  var timer = 0;
  byId("department").addEventListener("change", function () { choose(this.value); });
  byId("rule").addEventListener("change", function () { state.rule = this.value; refresh(); });
  byId("query").addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      state.words = folded(byId("query").value).split(/\s+/).filter(Boolean);
      refresh();
    }, 120);
  });
  byId("reset").addEventListener("click", reset);
  byId("print").addEventListener("click", function () { window.print(); });
  byId("first").addEventListener("click", function () { turn(0); });
  byId("back").addEventListener("click", function () { turn(state.page - 1); });
  byId("next").addEventListener("click", function () { turn(state.page + 1); });
  byId("last").addEventListener("click", function () { turn(Infinity); });
  Array.prototype.forEach.call(document.querySelectorAll("[data-sort]"), function (button) {
    button.addEventListener("click", function () {
      var key = button.getAttribute("data-sort");
      // Up, down, and back to the order by department with the worst first.
      if (state.sort !== key) { state.sort = key; state.down = false; }
      else if (!state.down) { state.down = true; }
      else { state.sort = ""; }
      refresh();
    });
  });
  // On paper there are no pages to turn: all that is selected is printed.
  var unfolded = ["files-box", "skipped-box", "not-read-box"];
  window.addEventListener("beforeprint", function () {
    // What was not checked belongs on paper as well, folded or not on the screen.
    unfolded.forEach(function (id) { byId(id).setAttribute("data-open", byId(id).open); byId(id).open = true; });
    var rest = shown.length - PRINTED;
    fill(0, Math.min(shown.length, PRINTED));
    byId("unprinted").textContent = rest > 0 ? "只打印前 " + PRINTED + " 条，另有 " + rest + " 条未打印；请按单位筛选后分批打印。" : "";
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (id) { byId(id).open = byId(id).getAttribute("data-open") === "true"; });
    show();
  });
}

byId("facts").textContent = data.facts;
fillTotals();
fillCommon();
fillDepartments();
fillRules();
fillLevels();
fillList("files", "跳过或未能读取的文件", data.files);
fillList("skipped", "未执行的规则", data.skipped);
fillList("not-read", "未读内容", data.notRead);
listen();
refresh();
document.documentElement.setAttribute("data-ready", "yes");
}());
