const state = data.sliders.map(slider => slider.value);
let parts = [];
let years = [];

/* Write the shortest decimal that stands for a number, rounded half up (half away from zero), as the reports do. */
function rounded(value, decimals) {
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(exponent) + 1; // where the decimal point stands among the digits
  const kept = point + decimals;
  let whole = kept < 0 ? 0n : BigInt(digits.slice(0, kept).padEnd(kept, "0") || "0");
  if (kept >= 0 && kept < digits.length && digits[kept] >= "5") whole += 1n;
  const text = whole.toString().padStart(decimals + 1, "0");
  const split = text.length - decimals;
  const fraction = decimals ? "." + text.slice(split) : "";
  return (value < 0 && whole !== 0n ? "-" : "") + text.slice(0, split) + fraction;
}

/* A float does not hold every whole number from here on, so its last digits mean nothing. */
const tooLong = 1e15;

function withPower(value, digits) {
  const shortest = value.toExponential(); // as Python reads it: 5e-324, not 4.9e-324
  const long = shortest.match(/\d/g).length > digits + shortest.split("e")[1].match(/\d/g).length;
  const [mantissa, power] = (long ? value.toExponential(digits - 1) : shortest).split("e");
  return (mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa) + "e" + Number(power);
}

function grouped(value, decimals) {
  if (Math.abs(value) >= tooLong) return withPower(value, 6);
  const [whole, fraction] = rounded(value, decimals).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
}

/* A number that is not 0 never looks like 0: it has two significant digits where it would. */
function visible(value, decimals) {
  const text = grouped(value, decimals);
  if (value === 0 || /[1-9]/.test(text)) return text;
  const places = 1 - Number(value.toExponential().split("e")[1]);
  if (places > 17) return withPower(value, 2);
  return rounded(value, places).replace(/0+$/, "");
}

function shown(value, unit) {
  if (!Number.isFinite(value)) return data.notEstimated;
  if (unit.share) return visible(value * 100, unit.decimals) + "%";
  const text = visible(value, unit.decimals);
  return unit.money ? text.replace(/^-?/, sign => sign + "£") : text;
}

/* Sliders show a share in percent. Shifting the exponent reads 7.3 percent as the number nearest to 0.073. */
const toValue = (text, slider) => Number(slider.share ? text + "e-2" : text);
const toText = (value, slider) => {
  const [mantissa, exponent] = value.toExponential().split("e");
  const number = Number(mantissa + "e" + (Number(exponent) + (slider.share ? 2 : 0)));
  return rounded(number, 6).replace(/\.?0+$/, "");
};

function allowed(slider, value) {
  return Number.isFinite(value) && (slider.leastExcluded ? value > slider.least : value >= slider.least)
    && (slider.most === null || value <= slider.most);
}

/* The sliders of a row that makes up a whole, the one at an index among them; none for any other slider. */
function rowOf(index) {
  const family = data.wholes.find(name => data.sliders[index].variable.startsWith(name + "."));
  return data.sliders.flatMap((slider, i) => family && slider.variable.startsWith(family + ".") ? [i] : []);
}

const inputs = () => Object.fromEntries(data.sliders.map((slider, i) => [slider.variable, state[i]]));
const broken = () => limits(inputs()).find(([room, excluded]) => excluded ? !(room > 0) : room < 0);

/* Put a value in place; a share of a whole takes its part from the others in proportion. Returns what speaks against it. */
function put(index, value) {
  const slider = data.sliders[index], before = [...state];
  if (!allowed(slider, value)) return slider.rule + ".";
  const others = rowOf(index).filter(i => i !== index);
  const sum = others.reduce((all, i) => all + state[i], 0);
  const left = Math.abs(1 - value) < 1e-9 ? 0 : 1 - value;
  if (rowOf(index).length && sum === 0 && left !== 0) return "no other in the row has anything to change places with.";
  if (sum !== 0) others.forEach(i => { state[i] = left * (state[i] / sum); });
  state[index] = value;
  const limit = broken();
  if (limit) before.forEach((own, i) => { state[i] = own; });
  return limit ? limit[2] + "." : "";
}

function calculate() {
  const moved = inputs();
  parts = data.parts.map(part => ({ ...part.fixed, ...moved }));
  data.steps.forEach(([part, at]) => formulas[at](parts[part], parts[part], parts, null));
  parts[0].mean = mean(parts);
  let before = null;
  years = data.years.map(steps => {
    const own = parts.map(part => ({ ...part }));
    steps.forEach(([part, at]) => formulas[at](own[part], parts[part], own, before));
    before = own;
    return own[0];
  });
}

/* The first year from which cumulative net cash stays at or above 0, after a year below it; or why there is none. */
function payback() {
  const below = years.findLastIndex(year => year.cumulative_net_cash < 0);
  return below < 0 ? data.case.never : data.case.years[below + 1] || data.case.notWithin;
}

/* What is left is nothing where it is rounding dust beside its terms. */
function settled(values, figure) {
  const terms = data.terms[figure];
  if (!terms) return values[figure];
  const scale = Math.max(terms.least, ...terms.names.map(name => Math.abs(values[name])).filter(Number.isFinite));
  return Math.abs(values[figure]) <= data.precision * scale ? 0 : values[figure];
}

const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

