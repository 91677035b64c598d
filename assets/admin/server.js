// Talks to the collector: requests, and the live stream. The browser signs them with its cookie,
// which no script can read; what changes something also carries a token that only this page got.

const silenceLimitMs = 50000; // the collector says something every 20 s
const retryFirstMs = 1000;
const retryMaxMs = 15000;
let csrf = "";

export class NotAdmin extends Error {}

// Of what the collector says about a session.
export function keepToken(session) {
  csrf = session.csrf ?? "";
  return session;
}

async function request(path, signal, body) {
  const reply = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : {"Content-Type": "application/json", "Lintel-Csrf": csrf},
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
    credentials: "same-origin",
    redirect: "error",
    signal,
  });
  if (!reply.ok) {
    const problem = await reply.json().catch(() => null);
    const sentence = problem?.detail ?? `The collector answered ${reply.status}.`;
    throw reply.status === 401 ? new NotAdmin(sentence) : new Error(sentence);
  }
  return reply;
}

export async function getJson(path) {
  return (await request(path, AbortSignal.timeout(silenceLimitMs))).json();
}

export async function postJson(path, body) {
  return (await request(path, AbortSignal.timeout(silenceLimitMs), body)).json();
}

export async function save(path, name) {
  const blob = await (await request(path, AbortSignal.timeout(silenceLimitMs))).blob();
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), silenceLimitMs);
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// One pass of the stream (server-sent events, read by hand because EventSource does not tell that
// nobody is signed in any more).
async function follow(onChange) {
  const stop = new AbortController();
  let watch = setTimeout(() => stop.abort(), silenceLimitMs);
  try {
    const reply = await request("/v1/admin/live", stop.signal);
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const {value, done} = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(watch);
      watch = setTimeout(() => stop.abort(), silenceLimitMs);
      text += value;
      const end = text.lastIndexOf("\n\n");
      if (end >= 0) {
        if (text.slice(0, end).includes("event: change")) {
          await onChange();
        }
        text = text.slice(end + 2);
      }
    }
  } finally {
    clearTimeout(watch);
    stop.abort();
  }
}

// For ever: onChange when something changed and once after every connection; onLost(error) when
// the collector cannot be reached; the end when nobody is signed in any more.
export async function live(onChange, onLost) {
  let delayMs = retryFirstMs;
  for (;;) {
    try {
      await follow(async () => {
        await onChange();
        delayMs = retryFirstMs;
      });
      onLost(new Error("the collector ended the connection"));
    } catch (error) {
      onLost(error);
      if (error instanceof NotAdmin) {
        return;
      }
    }
    await wait(delayMs);
    delayMs = Math.min(2 * delayMs, retryMaxMs);
  }
}
