// The Results tab: cards, sessions, ideas, what would help.
import {barRow, clockTime, dayAndTime, dayText, element, plural, words} from "./dom.js";
import {mark} from "./tablets.js";

// The words of the door, by the form's keys; a key this page does not know is shown as it is.
const useWords = {
  "yes-this-week": "Yes, this week",
  "yes-with-help": "Yes, with some help",
  "not-sure": "Not sure yet",
  "not-for-me": "Not for my classes",
};
const helpWords = {
  time: "Time to prepare it",
  materials: "Materials",
  "see-it": "Seeing it done",
  permission: "A go-ahead from my leaders",
  how: "Knowing how to start",
  "something-else": "Something else",
};
const segmentLabelShare = 0.09; // narrower segments have no room for their number

const wordFor = (known, key) => known[key] ?? key;

function card(label, number, note, state) {
  return element("div", {class: `card ${state ?? ""}`},
    element("h2", {}, label), element("p", {class: "number"}, number), words("p", note, "note"));
}

// Every number names its base. What is shown may trail what came: the rest waits for company.
function cards(results, tablets) {
  const {cards: counts} = results;
  const {use} = counts;
  const base = use.base > 0 ? `of ${use.base} answers shown` : "Not shown yet: too few answers";
  const share = use.base > 0 ? `${Math.round((100 * counts.will_use) / use.base)}%` : "–";
  const aside = counts.set_aside > 0 ? `; ${counts.set_aside} set aside` : "";
  const helps = Object.entries(counts.help.counts).sort((a, b) => b[1] - a[1]);
  const most = helps.length > 0 && helps[0][1] > 0 ? `; most of all, ${wordFor(helpWords, helps[0][0]).toLowerCase()}` : "";
  return element("div", {class: "cards"},
    card("Answers so far", String(counts.answers),
      counts.answers === 0 ? "No answers yet" : `from ${plural(counts.sessions_with_answers, "session")}${aside}`),
    card("Will use something", share, use.base > 0 ? `${counts.will_use} ${base}` : base),
    card("Want help doing it", use.base > 0 ? String(counts.want_help) : "–",
      use.base > 0 ? `of the same ${use.base} answers${most}` : " "),
    tabletsCard(tablets, results));
}

// The rooms of the day by standing; a long list is cut, the Tablets tab has all of it.
function tabletsCard(tablets, results) {
  const roomsMax = 6;
  const time = (rfc3339) => dayAndTime(rfc3339, results.as_of, results.event.clock_hours);
  const lists = new Map(); // label -> {state, rooms}
  const add = (label, state, room) => lists.set(label, {state, rooms: [...(lists.get(label)?.rooms ?? []), room]});
  const order = {in: 0, waiting: 1, overdue: 2, "written-off": 3};
  for (const row of [...tablets.rows].sort((a, b) => order[a.state] - order[b.state])) {
    const label = {
      in: "In",
      waiting: row.reason === "nothing-due" ? "Nothing due yet" : row.reason === "on-its-way" || row.until === null ? "On its way" : `Waiting on purpose until ${time(row.until)}`,
      overdue: row.reason === "identity-shared" ? "Two tablets, one identity" : `Overdue${row.since === null ? "" : ` since ${time(row.since)}`}`,
      "written-off": "Written off",
    }[row.state];
    add(label, row.state, row.room || "no room");
  }
  for (const room of tablets.rooms_without_tablet) {
    add("No tablet", tablets.standing === "nothing-due" ? "waiting" : "overdue", room);
  }
  const verdict = {complete: tablets.more_to_come ? "Everything so far is in" : "Everything is in", waiting: "Waiting on purpose", "nothing-due": "Nothing due yet", incomplete: "Not everything is in yet"}[tablets.standing];
  const lines = [...lists].map(([label, {state, rooms}]) => element("li", {class: state},
    mark(state), element("span", {dir: "auto"}, element("b", {}, `${label}: `),
      rooms.slice(0, roomsMax).join(", ") + (rooms.length > roomsMax ? ` and ${rooms.length - roomsMax} more` : ""))));
  return element("div", {class: `card standing-card ${tablets.standing}`},
    element("h2", {}, "Tablets ", element("strong", {}, verdict)),
    lines.length > 0 ? element("ul", {}, ...lines) : element("p", {class: "note"}, "No tablet has called in yet"));
}

