// The Tablets tab: is everything in? The sentence first, then each tablet with its standing and
// what an adult can do about it.
import {age, element, plural, words} from "./dom.js";
import {postJson} from "./server.js";

const clockWords = {
  network: "",
  collector: "",
  "set-by-hand": "clock set by hand",
  unknown: "clock not checked by the network",
};
// A shape for each state, so that nobody needs the colour.
const marks = {in: "✓", waiting: "◷", overdue: "!", "written-off": "–"};
const tones = {in: "good", waiting: "calm", overdue: "attention", "written-off": "quiet"};
const standings = {
  complete: ["good", "✓"], waiting: ["calm", "◷"], "nothing-due": ["calm", "◷"], incomplete: ["attention", "!"],
};

// Kept while the page follows what comes in: whose sessions are open, and what somebody is about
// to do: {what: "room" | "write-off" | "day", device, room}.
const chosen = new Map();
let doing = null;
let shown = "";
const isOpen = (row) => chosen.get(row.device) ?? (row.state === "overdue" && row.sessions.length > 0);

export function mark(state) {
  return element("span", {class: `mark ${tones[state]}`, "aria-hidden": "true"}, marks[state]);
}

function standingCell(state, text) {
  return element("td", {class: `standing state ${tones[state]}`, dir: "auto"},
    element("div", {class: "with-mark"}, mark(state), element("span", {}, text)));
}

const number = (label, value) => element("td", {"data-label": label, class: "count"}, value === null ? "–" : String(value));
const counts = (row) => [number("Taken", row.taken), number("Received", row.received),
  number("Waiting", row.waiting), number("Refused", row.quarantined)];

function sessionRow(session, open) {
  const words_ = session.meets ? "All here" : "Not all here";
  return element("tr", {class: "of-tablet", hidden: !open},
    element("th", {scope: "row"}, words("span", session.title)),
    element("td", {class: `standing state ${session.meets ? "good" : "attention"}`}, element("span", {"aria-hidden": "true"}, session.meets ? "✓ " : "! "), words_),
    element("td", {class: "seen"}), ...counts(session), element("td", {class: "seen"}));
}

function button(key, text, className, press) {
  const made = element("button", {type: "button", class: className, "data-key": key}, text);
  made.addEventListener("click", press);
  return made;
}

function sessionsButton(row, rows) {
  if (rows.length === 0) {
    return null;
  }
  const made = button(`fold ${row.device}`, plural(rows.length, "session"), "fold", () => {
    chosen.set(row.device, !isOpen(row));
    made.setAttribute("aria-expanded", String(isOpen(row)));
    rows.forEach((one) => { one.hidden = !isOpen(row); });
  });
  made.setAttribute("aria-expanded", String(isOpen(row)));
  return made;
}

// What is worth knowing of a tablet beside its standing.
function hints(row) {
  const said = [];
  if (row.says_room !== "") {
    said.push(`It says it is at ${row.says_room}; it counts as here, and its door follows.`);
  }
  if (row.identity_rooms.length > 0) {
    said.push("Its data folder was copied to another tablet: pair one of the two anew.");
  }
  if (row.set_aside) {
    said.push("Its answers are set aside: they are in no result.");
  }
  if (row.volatile_storage) {
    said.push("Switched off, it loses what it has not sent: its data folder is not on a disk.");
  }
  if (row.watched) {
    said.push("Touches are being written down there: that is for a desk, take it off the door.");
  }
  if (!row.may_send) {
    said.push("It was revoked and may no longer send.");
  }
  if (row.beyond > 0) {
    said.push(`${plural(row.beyond, "answer")} about more sessions than a door can have: if it was stolen, revoke it below, under “Who may send”.`);
  }
  if (row.bursts > 0) {
    said.push(`${plural(row.bursts, "answer")} came faster than people walk out, ten within ten seconds: somebody may have played with it.`);
  }
  if (row.early > 0) {
    said.push(`${plural(row.early, "answer")} given before the session had begun: the tablet’s clock was wrong, or another session was meant.`);
  }
  if (row.clock_words !== "") {
    said.push(row.clock_words);
  }
  return said.map((text) => element("small", {class: "hint", dir: "auto"}, text));
}

function doRow(row, rooms, act) {
  if (doing?.device !== row.device) {
    return null;
  }
  const cancel = button(`cancel ${row.device}`, "Cancel", "second", () => act(null));
  const name = row.room || "this tablet";
  if (doing.what === "room") {
    const select = element("select", {"aria-label": `Room of the tablet at ${name}`, "data-key": `select ${row.device}`},
      ...rooms.map((room) => element("option", {value: room, selected: room === (doing.room ?? row.room)}, room)));
    select.addEventListener("change", () => { doing.room = select.value; });
    const save = button(`save ${row.device}`, "Change room", "primary", () => act("/v1/admin/pairings/room", {device: row.device, room: select.value}));
    return doing_(select, save, cancel);
  }
  const sure = button(`sure ${row.device}`, "Write off", "second danger", () => act("/v1/admin/write-off", {tablet: row.device}));
  return doing_(words("p", `Is ${name} lost for good? Then nothing waits for it any more, and the answers it may still hold are counted as missing. Should it come back, press “It is back”.`), sure, cancel);
}

function doing_(...parts) {
  return element("tr", {class: "doing"}, element("td", {colspan: "8", class: "wide"}, element("div", {class: "joining-do"}, ...parts)));
}

