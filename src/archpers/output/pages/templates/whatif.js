const $ = id => document.getElementById(id);
const make = (name, text = "", attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};
const variants = data.variants.map(own => ({ ...data.variants[0], ...own, values: { ...data.variants[0].values, ...own.values } }));
let chosen = data.start; // number of the variant: the file, or an option
let state = []; // value of each slider; null for one that the variant does not have
let view = 0; // the part that a reader looks at: the team, the region as one, or an authority
let now = null; // what is calculated from them
const has = i => state[i] !== null && state[i] !== undefined;
const kindOf = slider => data.kinds[slider.kind];
const unitOf = figure => data.units[figure.split(".")[0]];
const labelOf = slider =>
  [slider.part && data.parts[slider.part], slider.variable !== slider.kind && slider.block, slider.label].filter(Boolean).join(": ");

/* Sliders show a share in percent. Shifting the exponent reads 7.3 percent as the number nearest to 0.073. */
const toValue = (text, slider) => Number(kindOf(slider).share ? text + "e-2" : text);
const toText = (value, slider) => {
  const [mantissa, exponent] = value.toExponential().split("e");
  const number = Number(mantissa + "e" + (Number(exponent) + (kindOf(slider).share ? 2 : 0)));
  return rounded(number, 12).replace(/\.?0+$/, "");
};
const withUnit = (text, slider) => {
  const { share, unit } = kindOf(slider), [whole, fraction] = text.split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
  if (share) return digits + "%";
  return unit.startsWith("£") ? digits.replace(/^-?/, sign => sign + "£") + unit.slice(1) : digits + " " + unit;
};
const inTheFile = i => {
  const value = variants[0].values[i];
  return value === null ? data.words.notInFile : "in the file " + withUnit(toText(value, data.sliders[i]), data.sliders[i]);
};
/* What a reset brings back: the file's value, or of what the file has not, the option's. */
const ownValue = i => variants[0].values[i] ?? variants[chosen].values[i];
const isMoved = i => has(i) && state[i] !== variants[0].values[i];

function allowed(slider, value) {
  const { least, most, excluded } = kindOf(slider);
  return Number.isFinite(value) && (excluded ? value > least : value >= least) && (most === null || value <= most);
}

/* The sliders of a row that makes up a whole, the one at an index among them; none for any other slider. */
function rowOf(index) {
  const { kind, part } = data.sliders[index];
  return data.wholes.includes(kind) ? data.sliders.flatMap((own, i) => own.kind === kind && own.part === part && has(i) ? [i] : []) : [];
}

/* The inputs of a part: its own, and those that all share. */
const inputs = (values, part) => Object.fromEntries(data.sliders.flatMap((slider, i) =>
  values[i] !== null && values[i] !== undefined && (slider.part ?? part) === part ? [[slider.variable, values[i]]] : []));

/* What no file could hold together, in words; empty where all is well. */
function broken(values) {
  for (const [part, at] of variants[chosen].limits) {
    const rows = limits[at]({ ...variants[chosen].fixed[part], ...inputs(values, part) });
    const row = rows.find(([room, excluded]) => excluded ? !(room > 0) : room < 0);
    if (row) return (part ? data.parts[part] + ": " : "") + row[2];
  }
  return "";
}

/* Put a value in place; a share of a whole takes its part from the others in proportion. Returns what speaks against it. */
function put(index, value) {
  const slider = data.sliders[index], after = [...state], row = rowOf(index);
  if (!allowed(slider, value)) return kindOf(slider).rule + ".";
  const others = row.filter(i => i !== index);
  const sum = others.reduce((all, i) => all + after[i], 0);
  const left = Math.abs(1 - value) < 1e-9 ? 0 : 1 - value;
  if (row.length && sum === 0 && left !== 0) return "no other in the row has anything to change places with.";
  if (sum !== 0) others.forEach(i => { after[i] = left * (after[i] / sum); });
  after[index] = value;
  const own = others.reduce((all, i) => all + ownValue(i), 0), now = others.reduce((all, i) => all + after[i], 0);
  if (value === ownValue(index) && others.every(i => Math.abs(after[i] * own - ownValue(i) * now) < 1e-12)) {
    others.forEach(i => { after[i] = ownValue(i); }); // in their own proportion, to the last digit
  }
  const against = broken(after);
  if (!against) state = after;
  return against && against + ".";
}