function legend(event) {
  return element("ul", {class: "legend", "aria-label": "What the colours and patterns mean"},
    ...event.use.map((key, index) =>
      element("li", {}, element("span", {class: `swatch segment-${index + 1}`, "aria-hidden": "true"}),
        wordFor(useWords, key))));
}

function distribution(event, use) {
  if (use.nearly_all !== null) {
    return element("p", {class: "nearly-all"}, element("b", {}, "Nearly all: "), wordFor(useWords, use.nearly_all));
  }
  const counts = event.use.map((key) => use.counts[key] ?? 0);
  const sum = counts.reduce((total, count) => total + count, 0);
  const spoken = event.use.map((key, index) => `${wordFor(useWords, key)}: ${counts[index]}`).join(", ");
  const bar = element("div", {class: "stack", role: "img", "aria-label": spoken});
  counts.forEach((count, index) => {
    if (count === 0) {
      return;
    }
    const label = count / sum >= segmentLabelShare ? String(count) : "";
    const segment = element("span", {class: `segment-${index + 1}`, title: `${wordFor(useWords, event.use[index])}: ${count}`},
      element("b", {}, label));
    segment.style.flexGrow = String(count);
    bar.append(segment);
  });
  return bar;
}

// Why there are no figures.
function withoutFigures(event, session) {
  if (session.cancelled && session.answers === 0) {
    return "Cancelled";
  }
  if (session.answers === 0) {
    return "No answers yet";
  }
  if (session.showing === "dark") {
    return "Not shown: some of its answers were set aside";
  }
  return session.answers - session.set_aside < event.min_answers
    ? `Fewer than ${event.min_answers} answers: not shown` : `Not shown yet: answers are shown ${event.min_answers} or more at a time`;
}

// How much of what came is in the figures.
function trailing(session) {
  const parts = [];
  if (session.use !== null && session.shown < session.answers - session.set_aside) {
    parts.push(`${session.shown} of ${session.answers - session.set_aside} shown`);
  }
  if (session.set_aside > 0) {
    parts.push(`${session.set_aside} set aside`);
  }
  return parts.length === 0 ? null : element("small", {}, parts.join(" · "));
}

// Of the ideas of a session: the most chosen one, with its base.
function topIdea(session) {
  const ideas = session.ideas;
  if (ideas === null) {
    return element("span", {class: "mute"}, "–");
  }
  if (ideas.nearly_all !== null) {
    return element("div", {}, words("span", ideas.nearly_all, "clamp"), element("strong", {}, "nearly all"));
  }
  const top = ideas.counts.reduce((most, idea) => (idea.count > (most?.count ?? 0) ? idea : most), null);
  return top === null ? element("span", {class: "mute"}, "–")
    : element("div", {}, words("span", top.text, "clamp"), element("strong", {}, `${top.count} of ${ideas.base}`));
}

function sessionRow(event, session) {
  return element("tr", {class: session.answers === 0 ? "quiet" : null},
    element("th", {scope: "row"}, words("span", session.title, session.cancelled ? "title cancelled" : "title"),
      words("small", session.presenters.length > 0 ? session.presenters.join(", ") : session.group)),
    element("td", {"data-label": "Room"}, words("span", session.room)),
    element("td", {"data-label": "Answers", class: "count"}, String(session.answers)),
    element("td", {"data-label": "Will you use something you heard?", class: "wide"},
      session.use !== null ? distribution(event, session.use) : element("span", {class: "mute"}, withoutFigures(event, session)),
      trailing(session)),
    element("td", {"data-label": "Top idea", class: "idea"}, topIdea(session)));
}

function block(event, sessions) {
  const [first] = sessions;
  const day = event.first_day === event.last_day ? "" : `${dayText(first.start.slice(0, 10))} · `;
  const time = `${day}${clockTime(first.start, event.clock_hours)} – ${clockTime(first.end, event.clock_hours)}`;
  return element("tbody", {},
    element("tr", {class: "block"}, element("th", {colspan: "5", scope: "rowgroup"}, time)),
    ...sessions.map((session) => sessionRow(event, session)));
}

