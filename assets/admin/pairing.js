// Of the Tablets tab: tablets that want to join, and who may send.
import {element, plural, words} from "./dom.js";
import {postJson} from "./server.js";

const chosenRooms = new Map(); // device -> the room picked here, kept while the page refreshes
let shown = ""; // what is on the page, so that a refresh does not take a list from under a finger
let asked = null; // the device whose "Take its right away" was pressed once

async function decide(decision, body, status, onDone) {
  status.textContent = "";
  try {
    await postJson(`/v1/admin/pairings/${decision}`, body);
    shown = "";
    await onDone();
  } catch (error) {
    status.textContent = error.message;
  }
}

function roomPicker(tablet, rooms) {
  if (rooms.length === 0) {
    const input = element("input", {type: "text", value: chosenRooms.get(tablet.device) ?? tablet.name, "aria-label": "Room", maxlength: 200});
    input.addEventListener("input", () => chosenRooms.set(tablet.device, input.value));
    return input;
  }
  const picked = chosenRooms.get(tablet.device) ?? tablet.room ?? "";
  const select = element("select", {"aria-label": "Room"},
    element("option", {value: "", selected: picked === ""}, "Which room?"),
    ...rooms.map((room) => element("option", {value: room, selected: room === picked}, room)));
  select.addEventListener("change", () => chosenRooms.set(tablet.device, select.value));
  return select;
}

function before(tablet) {
  if (tablet.before === null) {
    return null;
  }
  const text = tablet.before.state === "revoked"
    ? `This device was revoked at ${tablet.before.room}: let it in only when it is yours again.`
    : `A device of this name was let in at ${tablet.before.room} before, with another key: it has lost its data, or somebody else uses its name.`;
  return words("p", text, "state attention");
}

function waitingCard(tablet, rooms, onDone) {
  const status = element("p", {class: "state attention", role: "status", dir: "auto"});
  const room = roomPicker(tablet, rooms);
  const letIn = element("button", {type: "button", class: "primary"}, "Let in");
  const turnAway = element("button", {type: "button", class: "second"}, "Turn away");
  letIn.addEventListener("click", () => decide("approve", {device: tablet.device, code: tablet.code, room: room.value}, status, onDone));
  turnAway.addEventListener("click", () => decide("refuse", {device: tablet.device}, status, onDone));
  const minutes = Math.ceil(tablet.left_s / 60);
  return element("li", {class: "joining"},
    element("div", {class: "joining-who"},
      element("strong", {class: "code"}, tablet.code),
      element("ul", {class: "four-words", "aria-label": "Four words"}, ...tablet.words.split(" ").map((word) => element("li", {}, word))),
      element("small", {}, [tablet.name ? `says it is at ${tablet.name}` : "", `${plural(minutes, "minute")} left`].filter((part) => part !== "").join(" · "))),
    before(tablet),
    element("div", {class: "joining-do"}, room, letIn, turnAway),
    status);
}

function revokeButton(tablet, status, onDone) {
  const sure = asked === tablet.device;
  const button = element("button", {type: "button", class: sure ? "second danger" : "second"},
    sure ? "Yes, revoke it" : "Revoke");
  button.addEventListener("click", async () => {
    if (asked !== tablet.device) {
      asked = tablet.device;
      shown = "";
      await onDone();
      return;
    }
    asked = null;
    await decide("revoke", {device: tablet.device}, status, onDone);
  });
  return button;
}

function knownRow(tablet, status, onDone) {
  const paired = tablet.state === "paired";
  return element("tr", {class: paired ? null : "quiet"},
    element("th", {scope: "row"}, words("span", tablet.room, "title"), element("small", {}, `Tablet ${tablet.device.slice(0, 8)}`)),
    element("td", {"data-label": "Standing"}, paired ? "May send" : "Revoked"),
    element("td", {class: "wide"}, paired ? revokeButton(tablet, status, onDone) : null));
}

// onDone: called after a decision, to look again.
export function showPairings(panels, pairings, onDone) {
  const now = JSON.stringify({...pairings, waiting: pairings.waiting.map((tablet) => ({...tablet, left_s: Math.ceil(tablet.left_s / 60)})), asked});
  if (now === shown) {
    return;
  }
  shown = now;
  const status = element("p", {class: "state attention", role: "status", dir: "auto"});
  const waiting = pairings.waiting.length === 0 ? null : element("section", {class: "panel"},
    element("h2", {}, "Wants to join"),
    element("p", {class: "mute"}, "Compare the four words with those on the tablet’s screen. If they differ, somebody is in between: turn it away."),
    element("ul", {class: "joinings"}, ...pairings.waiting.map((tablet) => waitingCard(tablet, pairings.rooms, onDone))));
  const known = pairings.tablets.length === 0 ? null : element("details", {class: "panel known"},
    element("summary", {}, `Who may send: ${plural(pairings.tablets.filter((tablet) => tablet.state === "paired").length, "tablet")}`),
    element("table", {class: "tablets", "aria-label": "Who may send"},
      element("thead", {}, element("tr", {}, ...["Room", "Standing", ""].map((text) => element("th", {scope: "col"}, text)))),
      element("tbody", {}, ...pairings.tablets.map((tablet) => knownRow(tablet, status, onDone)))),
    status);
  if (known !== null && (asked !== null || panels.known.querySelector("details[open]") !== null)) {
    known.open = true;
  }
  panels.joining.replaceChildren(...[waiting].filter((part) => part !== null));
  panels.known.replaceChildren(...[known].filter((part) => part !== null));
}