/* Back to the value of the file; of a share of a whole, with all of its row. */
function reset(index) {
  const after = [...state];
  [index, ...rowOf(index)].forEach(i => { after[i] = ownValue(i); });
  const against = broken(after);
  if (!against) state = after;
  return against && against + ".";
}

/* A slider's value as text, the one that its steps start from with all of its digits. */
const textAt = i => {
  const slider = data.sliders[i];
  return toValue(slider.from, slider) === state[i] ? slider.from : toText(state[i], slider);
};

/* The value so many steps on; steps start from the file's value, so that they come back to it. */
function stepped(index, by, bounded) {
  const slider = data.sliders[index], texts = [textAt(index), slider.from, slider.step, slider.bottom, slider.top];
  const decimals = Math.max(...texts.map(places));
  const [own, from, step, bottom, top] = texts.map(text => scaled(text, decimals));
  const below = far => far / step - (far % step < 0n ? 1n : 0n); // whole steps, down to the next
  const next = from + (by > 0 ? below(own - from) + BigInt(by) : -below(from - own) + BigInt(by)) * step;
  const last = by > 0 ? (own > top ? own : top) : own < bottom ? own : bottom;
  return plain(bounded && (by > 0 ? next > last : next < last) ? last : next, decimals);
}

/* Where a thumb is dragged to: the nearest of the steps and the two ends. */
function snapped(index, text) {
  const { from, step, bottom, top } = data.sliders[index], decimals = Math.max(...[from, step].map(places));
  const on = scaled(from, decimals) + BigInt(Math.round((text - from) / step)) * scaled(step, decimals);
  const near = [plain(on, decimals), bottom, top].filter(own => Number(own) >= bottom && Number(own) <= top);
  return near.reduce((best, own) => Math.abs(own - text) < Math.abs(best - text) ? own : best);
}

function calculate(variant, values) {
  const parts = data.parts.map((_, part) => ({ ...variant.fixed[part], ...inputs(values, part) }));
  variant.steps.forEach(([part, at]) => formulas[at](parts[part], parts[part], parts, null));
  let before = null;
  const years = variant.years.map(steps => {
    const own = parts.map(part => ({ ...part }));
    steps.forEach(([part, at]) => formulas[at](own[part], parts[part], own, before));
    before = own;
    return own[0];
  });
  return { variant, parts, years };
}

/* The first year from which cumulative net cash stays at or above 0, after a year below it; or why there is none. */
function payback({ variant, years }) {
  const below = years.findLastIndex(year => year.cumulative_net_cash < 0);
  if (below < 0) return years.length ? data.case.never : variant.notWithin;
  return data.case.years[variant.yearsAt[below + 1]] || variant.notWithin;
}

/* What is left is nothing where it is rounding dust beside its terms. */
function settled(values, figure) {
  const terms = data.terms[figure];
  if (!terms) return values[figure];
  const scale = Math.max(terms.least, ...terms.names.map(name => Math.abs(values[name])).filter(Number.isFinite));
  return Math.abs(values[figure]) <= data.precision * scale ? 0 : values[figure];
}

/* The value of a figure of the page, now or in the file; undefined for one that is not there. */
function valueOf({ figure, part, year }, { variant, parts, years }) {
  if (year === undefined) return settled(parts[part ?? view], figure);
  return (year < 0 ? years.at(-1) : years[variant.yearsAt.indexOf(Number(year))])?.[figure];
}

const isThere = (figure, part, { variant }) => !(variant.lacking[part ?? view] || []).includes(figure);
const textOf = (where, own) =>
  where.year === undefined && !isThere(where.figure, where.part, own) ? data.words.notInFile : shown(valueOf(where, own), unitOf(where.figure));

