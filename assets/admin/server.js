// Talks to the collector: the key, requests, and the live stream. The key comes in the address's
// fragment (which browsers never send), moves to this tab's storage and leaves the address bar.

const storageName = "lintel-admin-key";
const silenceLimitMs = 50000; // the collector says something every 20 s
const retryFirstMs = 1000;
const retryMaxMs = 15000;

export class NotAdmin extends Error {}

export function takeKey() {
  if (location.hash.length > 1) {
    sessionStorage.setItem(storageName, location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(storageName) !== null;
}

async function request(path, signal, body) {
  const key = sessionStorage.getItem(storageName) ?? "";
  const reply = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: {Authorization: `Bearer ${key}`, ...(body === undefined ? {} : {"Content-Type": "application/json"})},
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
    redirect: "error",
    signal,
  });
  if (reply.status === 401) {
    throw new NotAdmin();
  }
  if (!reply.ok) {
    const problem = await reply.json().catch(() => null);
    throw new Error(problem?.detail ?? `the collector answered ${reply.status}`);
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

// One pass of the stream (server-sent events, read by hand because EventSource cannot carry a key).
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
// the collector cannot be reached or does not take the key.
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
