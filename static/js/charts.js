// Draws every <div data-chart="ID"> from the ECharts option in <script type="application/json" id="ID">.
//
// Options are plain data. Where ECharts would take a function, write the name of a format:
//   "formatter": "money" | "percent" | "percent0" | "int" | "number" | "compact" | "points" | "day" | "dayMonth" | "month"
// in axisLabel, label or tooltip.valueFormatter. Amounts of money are integers of the smallest unit:
// "money" divides. Colours may be names of the theme: "@1"…"@6", "@low", "@high", "@ink", "@line", "@red", "@honey".
// A row or point that carries "url" (in its data item) opens it when it is clicked.
(function () {
  "use strict";
  var root = document.documentElement;
  var lang = root.lang || "en";
  var currency = document.body.dataset.currency || "USD";
  var digits = Number(document.body.dataset.currencyDigits || 2);
  var unit = Math.pow(10, digits);
  var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var drawn = [];

  function formatter(options, divide) {
    var format = new Intl.NumberFormat(lang, options);
    return function (value) {
      if (value === null || value === undefined || value === "" || isNaN(value)) return "–";
      return format.format(divide ? value / divide : value);
    };
  }
  function date(options) {
    // "2026-11-22" is read as UTC; a number comes from a time axis, which reads days in the local zone.
    var ofText = new Intl.DateTimeFormat(lang, Object.assign({ timeZone: "UTC" }, options));
    var ofNumber = new Intl.DateTimeFormat(lang, options);
    return function (value) {
      var at = new Date(value);
      if (isNaN(at)) return String(value);
      return (typeof value === "number" ? ofNumber : ofText).format(at);
    };
  }
  // As the tables say it: what is neither nothing nor all never reads as that.
  var plainShare = formatter({ style: "percent", maximumFractionDigits: 1 });
  function share(value) {
    if (value > 0 && value < 0.0005) return "< " + plainShare(0.001);
    if (value < 1 && value >= 0.9995) return "> " + plainShare(0.999);
    return plainShare(value);
  }
  var formats = {
    money: formatter({ style: "currency", currency: currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: digits, minimumFractionDigits: 0 }, unit),
    money0: formatter({ style: "currency", currency: currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0, minimumFractionDigits: 0 }, unit),
    compactMoney: formatter({ style: "currency", currency: currency, currencyDisplay: "narrowSymbol", notation: "compact", maximumSignificantDigits: 4 }, unit),
    percent: share,
    percent0: formatter({ style: "percent", maximumFractionDigits: 0 }),
    int: formatter({ maximumFractionDigits: 0 }),
    points: formatter({ maximumFractionDigits: 0 }),
    number: formatter({ maximumFractionDigits: 2 }),
    compact: formatter({ notation: "compact", maximumSignificantDigits: 4 }),
    day: date({ dateStyle: "medium" }),
    dayMonth: date({ day: "numeric", month: "short" }),
    month: date({ year: "numeric", month: "short" })
  };

  // ECharts hands a formatter either the value or an object with it.
  function adapt(name) {
    return function (given) {
      var value = given;
      if (given && typeof given === "object" && !Array.isArray(given)) value = given.value;
      if (value && typeof value === "object" && !Array.isArray(value)) value = value.value;
      if (Array.isArray(value)) value = value[value.length - 1];
      return formats[name](value);
    };
  }

  function colours() {
    var style = getComputedStyle(root);
    var read = function (name) {
      return style.getPropertyValue("--" + name).trim();
    };
    return {
      1: read("chart-1"), 2: read("chart-2"), 3: read("chart-3"), 4: read("chart-4"), 5: read("chart-5"), 6: read("chart-6"),
      low: read("chart-low"), high: read("chart-high"), heat: read("chart-heat"), ink: read("ink"), ink2: read("ink-2"), line: read("line"),
      line2: read("line-2"), surface: read("surface"), red: read("red"), honey: read("honey-mark"), font: read("sans")
    };
  }

  function resolve(node, palette) {
    if (Array.isArray(node)) return node.map(function (item) { return resolve(item, palette); });
    if (node && typeof node === "object") {
      var out = {};
      Object.keys(node).forEach(function (key) {
        var value = node[key];
        var isFormat = (key === "formatter" || key === "valueFormatter") && typeof value === "string";
        out[key] = isFormat && formats[value] ? adapt(value) : resolve(value, palette);
      });
      return out;
    }
    if (typeof node === "string" && node.charAt(0) === "@" && palette[node.slice(1)]) return palette[node.slice(1)];
    return node;
  }

  function axis(palette, given, isPhone) {
    var base = {
      axisLine: { lineStyle: { color: palette.line2 } },
      axisTick: { show: false },
      axisLabel: { color: palette.ink2, fontSize: 12, hideOverlap: true },
      nameTextStyle: { color: palette.ink2, fontSize: 12 },
      splitLine: { show: given.type === "value" || given.type === "log", lineStyle: { color: palette.line } }
    };
    if (given.type === "time") base.axisLabel.formatter = adapt("dayMonth");
    var full = merge(base, given);
    // Every name of a few must show, and a phone has no room for them side by side.
    if (isPhone && given.type === "category" && full.axisLabel.interval === 0) full.axisLabel = merge(full.axisLabel, { rotate: 45, width: 88, overflow: "truncate" });
    return full;
  }

  function merge(base, over) {
    var out = Object.assign({}, base);
    Object.keys(over || {}).forEach(function (key) {
      var both = isPlain(out[key]) && isPlain(over[key]);
      out[key] = both ? merge(out[key], over[key]) : over[key];
    });
    return out;
  }
  function isPlain(value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }

  function complete(option, palette, isPhone) {
    var asked = resolve(option, palette);
    var hasLegend = Boolean(asked.legend);
    var base = {
      color: [palette[1], palette[2], palette[3], palette[4], palette[5], palette[6]],
      animation: !still,
      animationDuration: 300,
      textStyle: { fontFamily: palette.font, color: palette.ink },
      grid: { left: 8, right: 16, top: hasLegend ? 40 : 16, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      tooltip: {
        renderMode: "richText",
        confine: true,
        backgroundColor: palette.surface,
        borderColor: palette.line2,
        borderWidth: 1,
        padding: [8, 12],
        textStyle: { color: palette.ink, fontSize: 13, fontFamily: palette.font },
        axisPointer: { lineStyle: { color: palette.line2 }, crossStyle: { color: palette.line2 } }
      }
    };
    var full = merge(base, asked);
    full.tooltip.renderMode = "richText"; // an HTML tooltip would break the content security policy
    if (hasLegend) full.legend = merge({ top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, type: "scroll", textStyle: { color: palette.ink2 } }, asked.legend);
    ["xAxis", "yAxis"].forEach(function (name) {
      if (!asked[name]) return;
      full[name] = Array.isArray(asked[name])
        ? asked[name].map(function (item) { return axis(palette, item, isPhone); })
        : axis(palette, asked[name], isPhone);
    });
    if (isPlain(asked.visualMap)) full.visualMap = merge({ textStyle: { color: palette.ink2 }, inRange: { color: [palette.low, palette.heat] } }, asked.visualMap);
    full.series = [].concat(full.series || []).map(function (series) { return dress(series, palette, isPhone); });
    full.aria = merge({ enabled: false }, asked.aria || {}); // the element carries its own label
    return full;
  }

  // A colour between two, both "#rrggbb".
  function mix(from, to, share) {
    var part = function (text, at) { return parseInt(text.slice(at, at + 2), 16); };
    return "#" + [1, 3, 5].map(function (at) {
      var value = Math.round(part(from, at) * (1 - share) + part(to, at) * share);
      return value.toString(16).padStart(2, "0");
    }).join("");
  }

  function dress(series, palette, isPhone) {
    if (series.type === "line") return merge({ showSymbol: false, lineStyle: { width: 2.25 }, emphasis: { focus: "series" } }, series);
    if (series.type === "bar") return merge({ barMaxWidth: 36, label: { color: palette.ink, textBorderWidth: 0 }, itemStyle: { borderRadius: series.stack ? 0 : [3, 3, 0, 0] } }, series);
    if (series.type === "heatmap") {
      var heat = merge({ itemStyle: { borderColor: palette.surface, borderWidth: 2 }, label: { color: palette.ink } }, series);
      if (isPhone) heat.label = merge(heat.label, { show: false }); // the table beside it has the figures
      return heat;
    }
    if (series.type === "funnel") {
      var steps = [].concat(series.data || []).length;
      var tints = Array.from({ length: steps }, function (_, step) {
        return mix(palette.surface, palette[1], 0.2 + (0.32 * step) / Math.max(1, steps - 1));
      });
      return merge({ color: tints, gap: 3, top: 8, bottom: 8, left: 8, right: "32%", minSize: "4%", label: { color: palette.ink, fontSize: 13 }, itemStyle: { borderWidth: 0 } }, series);
    }
    if (series.type === "scatter") return merge({ symbolSize: 9, itemStyle: { opacity: 0.8 } }, series);
    return series;
  }

  function draw(place) {
    var source = document.getElementById(place.dataset.chart);
    if (!source || place.dataset.drawn || !window.echarts) return;
    place.dataset.drawn = "yes";
    var option = JSON.parse(source.textContent);
    var chart = window.echarts.init(place, null, { renderer: "canvas", locale: lang.toLowerCase().indexOf("zh") === 0 ? "ZH" : "EN" });
    var entry = { chart: chart, option: option, place: place };
    paint(entry);
    chart.on("click", function (event) {
      if (event.data && event.data.url) window.location.assign(event.data.url);
    });
    new ResizeObserver(function () { chart.resize(); }).observe(place);
    drawn.push(entry);
  }
  function paint(entry) {
    entry.chart.setOption(complete(entry.option, colours(), entry.place.clientWidth < 480), { notMerge: true });
  }

  function drawAll(scope) {
    scope.querySelectorAll("[data-chart]").forEach(draw);
  }
  drawAll(document);
  document.addEventListener("htmx:load", function (event) { drawAll(event.target); });
  document.addEventListener("regulars:theme", function () { drawn.forEach(paint); });
})();