/* How far a figure of the answer is from the file's, in words; empty where it is the same. */
function change(where) {
  const value = valueOf(where, now), other = valueOf(where, inFile);
  if (!Number.isFinite(value - other)) return Number.isFinite(value) === Number.isFinite(other) ? "" : "in the file " + textOf(where, inFile);
  const { size, text } = apart(value, other, unitOf(where.figure));
  return size === 0 ? "" : `${text} ${value > other ? "more" : "less"} than in the file`;
}

/* What is to be said of these numbers, as `archpers model` says it: of a region what is said of several authorities once. */
function warningsOf({ variant, parts }) {
  const told = parts.map(values => ({ ...values, ...Object.fromEntries(Object.keys(data.terms).map(name => [name, settled(values, name)])) }));
  const rows = variant.said.map(([part, at]) => [part, said[at](told[part], told).filter(([, text]) => text)]);
  if (data.parts.length === 1) return rows.flatMap(([, own]) => own);
  const whole = rows.filter(([part]) => !part).flatMap(([, own]) => own), found = new Map();
  rows.filter(([part]) => part).forEach(([part, own]) => own.filter(([code]) => code !== "deficit").forEach(([code, text]) => {
    found.set(code, (found.get(code) || new Map()).set(data.parts[part], text));
  }));
  return [...whole, ...[...found].map(([code, texts]) => {
    const [[first, text], ...others] = texts;
    return [code, `${first}: ${text}` + (others.length ? data.words.sameFor.replace("{}", () => some(others.map(([name]) => name))) : "")];
  })];
}

/* Several names, the last ones counted where there are many. */
function some(names) {
  const { andMore, mostNamed } = data.words, named = names.slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? andMore.replace("{}", () => named).replace("{}", names.length - mostNamed) : named;
}

const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

