// Tabs, the download menu, and keeping what is shown in step with the collector.
import {clockTime, dayText, element} from "./dom.js";
import {getJson, live, NotAdmin, save} from "./server.js";
import {showPairings} from "./pairing.js";
import {showResults} from "./results.js";
import {choosePassword, enter, leave, signOut} from "./sign_in.js";
import {showSubscribe} from "./subscribe.js";
import {showTablets} from "./tablets.js";

const byId = (id) => document.getElementById(id);
const tabs = [byId("tab-results"), byId("tab-tablets")];
const recheckMs = 15000; // codes run out without anybody saying so
const agesMs = 60000; // and so do windows
let recheck = 0;
let shownAt = null; // the collector's time of what is on the page

function banner(text) {
  byId("banner").textContent = text;
  byId("banner").hidden = text === "";
}

function select(tab) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !chosen;
  }
}

function moveTab(event) {
  const at = tabs.indexOf(event.target);
  const to = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1}[event.key];
  if (to !== undefined && tabs[to]) {
    select(tabs[to]);
    tabs[to].focus();
    event.preventDefault();
  }
}

function header(event) {
  byId("title").textContent = event?.title ?? "Lintel";
  document.title = event ? `${event.title} – results` : "Lintel results";
  const parts = [];
  if (event?.first_day) {
    parts.push(event.first_day === event.last_day ? dayText(event.first_day)
      : `${dayText(event.first_day)} – ${dayText(event.last_day)}`);
  }
  if (event?.theme) {
    parts.push(`“${event.theme}”`);
  }
  byId("when").textContent = parts.join(" · ");
}

// Somebody who stands at a door and waits comes first.
function badge(tablets, pairings) {
  const joining = pairings.waiting.length;
  const overdue = tablets.rows.filter((row) => row.state === "overdue").length;
  byId("tablets-badge").hidden = joining === 0 && overdue === 0;
  byId("tablets-badge").replaceChildren(String(joining || overdue),
    element("span", {class: "more"}, joining > 0 ? " to let in" : " overdue"));
}

async function refresh() {
  const [results, tablets, pairings] = await Promise.all(
    ["results", "tablets", "pairings"].map((name) => getJson(`/v1/admin/${name}`)));
  header(results.event);
  badge(tablets, pairings);
  if (results.event && byId("subscribe").hidden) {
    showSubscribe(byId("subscribe"));
    byId("subscribe").hidden = false;
  }
  showResults(byId("results"), results, tablets);
  showPairings({joining: byId("joining"), known: byId("known")}, pairings, refresh);
  showTablets({headline: byId("tablets-headline"), list: byId("tablets-list")}, results, tablets, pairings.rooms, refresh);
  clearTimeout(recheck);
  recheck = setTimeout(() => refresh().catch(lost), pairings.waiting.length > 0 ? recheckMs : agesMs);
  shownAt = clockTime(results.as_of, results.event?.clock_hours ?? 24);
  banner(tablets.warning);
}

function lost(error) {
  if (error instanceof NotAdmin) {
    leave("You were signed out.");
  } else {
    banner(shownAt === null ? "The collector does not answer. Trying again…"
      : `Connection lost. This is what was known at ${shownAt}; trying again…`);
  }
}

function menuOpen(open) {
  byId("download-menu").hidden = !open;
  byId("download").setAttribute("aria-expanded", String(open));
  if (open) {
    byId("download-menu").querySelector("button").focus();
  }
}

function moveInMenu(event) {
  const items = [...byId("download-menu").querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (event.key === "Escape") {
    menuOpen(false);
    byId("download").focus();
  } else if (step !== undefined) {
    items[(at + step + items.length) % items.length].focus();
    event.preventDefault();
  }
}

async function download(event) {
  const item = event.target.closest("button");
  if (item === null) {
    return;
  }
  menuOpen(false);
  byId("download").focus();
  try {
    await save(item.dataset.path, item.dataset.name);
  } catch (error) {
    lost(error);
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", moveTab);
}
byId("download").addEventListener("click", () => menuOpen(byId("download-menu").hidden));
byId("download-menu").addEventListener("keydown", moveInMenu);
byId("download-menu").addEventListener("click", download);
document.addEventListener("click", (event) => {
  if (event.target.closest(".download") === null) {
    menuOpen(false);
  }
});

function show(session) {
  banner("");
  byId("choose-password").hidden = session.signed_in_by !== "link";
  live(refresh, lost);
}

byId("choose-password").addEventListener("click", async () => {
  const session = await choosePassword();
  byId("choose-password").hidden = session?.signed_in_by === "password";
});
byId("sign-out").addEventListener("click", async () => {
  try {
    await signOut();
    leave("You are signed out.");
  } catch (error) {
    lost(error);
  }
});

show(await enter(lost));