function sessionTable(results) {
  const blocks = new Map();
  for (const session of results.sessions) {
    blocks.set(session.start, [...(blocks.get(session.start) ?? []), session]);
  }
  const columns = ["Session", "Room", "Answers", "Will you use something you heard?", "Top idea"];
  return element("table", {"aria-labelledby": "sessions-title"},
    element("thead", {}, element("tr", {}, ...columns.map((text) => element("th", {scope: "col"}, text)))),
    ...[...blocks.values()].map((sessions) => block(results.event, sessions)));
}

function barList(rows, emptyText) {
  const most = Math.max(0, ...rows.map((row) => row.count));
  if (most === 0) {
    return element("p", {class: "mute"}, emptyText);
  }
  return element("ol", {class: "bars"}, ...rows.map((row) => barRow(row.text, row.detail, row.count, most, row.base)));
}

// Sessions that stayed too small, together, once an adult pooled them at the event's end.
function pooled(results) {
  const pool = results.other_sessions;
  return pool === null || pool === undefined ? null
    : element("div", {class: "strays"}, element("h3", {}, "Sessions with too few answers, shown as one group"),
      element("p", {class: "mute"}, `${plural(pool.sessions, "session")}, ${plural(pool.answers, "answer")} together. Which answer belongs to which session is not shown, nor will be.`),
      pool.use === null
        ? element("p", {class: "mute"}, "Not shown: some of these answers were set aside")
        : distribution(results.event, {counts: pool.use, nearly_all: null, base: pool.answers}));
}

function strays(results) {
  const lines = results.unknown_sessions.map((stray) =>
    words("li", `A session that is not in it, ${stray.session}: ${plural(stray.answers, "answer")}, kept`));
  const more = results.unknown_more;
  if (more.answers > 0) {
    lines.push(element("li", {}, `${plural(more.answers, "answer")} about more unknown sessions, kept: the Tablets tab says which tablet sends them`));
  }
  if (results.other_answers > 0) {
    lines.push(element("li", {}, `${plural(results.other_answers, "answer")} of another event or a newer form, kept`));
  }
  return lines.length === 0 ? null
    : element("div", {class: "strays"}, element("h3", {}, "Not in this schedule"), element("ul", {}, ...lines));
}

export function showResults(panel, results, tablets) {
  if (results.event === null) {
    panel.replaceChildren(element("div", {class: "empty"},
      element("h2", {}, "No event is loaded yet"),
      element("p", {}, "Load your day’s files, and they appear here at once:"),
      element("code", {}, "lintel-collector event load my-day/")));
    return;
  }
  const {help} = results.cards;
  const helps = results.event.help.map((key) => ({text: wordFor(helpWords, key), count: help.counts[key] ?? 0, base: help.base}))
    .filter((help) => help.count > 0)
    .sort((a, b) => b.count - a.count);
  const few = results.cards.answers === 0 ? "No answers yet." : "Not shown yet: too few answers.";
  const ideas = results.ideas.map((idea) => ({text: idea.text, detail: idea.session, count: idea.count, base: idea.base}));
  panel.replaceChildren(
    cards(results, tablets),
    element("div", {class: "columns"},
      element("section", {class: "panel sessions"},
        element("div", {class: "panel-head"}, element("h2", {id: "sessions-title"}, "Sessions"), legend(results.event)),
        results.sessions.length === 0 ? element("p", {class: "mute"}, "This event has no sessions.") : sessionTable(results),
        pooled(results),
        strays(results)),
      element("div", {class: "side"},
        element("section", {class: "panel"}, element("h2", {}, "Ideas teachers will try"),
          barList(ideas, results.cards.shown === 0 ? few : "No idea is chosen in what is shown so far.")),
        element("section", {class: "panel"}, element("h2", {}, "What would help"),
          barList(helps, help.base === 0 ? few : "Nobody has ticked yet what would help, in what is shown so far.")))),
    element("p", {class: "foot"},
      "These results show reaction and intent, no more: what teachers said at the door they will do. Whether they did it, and whether it helped, takes asking again. "
      + `Answers are shown ${results.event.min_answers} or more at a time, here and in every download, so that nobody can be picked out: a session with fewer is not shown, and figures may be behind the count.`));
}
