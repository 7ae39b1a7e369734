// Dates, times and sizes the Indonesian way, in the zone chosen in the top bar.

let zone = "Asia/Jakarta";
const made = new Map();

export function useZone(name) {
  zone = name;
  made.clear();
}

function formatter(key, options) {
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...options }));
  return made.get(key);
}

export const clockTime = (seconds) =>
  formatter("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);

export const fullDate = (seconds) =>
  formatter("date", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(seconds * 1000);

const shortDate = (seconds) =>
  formatter("short", { weekday: "short", day: "numeric", month: "short" }).format(seconds * 1000);

/** A time as short as it is plain on the day of `now`: with its date unless that is today. */
export const nearTime = (seconds, now) =>
  fullDate(seconds) === fullDate(now) ? clockTime(seconds) : `${shortDate(seconds)} ${clockTime(seconds)}`;

export function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toLocaleString("id-ID", { maximumFractionDigits: value < 10 && unit ? 1 : 0 })} ${units[unit]}`;
}

export function initials(name) {
  return name.split(/\s+/).filter((word) => word && !word.endsWith(".")).slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
}

/** A steady colour for a person's avatar. */
export const hue = (id) => (Number(id) * 67) % 360;