function drawBar(place) {
  const values = now.parts[place.dataset.bar || view];
  place.replaceChildren();
  if (!data.segments.every(segment => Number.isFinite(values[segment.figure]))) return;
  const left = settled(values, data.segments.at(-1).figure);
  const scale = 1000 / Math.max(1, 1 - left);
  const bar = svg("svg", { viewBox: "0 0 1000 30", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  const draw = (kind, from, to) =>
    bar.append(svg("rect", { class: kind, x: from * scale, y: 0, width: Math.max(0, to - from) * scale, height: 30 }));
  let from = 0;
  data.segments.forEach(({ figure, style }) => {
    draw(style, from, from + values[figure]);
    from += values[figure];
  });
  draw("deficit", 1, 1 - left);
  draw("today", 1 - 3 / scale, 1 + 3 / scale);
  place.append(bar);
}

const all = (selector, own) => document.querySelectorAll(selector).forEach(own);
const verdictOf = share => Number.isFinite(share) ? (share < 0 ? "deficit" : "residual") : "nothing";

/* Show every figure of the answer and the tables: now, in the file, and the difference. */
function showFigures() {
  all("[data-figure]", place => {
    const where = place.dataset, value = valueOf(where, now), unit = unitOf(where.figure);
    place.textContent = shown("negated" in where ? -value : value, unit);
    place.classList.toggle("below", value < 0);
    const filed = "three" in where && place.nextElementSibling;
    if (!filed) return;
    filed.textContent = textOf(where, inFile);
    filed.nextElementSibling.textContent = difference(value, valueOf(where, inFile), unit);
  });
  all("[data-change]", place => { place.textContent = change({ ...place.dataset, figure: place.dataset.change }); });
  all("[data-difference]", place => {
    const where = { ...place.dataset, figure: place.dataset.difference };
    place.textContent = difference(valueOf(where, now), valueOf(where, inFile), unitOf(where.figure));
  });
  all("[data-row]", row => { row.hidden = !row.dataset.row.split("|").some(figure => isThere(figure, undefined, now)); });
  all("[data-payback]", place => { place.textContent = payback(now); });
  all("[data-filed-payback]", place => {
    place.textContent = payback(now) === payback(inFile) ? "" : "in the file " + payback(inFile);
  });
  all("[data-prices]", place => { place.textContent = now.variant.prices && now.variant.prices + "."; });
  all("[data-column]", cell => { cell.hidden = !now.variant.yearsAt.includes(Number(cell.dataset.column)); });
  all("[data-bar]", drawBar);
}

/* Show what is told of the residual, or of a deficit, and what the file says of it where that differs. */
function showVerdict() {
  const share = settled(now.parts[view], "residual_share_of_hours");
  const verdict = verdictOf(share);
  all("[data-when]", line => { line.hidden = line.dataset.when !== verdict; });
  all("[data-verdict]", own => { own.hidden = ("row" in own.dataset && own.hidden) || !own.dataset.verdict.split(" ").includes(verdict); });
  $("answer").classList.toggle("deficit", verdict === "deficit");
  const filed = settled(inFile.parts[view], "residual_share_of_hours");
  const line = document.querySelector(`[data-when="${verdictOf(filed)}"]`).cloneNode(true);
  line.querySelectorAll("[data-figure]").forEach(own => { own.textContent = shown(Math.abs(filed), unitOf("residual_share_of_hours")); });
  $("filed").textContent = change({ figure: "residual_share_of_hours" }) && "In the file: " + line.textContent;
  const warnings = warningsOf(now);
  $("warnings").replaceChildren(...warnings.map(([, text]) => make("li", text)));
  $("none").hidden = warnings.length > 0;
  if ($("short")) $("short").textContent = data.parts.length > 1 && warnings.find(([code]) => code.endsWith("deficit"))?.[1] || "";
}

/* What is not as in the file, one line each: the option, and every input that differs. */
function changes() {
  const option = variants[chosen].option === null ? [] : ["Option: " + variants[chosen].name];
  return [...option, ...data.sliders.flatMap((slider, i) =>
    isMoved(i) ? [`${labelOf(slider)}: ${withUnit(toText(state[i], slider), slider)}, ${inTheFile(i)}`] : [])];
}

function showSliders() {
  data.sliders.forEach((slider, i) => {
    const lever = $("lever-" + i), slide = $("slide-" + i), exact = $("exact-" + i);
    lever.hidden = !has(i) || (slider.part !== undefined && slider.part !== view);
    if (!has(i)) return;
    const text = textAt(i);
    if (document.activeElement !== slide || !dragged) slide.value = text;
    if (!exact.matches("[aria-invalid]") && (document.activeElement !== exact || !typed)) exact.value = text;
    slide.setAttribute("aria-valuetext", withUnit(text, slider));
    lever.classList.toggle("moved", isMoved(i));
    $("note-" + i).textContent = variants[chosen].notes[i] || "";
    lever.querySelector("button").hidden = state[i] === ownValue(i) && !exact.matches("[aria-invalid]");
  });
  all("fieldset[data-block]", own => { own.hidden = !own.querySelector(".lever:not([hidden])"); });
  all("[data-option]", button => { button.setAttribute("aria-pressed", String(Number(button.dataset.option) === chosen)); });
  const lines = changes();
  $("changed").replaceChildren(...lines.map(line => make("li", line)));
  $("changed").hidden = !lines.length;
  $("unchanged").hidden = lines.length > 0;
  if ($("years")) [$("years"), $("years-apart")].forEach((own, at) => { own.hidden = !now.years.length || (at && !lines.length); });
  $("link").setAttribute("href", "#" + link());
}

/* Name the authority that the figures are of. */
function showView() {
  const of = data.parts.length > 1 ? ", " + data.parts[view] : "";
  $("of").textContent = (variants[chosen].option === null ? "" : ", from the option " + variants[chosen].name) + of;
  all(".of", own => { own.textContent = of; });
}

/* Say of a table that it is wider than the screen, and keep what has the focus out from under the answer. */
function fit() {
  all(".scroll", own => own.classList.toggle("wider", own.scrollWidth > own.clientWidth));
  const [whole, own] = [document.querySelector(".answers"), $("answer")];
  document.documentElement.style.setProperty("--answer", (whole.offsetHeight || own.offsetHeight) + 8 + "px");
  if ($("form").contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
}

function show() {
  now = calculate(variants[chosen], state);
  showView();
  showFigures();
  showSliders();
  showVerdict();
  fit();
}

/* The link names the variant and what differs from it; one whose option has a name of its own names that. */
function link() {
  const own = variants[chosen];
  const option = chosen === data.start ? [] : ["option=" + encodeURIComponent(own.option ?? own.name)];
  return [...option, ...data.sliders.flatMap((slider, i) =>
    has(i) && state[i] !== own.values[i] ? [encodeURIComponent(slider.path) + "=" + state[i]] : [])].join("&");
}

/* What a piece of the link says; null where it cannot be read. */
const decoded = text => {
  try { return decodeURIComponent(text); } catch { return null; }
};

function choose(at) {
  chosen = at;
  state = data.sliders.map((_, i) => variants[at].values[i] ?? null);
}

/* Take values from the link, and say which of it is not taken: what the file could not hold, what cannot be read, and
   what changes nothing. */
function follow() {
  const against = [], same = [];
  const pieces = location.hash.slice(1).split("&").filter(piece => piece !== "").flatMap(piece => {
    const [path, text] = [piece.split("=")[0], piece.split("=").slice(1).join("=")].map(decoded);
    if (path === null) against.push(piece + " cannot be read");
    return path === null ? [] : [[path, text]];
  });
  const named = pieces.filter(([path]) => path === "option").at(-1);
  const at = named ? variants.findIndex(own => (own.option ?? own.name) === named[1]) : data.start;
  if (at < 0) against.push("option: there is none of the name " + named[1]);
  choose(Math.max(at, 0));
  pieces.filter(([path]) => path !== "option").forEach(([path, text]) => {
    const index = data.sliders.findIndex(slider => slider.path === path);
    if (index < 0 || !has(index)) against.push(path + ": there is no such input");
    else if (text === null) against.push(path + ": what it says cannot be read");
    else if (text === "" || !Number.isFinite(Number(text))) against.push(path + ": " + (text || "nothing") + " is no number");
    else if (!allowed(data.sliders[index], Number(text))) against.push(path + ": " + text + ", but " + kindOf(data.sliders[index]).rule);
    else {
      state[index] = Number(text);
      if (state[index] === variants[chosen].values[index]) same.push(path);
    }
  });
  new Set(data.sliders.map((_, i) => rowOf(i).join())).forEach(text => {
    const row = text ? text.split(",").map(Number) : [];
    const total = values => row.reduce((sum, i) => sum + values[i], 0);
    const sum = total(state);
    if (row.length && Math.abs(sum - 1) > 1e-6 && Math.abs(sum - total(variants[chosen].values)) > 1e-6) {
      against.push("shares that make up a whole sum to " + visible(sum * 100, 1) + "%");
      row.forEach(i => { state[i] = variants[chosen].values[i]; });
    }
  });
  const limit = broken(state);
  if (limit) {
    against.push("no file could hold these values together: " + limit);
    choose(chosen);
  }
  $("problem").textContent = [["Not taken from the link", against], ["The file says already", same]]
    .filter(([_, said]) => said.length).map(([what, said]) => what + ": " + said.join("; ") + ".").join(" ");
  data.sliders.forEach((_, i) => say(i, ""));
  show();
}

let waiting;
function settle() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, "", "#" + link());
    $("said").textContent = [...document.querySelectorAll("[data-when]:not([hidden]), #filed, #short")].map(line => line.textContent).join(" ");
  }, 400);
}

