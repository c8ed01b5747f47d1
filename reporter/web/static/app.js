// What a page does beside showing itself: files that are dropped, progress, copying. Written for browsers of 2018 on.
(function () {
  "use strict";

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  function add(parent, tag, text, name) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    made.textContent = text || "";
    parent.appendChild(made);
    return made;
  }

  // --- what is shown changes without the page being left ---

  var asked = 0;

  function refresh() {
    var mine = ++asked;
    return fetch(location.href, { credentials: "same-origin" }).then(function (answer) {
      if (mine !== asked) { return null; }  // a later one knows more
      if (leaving() || sending) {
        renew();
        return null;
      }
      if (answer.redirected && answer.url !== location.href) {
        location.replace(answer.url);
        return null;
      }
      return answer.text();
    }).then(function (text) {
      if (text === null) { return; }
      var fresh = new DOMParser().parseFromString(text, "text/html");
      all("[data-live]").forEach(function (old) {
        var other = fresh.getElementById(old.id);
        if (other && !old.isEqualNode(other)) { exchange(old, document.importNode(other, true)); }
      });
      watch();
    }).catch(function () { setTimeout(watch, 2000); });
  }

  var CONTROLS = "a, button, input, select, textarea, summary, [tabindex]";

  // What somebody is typing, and where on the page he is, goes over to what takes the place of the old.
  function exchange(old, other) {
    var now = all(CONTROLS, other);
    var alike = function (control) {
      return now.filter(function (each) {
        return each.tagName === control.tagName && ["name", "href", "id"].every(function (name) {
          return each.getAttribute(name) === control.getAttribute(name);
        });
      })[0];
    };
    all("select, input, textarea", old).forEach(function (field) {
      var same = alike(field);
      if (same && same.type === field.type && !/^(hidden|file|radio|checkbox)$/.test(field.type)) {
        if (field.tagName === "SELECT" || field.value !== field.defaultValue) { same.value = field.value; }
      }
    });
    var scrolled = all(".scroll", old).map(function (each) { return [each.scrollLeft, each.scrollTop]; });
    var here = old.contains(document.activeElement) ? document.activeElement : null;
    var marked = here && typeof here.selectionStart === "number" && [here.selectionStart, here.selectionEnd];
    old.parentNode.replaceChild(other, old);
    all(".scroll", other).forEach(function (each, index) {
      if (scrolled[index]) {
        each.scrollLeft = scrolled[index][0];
        each.scrollTop = scrolled[index][1];
      }
    });
    if (!here) { return; }
    (alike(here) || document.getElementById("main")).focus();
    if (marked && alike(here)) { alike(here).setSelectionRange(marked[0], marked[1]); }
  }

  var events = null;
  var left = 0;

  // Whoever has asked for another page gets it: renewing this one would call that off. A download asks as well and stays.
  // What is still being sent, or was typed and not written, would be lost: then the browser asks first.
  window.addEventListener("beforeunload", function (event) {
    if (sending || unwritten()) {
      event.preventDefault();
      event.returnValue = "";
    }
    left = Date.now();
  });

  // By what the fields say: whoever typed before this script was there is asked too.
  function unwritten() {
    return all("[data-asks]").some(function (form) {
      return !form.dataset.sent && all("input, textarea", form).some(function (field) {
        return field.value !== field.defaultValue;
      });
    });
  }

  function leaving() {
    return Date.now() - left < 10000;
  }

  function renew() {
    if (leaving() || sending) {
      setTimeout(renew, 1000);
    } else if (document.querySelector("[data-whole]")) {
      location.reload();
    } else {
      refresh();
    }
  }

  function watch() {
    if (events || document.hidden || !document.querySelector("[data-waits]")) { return; }
    events = new EventSource("/events");
    events.onmessage = function (message) {
      var told = JSON.parse(message.data);
      if (told.run || told.reading) {
        show(told.run || told);
        return;
      }
      events.close();
      events = null;
      renew();
    };
    // A browser asks again by itself unless the answer was none that it takes.
    events.onerror = function () {
      show({ stage: "没有连上程序，正在重试。程序的窗口已经关掉的，请重新打开程序。" });
      if (events && events.readyState === 2) {
        events = null;
        setTimeout(watch, 2000);
      }
    };
  }

  // A browser has six connections to one program: tabs that nobody looks at leave theirs to the others.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden && events) {
      events.close();
      events = null;
    }
    watch();
  });

  function show(told) {
    all("[data-waits]").forEach(function (box) {
      var bar = box.querySelector("progress");
      if (told.stage) { box.querySelector("[data-stage]").textContent = told.stage; }
      if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
      } else {
        bar.removeAttribute("value");
      }
      box.querySelector("[data-count]").textContent = told.total ? told.done + " / " + told.total : "";
    });
  }

  // --- files ---

  var MARKS = { "改动": "refused", "无出处": "warned", "遗漏": "warned", "一致": "same" };

  function collect(entry, path, found) {
    return new Promise(function (done) {
      var unread = function () { found.push({ file: null, name: path + entry.name }); done(); };
      if (entry.isFile) {
        entry.file(function (file) { found.push({ file: file, name: path + file.name }); done(); }, unread);
        return;
      }
      var reader = entry.createReader();
      var more = function () {
        reader.readEntries(function (entries) {
          if (!entries.length) { done(); return; }
          entries.reduce(function (before, each) {
            return before.then(function () { return collect(each, path + entry.name + "/", found); });
          }, Promise.resolve()).then(more);
        }, unread);
      };
      more();
    });
  }

  function dropped(items) {
    var found = [];
    Array.prototype.forEach.call(items, function (item) {
      var file = !(item.webkitGetAsEntry && item.webkitGetAsEntry()) && item.getAsFile && item.getAsFile();
      if (file) { found.push({ file: file, name: file.name }); }
    });
    var entries = Array.prototype.slice.call(items).map(function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    }).filter(Boolean);
    return entries.reduce(function (before, entry) {
      return before.then(function () { return collect(entry, "", found); });
    }, Promise.resolve()).then(function () { return found; });
  }

  var sending = 0;

  // One file after the other; what is dropped meanwhile joins those that wait.
  function send(zone, files) {
    var chosen = all("select", zone).map(function (field) {
      return "&" + field.name + "=" + encodeURIComponent(field.value);
    }).join("");
    files.forEach(function (each) { each.url = zone.dataset.drop + "?name=" + encodeURIComponent(each.name) + chosen; });
    if (zone.join) {
      zone.join(files);
      return;
    }
    var results = zone.nextElementSibling, queue = files, sent = 0, wrong = 0;
    results.textContent = "";
    var head = add(results, "p", files.length ? "" : "里面没有文件。");
    if (!files.length) { return; }
    var tell = function () { head.textContent = "正在放入 " + sent + " / " + queue.length; };
    zone.join = function (more) {
      queue = queue.concat(more);
      tell();
    };
    sending += 1;
    var next = function () {
      if (sent === queue.length) {
        zone.join = null;
        sending -= 1;
        head.textContent = "处理了 " + sent + " 个文件" + (wrong ? "，其中 " + wrong + " 个有内容要改或要看" : "");
        refresh();
        return;
      }
      var each = queue[sent];
      sent += 1;
      tell();
      put(each).then(function (told) {
        if (told.problems.some(function (problem) { return problem.mark !== "noted"; })) { wrong += 1; }
        report(results, each.name, told);
        next();
      });
    };
    next();
  }

  function put(each) {
    if (!each.file) {
      return Promise.resolve({ told: "读不到，没有放入。可能正在别处打开，或没有权限。", problems: [] });
    }
    return fetch(each.url, { method: "PUT", body: each.file, credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .catch(function () { return { told: "没有送到程序。文件可能太大、正在别处打开，或程序已经结束。", problems: [] }; });
  }

  function report(results, name, told) {
    var box = add(results, "div", "", "received");
    var line = add(box, "p", "");
    if (told.link) {
      var link = add(line, "a", name);
      link.href = told.link;
    } else {
      add(line, "strong", name);
    }
    var whose = [told.department, told.month].filter(Boolean).join("，");
    add(line, "span", "：" + (whose ? whose + "。" : "") + told.told);
    if (told.figures) { figures(box, told.figures, told.missing); }
    if (!told.problems.length) { return; }
    var list = add(box, "ul", "");
    told.problems.forEach(function (problem) {
      var item = add(list, "li", "");
      add(item, "span", problem.level, "level " + problem.mark);
      add(item, "span", (problem.where ? problem.where + "：" : "") + problem.message + problem.remedy);
    });
  }

  // What `verify --figures` says: what is not as it was at once, the rest for who wants to see it.
  function figures(box, found, missing) {
    var same = found.filter(function (each) { return each.verdict === "一致"; });
    var others = ["改动", "无出处"].reduce(function (before, verdict) {
      return before.concat(found.filter(function (each) { return each.verdict === verdict; }));
    }, []);
    if (others.length + missing.length) { table(box, others, missing); }
    if (!same.length) { return; }
    var more = add(box, "details", "");
    add(more, "summary", "一致的 " + same.length + " 处");
    table(more, same, []);
  }

  function table(box, found, missing) {
    var made = add(box, "table", "", "problems");
    var head = add(add(made, "thead", ""), "tr", "");
    ["结论", "在哪里", "文中", "台账", "台账的格子"].forEach(function (title) { add(head, "th", title); });
    var body = add(made, "tbody", "");
    var row = function (each, words) {
      var line = add(body, "tr", "");
      add(add(line, "td", ""), "span", each.verdict, "level " + MARKS[each.verdict]);
      words.forEach(function (text) { add(line, "td", text); });
    };
    found.forEach(function (each) { row(each, [each.where + "：" + each.words, each.text, each.ledger || "—", each.cell || "—"]); });
    missing.forEach(function (each) { row(each, ["原文：" + each.words, "—", each.ledger, each.cell || "—"]); });
  }

  // Of the document, since a zone may come with what is shown later.
  function zoned(name, work) {
    document.addEventListener(name, function (event) {
      var zone = event.target.closest && event.target.closest("[data-drop]");
      if (zone) { work(zone, event); }
    });
  }

  zoned("dragover", function (zone) { zone.classList.add("over"); });
  zoned("dragleave", function (zone) { zone.classList.remove("over"); });
  zoned("drop", function (zone, event) {
    zone.classList.remove("over");
    dropped(event.dataTransfer.items).then(function (files) { send(zone, files); });
  });
  zoned("change", function (zone, event) {
    var input = event.target;
    if (input.type !== "file") { return; }
    var files = Array.prototype.slice.call(input.files).map(function (file) {
      return { file: file, name: file.webkitRelativePath || file.name };
    });
    send(zone, files);
    input.value = "";  // the same file may be chosen again
  });

  // A file that misses the zone must not take the place of the page.
  ["dragover", "drop"].forEach(function (name) {
    window.addEventListener(name, function (event) { event.preventDefault(); });
  });

  // --- forms ---

  // A double click asks for one thing, not for two.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") { return; }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(function () { delete form.dataset.sent; }, 5000);
  });

  window.addEventListener("pageshow", function () {
    all("[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // --- copying ---

  document.addEventListener("click", function (event) {
    var id = event.target.dataset ? event.target.dataset.copy : "";
    if (!id) { return; }
    var words = document.getElementById(id);
    words.focus();
    words.select();
    event.target.textContent = document.execCommand("copy") ? "已复制" : "请按 Ctrl+C";
  });

  // Not before the page is whole: one that renews itself while it comes calls itself off.
  window.addEventListener("load", watch);
})();
