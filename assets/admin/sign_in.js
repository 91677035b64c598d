// Signing in: with the password, or with a one-time link, after which a password may be chosen.
import {element} from "./dom.js";
import {getJson, keepToken, NotAdmin, postJson} from "./server.js";

const lettersMin = 10;
const retryMs = 3000;
const reasonName = "lintel-why-signed-out";
const gate = document.getElementById("gate");

function open(form, focus) {
  document.body.classList.add("outside");
  gate.replaceChildren(form);
  gate.hidden = false;
  focus.focus();
}

function close() {
  gate.replaceChildren();
  gate.hidden = true;
  document.body.classList.remove("outside");
}

// A password with its label, and a button that shows what was typed.
function passwordField(label, autocomplete) {
  const input = element("input", {type: "password", id: "password", name: "password", autocomplete, required: true,
    maxlength: 1000, spellcheck: "false", autocapitalize: "none", "aria-describedby": "gate-state"});
  const show = element("button", {type: "button", "aria-pressed": "false", "aria-controls": "password", "aria-label": "Show what is typed"}, "Show");
  show.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    show.setAttribute("aria-pressed", String(shown));
    show.textContent = shown ? "Hide" : "Show";
    input.focus();
  });
  return {input, parts: [
    // Password managers file a password under a name.
    element("input", {type: "text", class: "username", name: "username", value: "admin", autocomplete: "username", readonly: true, tabindex: "-1", "aria-hidden": "true"}),
    element("label", {for: "password"}, label),
    element("div", {class: "field"}, input, show)]};
}

function stateLine() {
  return element("p", {class: "state attention", id: "gate-state", role: "alert"});
}

function sentenceOf(error) {
  return error instanceof TypeError || error.name === "TimeoutError"
    ? "The collector does not answer. Try again in a moment." : error.message;
}

// Sends what was typed, once at a time; the collector's own words when it says no.
function onSubmit(form, button, state, send) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    button.setAttribute("aria-busy", "true");
    state.textContent = "";
    try {
      await send();
    } catch (error) {
      state.className = "state attention";
      state.textContent = sentenceOf(error);
    }
    busy = false;
    button.removeAttribute("aria-busy");
  });
}

// Resolves with the session. The page says the same whether a password was ever chosen or not.
// hint: whether how to get a link is open from the start.
function signIn(reason, hint) {
  return new Promise((resolve) => {
    const {input, parts} = passwordField("Password", "current-password");
    const state = stateLine();
    const button = element("button", {type: "submit", class: "primary"}, "Sign in");
    const form = element("form", {"aria-labelledby": "gate-title"},
      element("h2", {id: "gate-title"}, "Sign in"),
      reason === "" ? null : element("p", {class: "state news", role: "status"}, reason),
      ...parts, state, element("div", {class: "do"}, button),
      element("details", {open: hint === "open"},
        element("summary", {}, "First time here, or forgotten it?"),
        element("p", {}, "On the collector’s computer, ", element("code", {}, "lintel-collector admin link"),
          " prints an address that opens this page without a password, once.")));
    onSubmit(form, button, state, async () => {
      try {
        const session = keepToken(await postJson("/v1/admin/sign-in", {password: input.value}));
        close();
        resolve(session);
      } catch (error) {
        input.select();
        input.focus();
        throw error;
      }
    });
    open(form, input);
  });
}

// Resolves with the new session, or with null after "Later".
export function choosePassword() {
  return new Promise((resolve) => {
    const {input, parts} = passwordField("New password", "new-password");
    input.minLength = lettersMin;
    const state = stateLine();
    const save = element("button", {type: "submit", class: "primary"}, "Save password");
    const later = element("button", {type: "button", class: "second"}, "Later");
    const form = element("form", {"aria-labelledby": "gate-title", novalidate: true},
      element("h2", {id: "gate-title"}, "Choose a password"),
      element("p", {class: "mute"}, `You are signed in. Next time this page asks for a password: at least ${lettersMin} characters, and a short sentence is easy to remember.`),
      ...parts, state, element("div", {class: "do"}, save, later));
    later.addEventListener("click", () => {
      close();
      resolve(null);
    });
    onSubmit(form, save, state, async () => {
      const session = keepToken(await postJson("/v1/admin/password", {password: input.value}));
      close();
      resolve(session);
    });
    open(form, input);
  });
}

export async function signOut() {
  await postJson("/v1/admin/sign-out", {});
}

// Begins anew, so that nothing of what was on the page stays in it.
export function leave(reason) {
  sessionStorage.setItem(reasonName, reason);
  location.reload();
}

function takeReason() {
  const reason = sessionStorage.getItem(reasonName) ?? "";
  sessionStorage.removeItem(reasonName);
  return reason;
}

// What a one-time link holds, taken out of the address bar at once.
function takeOnce() {
  const once = new URLSearchParams(location.hash.slice(1)).get("once");
  if (location.hash.length > 0) {
    history.replaceState(null, "", location.pathname);
  }
  return once;
}

// The session this browser has already; null when it has none.
async function inside(onTrouble) {
  for (;;) {
    try {
      const known = keepToken(await getJson("/v1/admin/session"));
      close();
      return known;
    } catch (error) {
      if (error instanceof NotAdmin) {
        return null;
      }
      onTrouble(error);
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

// Resolves with a session, however long that takes; onTrouble(error) while nobody answers.
export async function enter(onTrouble) {
  const reason = takeReason();
  const once = takeOnce();
  if (once !== null) {
    try {
      const opened = keepToken(await postJson("/v1/admin/sign-in", {once}));
      return (await choosePassword()) ?? opened;
    } catch (error) {
      return (await inside(onTrouble)) ?? signIn(sentenceOf(error), "open");
    }
  }
  return (await inside(onTrouble)) ?? signIn(reason, "closed");
}

// A link that is opened where the page is open already.
addEventListener("hashchange", () => location.reload());