/* Say beside a field what speaks against what was done in it; nothing where all is well. */
function say(index, against, field) {
  $("error-" + index).textContent = against;
  ["slide-", "exact-"].forEach(own => $(own + index).removeAttribute("aria-invalid"));
  if (against && field) field.setAttribute("aria-invalid", "true");
}

function addLever(slider, i) {
  const lever = $("lever").content.firstElementChild.cloneNode(true);
  lever.dataset.lever = i;
  lever.id = "lever-" + i;
  const [label, , slide, exact, button, note, error] = lever.children;
  label.firstChild.textContent = slider.label + " ";
  label.lastElementChild.textContent = `[${kindOf(slider).unit}]`;
  label.htmlFor = slide.id = "slide-" + i;
  Object.assign(slide, { min: slider.bottom, max: slider.top, step: "any" });
  exact.id = "exact-" + i;
  exact.setAttribute("aria-label", `${slider.label}, exact value in ${kindOf(slider).unit}`);
  lever.children[1].textContent = inTheFile(i);
  button.setAttribute("aria-label", "Reset " + slider.label);
  note.id = "note-" + i;
  error.id = "error-" + i;
  [slide, exact].forEach(input => input.setAttribute("aria-describedby", error.id));
  const block = `${slider.part ?? ""} ${slider.block}`;
  let own = $("form").lastElementChild;
  if (own?.dataset.block !== block) {
    own = make("fieldset", "", { "data-block": block });
    own.append(make("legend", (slider.part ? data.parts[slider.part] + ": " : "") + slider.block));
    $("form").append(own);
  }
  own.append(lever);
}