function drawBar(place) {
  const values = parts[Number(place.dataset.bar)];
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

function show() {
  calculate();
  document.querySelectorAll("[data-figure]").forEach(place => {
    const { figure, part, year } = place.dataset;
    const value = year === undefined ? settled(parts[Number(part)], figure) : years[Number(year)][figure];
    place.textContent = shown("negated" in place.dataset ? -value : value, data.units[place.dataset.figure]);
    place.classList.toggle("below", value < 0);
  });
  document.querySelectorAll("[data-payback]").forEach(place => { place.textContent = payback(); });
  const share = settled(parts[0], "residual_share_of_hours");
  const verdict = Number.isFinite(share) ? (share < 0 ? "deficit" : "residual") : "nothing";
  document.querySelectorAll("[data-when]").forEach(line => { line.hidden = line.dataset.when !== verdict; });
  document.querySelectorAll("[data-verdict]").forEach(own => { own.hidden = !own.dataset.verdict.split(" ").includes(verdict); });
  document.getElementById("answer").classList.toggle("deficit", verdict === "deficit");
  const short = parts.slice(1).filter(part => part.residual_share_of_hours < 0).length;
  const warning = document.getElementById("short");
  if (warning) warning.textContent = short ? `${short} of ${parts.length - 1} authorities cannot staff core and crisis service.` : "";
  document.querySelectorAll("[data-bar]").forEach(drawBar);
  data.sliders.forEach((slider, i) => {
    const slide = document.getElementById("slide-" + i), exact = document.getElementById("exact-" + i);
    const text = toText(state[i], slider);
    if (document.activeElement !== slide) slide.value = text;
    if (document.activeElement !== exact) exact.value = text;
    slide.setAttribute("aria-valuetext", slider.share ? text + "%" : text + " " + slider.unit);
    slide.parentElement.classList.toggle("moved", state[i] !== slider.value);
  });
  document.getElementById("link").setAttribute("href", "#" + link());
}

function link() {
  return data.sliders.flatMap((slider, i) =>
    state[i] === slider.value ? [] : [encodeURIComponent(slider.path) + "=" + state[i]]).join("&");
}

const decoded = text => {
  try { return decodeURIComponent(text); } catch { return text; }
};

/* Take values from the link, and say which of it is not taken: what the file could not hold, what cannot be read, and
   what changes nothing. */
function follow() {
  data.sliders.forEach((slider, i) => { state[i] = slider.value; });
  const against = [], same = [];
  location.hash.slice(1).split("&").filter(piece => piece !== "").forEach(piece => {
    const [path, ...rest] = piece.split("=").map(decoded);
    const text = rest.join("=");
    const index = data.sliders.findIndex(slider => slider.path === path);
    if (index < 0) against.push(path + ": there is no such input");
    else if (text === "" || !Number.isFinite(Number(text))) against.push(path + ": " + (text || "nothing") + " is no number");
    else if (!allowed(data.sliders[index], Number(text))) against.push(path + ": " + text + ", but " + data.sliders[index].rule);
    else {
      state[index] = Number(text);
      if (state[index] === data.sliders[index].value) same.push(path);
    }
  });
  data.wholes.forEach(family => {
    const row = data.sliders.flatMap((slider, i) => slider.variable.startsWith(family + ".") ? [i] : []);
    const total = values => row.reduce((sum, i) => sum + values(i), 0);
    const own = total(i => data.sliders[i].value), sum = total(i => state[i]);
    if (row.length && Math.abs(sum - 1) > 1e-6 && Math.abs(sum - own) > 1e-6) {
      against.push("shares that make up a whole sum to " + visible(sum * 100, 1) + "%");
      row.forEach(i => { state[i] = data.sliders[i].value; });
    }
  });
  const limit = broken();
  if (limit) {
    against.push("no file could hold these values together: " + limit[2]);
    data.sliders.forEach((slider, i) => { state[i] = slider.value; });
  }
  document.getElementById("problem").textContent = [["Not taken from the link", against], ["The file says already", same]]
    .filter(([_, said]) => said.length).map(([what, said]) => what + ": " + said.join("; ") + ".").join(" ");
  show();
}

let waiting;
function settle() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, "", "#" + link());
    document.getElementById("said").textContent = [...document.querySelectorAll("[data-when]:not([hidden]), #short")]
      .map(line => line.textContent).join(" ");
  }, 400);
}

document.getElementById("form").addEventListener("input", event => {
  const index = Number(event.target.dataset.lever);
  const text = event.target.value;
  const against = text === "" ? "a number is needed." : put(index, toValue(text, data.sliders[index]));
  const label = event.target.parentElement.querySelector("label").firstChild.textContent.trim();
  document.getElementById("problem").textContent = against && label + ": " + against;
  event.target.setAttribute("aria-invalid", String(against !== ""));
  show();
  settle();
});
document.getElementById("form").addEventListener("focusout", () => setTimeout(show));
document.getElementById("form").addEventListener("submit", event => event.preventDefault());
document.getElementById("reset").addEventListener("click", () => {
  history.replaceState(null, "", "#");
  document.getElementById("problem").textContent = "";
  document.querySelectorAll("[aria-invalid]").forEach(input => input.removeAttribute("aria-invalid"));
  follow();
  settle();
});
addEventListener("hashchange", follow);
follow();