function actions(row, rooms, act) {
  const start = (what) => () => act({what, device: row.device});
  const room = row.may_send && rooms.length > 0
    ? button(`room ${row.device}`, "Change room", "second small", start("room")) : null;
  const lost = row.state === "written-off"
    ? button(`found ${row.device}`, "It is back", "second small", () => act("/v1/admin/write-off", {tablet: row.device, found: true}))
    : button(`lost ${row.device}`, "Write off", "second small", start("write-off"));
  [room, lost].forEach((one) => one?.setAttribute("aria-label", `${one.textContent}: ${row.room || "tablet " + row.device.slice(0, 8)}`));
  return element("td", {class: "wide"}, element("div", {class: "row-do"}, room, lost));
}

function tabletRows(row, rooms, act) {
  const about = [`Tablet ${row.device.slice(0, 8)}`, row.version ? `Lintel ${row.version}` : "", clockWords[row.clock] ?? ""];
  const sessions = row.sessions.map((session) => sessionRow(session, isOpen(row)));
  const tablet = element("tr", {class: row.state === "written-off" ? "quiet" : null},
    element("th", {scope: "row"}, words("span", row.room || "No room yet", "title"),
      element("small", {}, about.filter((part) => part !== "").join(" · ")), ...hints(row), sessionsButton(row, sessions)),
    standingCell(row.state, row.words),
    element("td", {"data-label": "Last seen", class: "age"}, age(row.last_seen_minutes)),
    ...counts(row), actions(row, rooms, act));
  return [tablet, doRow(row, rooms, act), ...sessions];
}

function withoutTablet(room, standing) {
  return element("tr", {},
    element("th", {scope: "row"}, words("span", room, "title")),
    standingCell(standing === "nothing-due" ? "waiting" : "overdue", "No tablet has called in: let one in, or import its stick"),
    element("td", {class: "seen"}), ...[1, 2, 3, 4, 5].map(() => element("td", {class: "seen"})));
}

// Today by the event's own clock.
function dayOver(results, tablets, act) {
  const today = results.as_of.slice(0, 10);
  if (results.event === null || today < results.event.first_day || today > results.event.last_day) {
    return null;
  }
  if (tablets.days_over.includes(today)) {
    return element("p", {class: "day-over mute"}, "The day is over: every door with a network asks nobody any more today and sends what it holds. At a door without one, press its clock for two seconds and end the day there.");
  }
  if (doing?.what !== "day") {
    return element("p", {class: "day-over"}, button("day", "The day is over", "second", () => act({what: "day"})));
  }
  return element("div", {class: "day-over panel"},
    element("p", {}, "Have all teachers left? All doors stop asking for today, and send what they hold. This cannot be taken back."),
    element("div", {class: "joining-do"},
      button("day-sure", "The day is over", "second danger", () => act("/v1/admin/day-over", {day: today})),
      button("day-cancel", "Cancel", "second", () => act(null))));
}

export function headline(tablets) {
  const [tone, sign] = standings[tablets.standing] ?? standings.incomplete;
  return element("div", {class: `headline ${tone}`},
    element("span", {class: "sign", "aria-hidden": "true"}, sign), words("p", tablets.sentence));
}

function table(tablets, rooms, act) {
  const columns = ["Room", "Standing", "Last seen", "Taken", "Received", "Waiting to send", "Refused", ""];
  const rows = [...tablets.rows.flatMap((row) => tabletRows(row, rooms, act)), ...tablets.rooms_without_tablet.map((room) => withoutTablet(room, tablets.standing))];
  return rows.length === 0 ? null : element("table", {class: "tablets", "aria-label": "Tablets"},
    element("thead", {}, element("tr", {}, ...columns.map((text) => element("th", {scope: "col"}, text)))),
    element("tbody", {}, ...rows.filter((row) => row !== null)));
}

// Puts the keyboard back where it was after everything was drawn anew.
function draw(panel, ...parts) {
  const key = document.activeElement?.dataset?.key;
  panel.replaceChildren(...parts.filter((part) => part !== null));
  if (key !== undefined && document.activeElement === document.body) {
    [...panel.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)?.focus();
  }
}

// rooms: of the event, to choose from. onDone: called after a decision, to look again.
export function showTablets(panels, results, tablets, rooms, onDone) {
  const draws = (problem) => {
    draw(panels.headline, headline(tablets));
    draw(panels.list,
      element("p", {class: "state attention", role: "status", dir: "auto"}, problem),
      element("section", {class: "panel"}, element("h2", {}, "Tablets"), table(tablets, rooms, act)),
      dayOver(results, tablets, act),
      element("p", {class: "foot"},
        "In: the tablet has closed its questions and said how many answers it took, and exactly those are here. "
        + "Waiting on purpose: answers go in groups, the last of them when the question closes, so that nobody can tell who said what. Overdue: its questions should be closed and it has not said so; it may hold answers. Without a network they come on a USB stick (at the door: a long press on its clock; here: lintel-collector bundle import). "
        + "Refused: not accepted by the collector and kept on the tablet."));
  };
  // act(path, body) decides; act({what, ...}) asks first; act(null) lets it be.
  async function act(what, body) {
    if (body === undefined) {
      doing = what;
      draws("");
      // On the way back, never on what cannot be undone.
      (panels.list.querySelector(".doing select") ?? [...panels.list.querySelectorAll(".doing button, .day-over button")].at(-1))?.focus();
      return;
    }
    try {
      await postJson(what, body);
      doing = null;
      shown = "";
      await onDone();
    } catch (error) {
      draws(error.message);
    }
  }
  const now = JSON.stringify([results.as_of.slice(0, 10), results.event, tablets, rooms]);
  if (now !== shown) {
    shown = now;
    draws("");
  }
}