let dragged = false, typed = false; // whether the field that has the focus shows what the reader does in it
const leverOf = event => Number(event.target.closest("[data-lever]").dataset.lever);
const isSlide = input => input.type === "range";
const after = (index, against, field) => { say(index, against, field); show(); settle(); };

/* Put a table behind that of the years, with how far each figure is from the file's. */
function addYearsApart() {
  const own = $("years").cloneNode(true);
  own.id = "years-apart";
  own.setAttribute("aria-label", "The business case, difference from the file: table");
  own.querySelector("caption").append(": difference from the file");
  own.querySelectorAll("[data-figure]").forEach(cell => {
    cell.dataset.difference = cell.dataset.figure;
    delete cell.dataset.figure;
  });
  $("years").after(own);
}

function begin() {
  data.sliders.forEach(addLever);
  if ($("years")) addYearsApart();
  const form = $("form");
  form.addEventListener("input", event => {
    const index = leverOf(event), text = event.target.value, slider = data.sliders[index];
    [dragged, typed] = [isSlide(event.target), !isSlide(event.target)];
    if (text === "") after(index, "a number is needed.", event.target);
    else after(index, put(index, toValue(isSlide(event.target) ? snapped(index, text) : text, slider)), event.target);
  });
  form.addEventListener("change", () => { dragged = false; show(); });
  form.addEventListener("keydown", event => {
    const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    const slide = isSlide(event.target);
    if (event.target.tagName !== "INPUT" || !(slide ? steps : ["ArrowUp", "ArrowDown"].includes(event.key))) return;
    event.preventDefault();
    const index = leverOf(event);
    dragged = typed = false;
    after(index, put(index, toValue(stepped(index, steps, slide), data.sliders[index])));
  });
  form.addEventListener("click", event => {
    if (event.target.tagName !== "BUTTON") return;
    const index = leverOf(event), against = reset(index);
    $("slide-" + index).focus();
    after(index, against);
  });
  form.addEventListener("focusout", () => { dragged = typed = false; setTimeout(show); });
  form.addEventListener("submit", event => event.preventDefault());
  all("[data-option]", button => button.addEventListener("click", () => start(Number(button.dataset.option))));
  $("reset").addEventListener("click", () => start(0));
  $("view")?.addEventListener("change", event => { view = Number(event.target.value); show(); settle(); });
  addEventListener("hashchange", follow);
  addEventListener("resize", fit);
}

/* Start anew from a variant, with nothing else changed. */
function start(at) {
  choose(at);
  history.replaceState(null, "", "#" + link());
  follow();
  settle();
}

const inFile = calculate(variants[0], data.sliders.map((_, i) => variants[0].values[i]));
begin();
follow();
