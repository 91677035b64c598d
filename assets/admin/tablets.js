// The Tablets tab: does what the doors took meet what has arrived?
import {dayAndTime, element, sentenceCase, words} from "./dom.js";

const clockWords = {
  network: "",
  "set-by-hand": "clock set by hand",
  unknown: "clock not sure",
};

function standing(row) {
  if (row.meets) {
    return element("span", {class: "state good"}, element("span", {"aria-hidden": "true"}, "✓ "), "Counts meet");
  }
  return element("span", {class: "state attention", dir: "auto"}, element("span", {"aria-hidden": "true"}, "! "),
    sentenceCase(row.reason));
}

// Whose sessions somebody opened or closed, kept while the page follows what comes in. Where counts
// do not meet they are open from the start: that is where to look.
const chosen = new Map();
const isOpen = (row) => chosen.get(row.device) ?? !row.meets;

const number = (label, value) => element("td", {"data-label": label, class: "count"}, value === null ? "–" : String(value));
const counts = (row) => [number("Taken", row.taken), number("Received", row.received),
  number("Waiting", row.waiting), number("Set aside", row.quarantined)];

function sessionRow(session, shown) {
  const state = session.meets ? element("span", {class: "state good"}, element("span", {"aria-hidden": "true"}, "✓ "), "Counts meet")
    : element("span", {class: "state attention"}, element("span", {"aria-hidden": "true"}, "! "), "Not all here");
  return element("tr", {class: "of-tablet", hidden: !shown},
    element("th", {scope: "row"}, words("span", session.title)), element("td", {class: "seen"}),
    ...counts(session), element("td", {class: "standing"}, state));
}

function sessionsButton(row, rows) {
  if (rows.length === 0) {
    return null;
  }
  const button = element("button", {type: "button", class: "fold", "aria-expanded": String(isOpen(row)),
    "aria-label": `Sessions of ${row.room || "this tablet"}`}, `${rows.length === 1 ? "1 session" : `${rows.length} sessions`}`);
  button.addEventListener("click", () => {
    chosen.set(row.device, !isOpen(row));
    button.setAttribute("aria-expanded", String(isOpen(row)));
    rows.forEach((one) => { one.hidden = !isOpen(row); });
  });
  return button;
}

function tabletRows(row, now, hours) {
  const about = [`Tablet ${row.device.slice(0, 8)}`, row.version ? `Lintel ${row.version}` : "", clockWords[row.clock] ?? ""];
  const seen = row.last_seen ? dayAndTime(row.last_seen, now, hours) : "–";
  const sessions = row.sessions.map((session) => sessionRow(session, isOpen(row)));
  const tablet = element("tr", {},
    element("th", {scope: "row"}, words("span", row.room || "No room yet", "title"),
      element("small", {}, about.filter((part) => part !== "").join(" · ")), sessionsButton(row, sessions)),
    element("td", {"data-label": "Last seen"}, seen),
    ...counts(row), element("td", {class: "standing"}, standing(row)));
  return [tablet, ...sessions];
}

function headline(tablets) {
  const kind = tablets.tablets === 0 ? "none" : tablets.meets ? "good" : "attention";
  const mark = {none: "…", good: "✓", attention: "!"}[kind];
  return element("div", {class: `headline ${kind}`},
    element("span", {class: "mark", "aria-hidden": "true"}, mark), words("p", tablets.sentence));
}

function silent(tablets) {
  if (tablets.silent_rooms.length === 0) {
    return null;
  }
  const rooms = new Intl.ListFormat("en", {type: "conjunction"}).format(tablets.silent_rooms);
  const one = tablets.silent_rooms.length === 1;
  return words("p", `No tablet has called in from ${rooms}. If ${one ? "that door has" : "those doors have"} one, `
    + `what it took is not here yet.`, "mute silent");
}

export function showTablets(panel, results, tablets) {
  const hours = results.event?.clock_hours ?? 24;
  const columns = ["Room", "Last seen", "Taken", "Received", "Waiting to send", "Set aside", "Standing"];
  const table = tablets.rows.length === 0 ? null
    : element("table", {class: "tablets", "aria-label": "Tablets"},
      element("thead", {}, element("tr", {}, ...columns.map((text) => element("th", {scope: "col"}, text)))),
      element("tbody", {}, ...tablets.rows.flatMap((row) => tabletRows(row, results.as_of, hours))));
  panel.replaceChildren(
    headline(tablets),
    element("section", {class: "panel"}, element("h2", {}, "Tablets"), table, silent(tablets)),
    element("p", {class: "foot"},
      "Every tablet counts what it took. A tablet is in when the collector holds exactly those answers, compared by number and by a fingerprint of their ids. "
      + "Waiting: saved on the tablet, sent in groups so that nobody can tell who said what, or carried here as a bundle on a stick. Set aside: refused by the collector and kept on the tablet."));
}
