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
  if (!Number.isFinite(value)) return data.words.noValue;
  if (Math.abs(value) >= tooLong) return withPower(value, 6);
  const [whole, fraction] = rounded(value, decimals).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
}

/* A number that is not 0 never looks like 0: it has two significant digits where it would. */
function visible(value, decimals) {
  const text = grouped(value, decimals);
  if (value === 0 || !Number.isFinite(value) || /[1-9]/.test(text)) return text;
  const places = 1 - Number(value.toExponential().split("e")[1]);
  if (places > 17) return withPower(value, 2);
  return rounded(value, places).replace(/0+$/, "");
}

function shown(value, unit) {
  if (!Number.isFinite(value)) return data.words.notEstimated;
  if (unit.share) return visible(value * 100, unit.decimals) + "%";
  const text = visible(value, unit.decimals);
  return unit.money ? text.replace(/^-?/, sign => sign + "£") : text;
}

/* How far a number is from another, without its sign; of shares in percentage points. */
function apart(value, other, unit) {
  const far = Math.abs(value - other);
  const size = far <= data.precision * Math.max(Math.abs(value), Math.abs(other)) ? 0 : far; // it is the computer's
  const text = visible(unit.share ? size * 100 : size, unit.decimals);
  return { size, text: unit.share ? text + " pp" : unit.money ? "£" + text : text };
}

function difference(value, other, unit) {
  if (!Number.isFinite(value - other)) return "";
  const { size, text } = apart(value, other, unit);
  return (size === 0 ? "" : value > other ? "+" : "-") + text;
}

/* The texts whose condition holds, in the order of a number. */
const ranking = rows => rows.filter(([, condition]) => condition).sort((a, b) => a[0] - b[0]).map(row => row[2]).join(", ");

/* Decimals as they are typed, added exactly: 0.1 and 0.2 are 0.3. */
const places = text => (text.split(".")[1] || "").length;
const scaled = (text, decimals) => {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0")) * (text.startsWith("-") ? -1n : 1n);
};
function plain(number, decimals) {
  const digits = (number < 0n ? -number : number).toString().padStart(decimals + 1, "0");
  const split = digits.length - decimals;
  const fraction = digits.slice(split).replace(/0+$/, "");
  return (number < 0n ? "-" : "") + digits.slice(0, split) + (fraction && "." + fraction);
}
