// The schedule for phones' calendars and conference apps: links, and a QR code made by the
// collector. Where this page is reached is where phones are sent, so on this computer's own address
// it says what to do instead.
import {element} from "./dom.js";

const loopback = (name) => name === "localhost" || name === "[::1]" || name.startsWith("127.");

export function showSubscribe(section) {
  const scheme = location.protocol === "https:" ? "webcals" : "webcal";
  const calendar = `${scheme}://${location.host}/schedule.ics`;
  const hint = loopback(location.hostname)
    ? "This page is open on the collector's own computer. Open it by the collector's address in the network, and the code will lead phones there."
    : "Scan it with a phone to follow the schedule in its calendar; changes arrive by themselves.";
  section.replaceChildren(
    element("img", {src: `/schedule.svg?${scheme}`, alt: `QR code of ${calendar}`, width: 160, height: 160}),
    element("div", {},
      element("h2", {}, "Follow the schedule"),
      element("p", {}, hint),
      element("p", {class: "links"},
        element("a", {href: calendar}, "Add to a calendar"),
        element("a", {href: "/schedule.ics", download: "schedule.ics"}, "schedule.ics"),
        element("a", {href: "/schedule.json", download: "schedule.json"}, "schedule.json"))));
}
