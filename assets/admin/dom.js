// Elements from data. Text only ever becomes a text node: nothing a tablet or a file sent can turn
// into markup.

// element("td", {class: "room", dir: "auto"}, "204", another)
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Text written by people: its direction follows its script.
export function words(name, text, className) {
  return element(name, {class: className, dir: "auto"}, text);
}

export function plural(count, one, many = one + "s") {
  return `${count} ${count === 1 ? one : many}`;
}

// "2026-11-20T13:05:00-06:00" -> "1:05 pm" or "13:05", as written: the event's own offset, whatever
// this browser's zone is.
export function clockTime(rfc3339, hours) {
  const hour = Number(rfc3339.slice(11, 13));
  const minute = rfc3339.slice(14, 16);
  if (hours === 24) {
    return `${String(hour).padStart(2, "0")}:${minute}`;
  }
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute} ${hour < 12 ? "am" : "pm"}`;
}

// "2026-11-20" -> "20 November"
export function dayText(isoDay) {
  const day = new Date(`${isoDay}T00:00:00Z`);
  return new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "long", timeZone: "UTC"}).format(day);
}

// The time alone when it is of the same day as `now`, else with its day.
export function dayAndTime(rfc3339, now, hours) {
  const time = clockTime(rfc3339, hours);
  return rfc3339.slice(0, 10) === now.slice(0, 10) ? time : `${dayText(rfc3339.slice(0, 10))}, ${time}`;
}

// Whole minutes since something was last heard of.
export function age(minutes) {
  if (minutes === null) {
    return "–";
  }
  if (minutes < 120) {
    return minutes === 0 ? "just now" : `${minutes} min ago`;
  }
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} days ago`;
}

// A row of a bar list: what, how many of how many, and how that compares with the most.
export function barRow(text, detail, count, most, base) {
  const fill = element("span", {class: "fill"});
  fill.style.width = `${most > 0 ? (100 * count) / most : 0}%`;
  return element("li", {},
    element("span", {class: "bar-label"}, words("span", text), words("small", detail ?? "")),
    element("strong", {}, base === undefined ? String(count) : `${count} of ${base}`),
    element("span", {class: "track", "aria-hidden": "true"}, fill));
}
