// The Results tab: cards, sessions, ideas, what would help.
import {barRow, clockTime, dayAndTime, dayText, element, plural, words} from "./dom.js";

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
  permission: "Permission",
  how: "Knowing how",
};
const segmentLabelShare = 0.09; // narrower segments have no room for their number

const wordFor = (known, key) => known[key] ?? key;

function card(label, number, note, state) {
  return element("div", {class: `card ${state ?? ""}`},
    element("h2", {}, label), element("p", {class: "number"}, number), words("p", note, "note"));
}

function cards(results, tablets) {
  const {cards: counts} = results;
  const share = counts.shown > 0 ? `${Math.round((100 * counts.will_use) / counts.shown)} %` : "–";
  const all = tablets.tablets === 0 ? "None yet" : `${tablets.tablets_in} of ${tablets.tablets} in`;
  const first = tablets.rows.find((row) => !row.meets);
  let standing = tablets.meets ? `${tablets.taken} taken = ${tablets.received} received` : "No tablet has called in yet";
  if (first) {
    const seen = first.last_seen ? `, last seen ${dayAndTime(first.last_seen, results.as_of, results.event.clock_hours)}` : "";
    standing = `${first.room || "A tablet"}: ${first.reason}${seen}`;
  }
  return element("div", {class: "cards"},
    card("Answers", String(counts.answers),
      counts.answers === 0 ? "No answers yet" : `from ${plural(counts.sessions_with_answers, "session")}`),
    card("Will use something", share,
      counts.shown > 0 ? `${counts.will_use} of ${counts.shown}${counts.shown < counts.answers ? " in groups large enough to show" : ""}` : "Shown from the first group large enough"),
    card("Want help doing it", counts.shown > 0 ? String(counts.want_help) : "–",
      counts.shown > 0 ? `across ${plural(counts.want_help_sessions, "session")}` : " "),
    card("Tablets", all, standing, first ? "attention" : ""));
}

function legend(event) {
  return element("ul", {class: "legend", "aria-label": "What the colours and patterns mean"},
    ...event.use.map((key, index) =>
      element("li", {}, element("span", {class: `swatch segment-${index + 1}`, "aria-hidden": "true"}),
        wordFor(useWords, key))));
}

function distribution(event, session) {
  const counts = event.use.map((key) => session.use[key] ?? 0);
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

function hiddenText(event, session) {
  if (session.cancelled && session.answers === 0) {
    return "Cancelled";
  }
  if (session.answers === 0) {
    return "No answers yet";
  }
  return session.hidden === "too-few"
    ? `Fewer than ${event.min_answers} answers: hidden in shared reports`
    : "Hidden, so that a smaller session of this block stays hidden";
}

function topIdea(session) {
  return session.ideas.reduce((top, idea) => (idea.count > (top?.count ?? 0) ? idea : top), null);
}

function sessionRow(event, session) {
  const idea = topIdea(session);
  const shown = session.use !== null;
  return element("tr", {class: session.answers === 0 ? "quiet" : null},
    element("th", {scope: "row"}, words("span", session.title, session.cancelled ? "title cancelled" : "title"),
      words("small", session.presenters.length > 0 ? session.presenters.join(", ") : session.group)),
    element("td", {"data-label": "Room"}, words("span", session.room)),
    element("td", {"data-label": "Answers", class: "count"}, String(session.answers)),
    element("td", {"data-label": "Will you use something you heard?", class: "wide"},
      shown ? distribution(event, session) : element("span", {class: "mute"}, hiddenText(event, session))),
    element("td", {"data-label": "Top idea", class: "idea"},
      idea === null ? element("span", {class: "mute"}, "–")
        : element("div", {}, words("span", idea.text, "clamp"), element("strong", {}, String(idea.count)))));
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
  return element("ol", {class: "bars"}, ...rows.map((row) => barRow(row.text, row.detail, row.count, most)));
}

function strays(results) {
  const lines = results.unknown_sessions.map((stray) =>
    words("li", `Unknown session ${stray.session}: ${plural(stray.answers, "answer")}, kept`));
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
  const helps = results.event.help.map((key) => ({text: wordFor(helpWords, key), count: results.cards.help[key] ?? 0}))
    .filter((help) => help.count > 0)
    .sort((a, b) => b.count - a.count);
  const ideas = results.ideas.map((idea) => ({text: idea.text, detail: idea.session, count: idea.count}));
  panel.replaceChildren(
    cards(results, tablets),
    element("div", {class: "columns"},
      element("section", {class: "panel sessions"},
        element("div", {class: "panel-head"}, element("h2", {id: "sessions-title"}, "Sessions"), legend(results.event)),
        results.sessions.length === 0 ? element("p", {class: "mute"}, "This event has no sessions.") : sessionTable(results),
        strays(results)),
      element("div", {class: "side"},
        element("section", {class: "panel"}, element("h2", {}, "Ideas teachers will try"),
          barList(ideas, results.cards.answers === 0 ? "No answers yet." : "No idea has been chosen yet in a group large enough to show.")),
        element("section", {class: "panel"}, element("h2", {}, "What would help"),
          barList(helps, results.cards.answers === 0 ? "No answers yet." : "Nobody has asked for help yet.")))),
    element("p", {class: "foot"},
      "These results show reaction and intent, no more: what teachers said at the door they will do. Whether they did it, and whether it helped, takes asking again. "
      + `Sessions with fewer than ${results.event.min_answers} answers stay hidden here and in every download, so that nobody can be picked out.`));
}
