// Questions to the service, and its problems as sentences.

// Beside this file's folder, whatever path the service is under.
const API = new URL("../v1/", import.meta.url).pathname;

/** Something to tell the reader instead of an answer; `status` is 0 where there was none. */
export class Trouble extends Error {
  constructor(title, sentences, status) {
    super([title, ...sentences].join(" "));
    this.title = title;
    this.sentences = sentences;
    this.status = status;
  }
}

/**
 * Ask for an analysis, topic or summary of a source; options are those of the API, and `how` is
 * key, signal and remedy, as `send` takes them.
 * Throws `Trouble`, and whatever the signal was aborted with.
 */
export async function ask(route, source, options, how) {
  const given = { ...options, clean: source.clean, offsets: "utf16" };
  const request = { method: "POST", ...how };
  if (source.bytes) {
    // A page whose charset the service is to find out is sent as it is.
    const sent = { ...request, type: "text/html", body: source.bytes };
    return (await send(`${route}?${new URLSearchParams(given)}`, sent)).content;
  }
  const article = source.html === undefined ? { text: source.text } : { html: source.html };
  return (await send(route, { ...request, json: { ...article, ...given } })).content;
}

/**
 * Send a request to a route of the API; return status, headers and content of a good answer, read
 * whole `as` json, text or blob. `remedy` is said where there is no answer at all.
 * Throws `Trouble`, and whatever the signal was aborted with.
 */
export async function send(route, { method = "GET", key, json, body, type, as = "json", signal, remedy }) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  if (body ?? json) headers["Content-Type"] = type ?? "application/json";
  const sent = body ?? (json && JSON.stringify(json));
  let response;
  try {
    response = await fetch(API + route, { method, headers, body: sent, signal });
    if (response.ok) {
      const { status, headers } = response;
      return { status, headers, content: await response[as]() };
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Trouble("The service cannot be reached.", [remedy], 0);
  }
  throw await trouble(response);
}

/** Load an example. Throws `Trouble`. */
export async function load(address) {
  let response;
  try {
    response = await fetch(address);
    if (response.ok) return await response.text();
  } catch {
    const remedy = "Check the connection, then choose the example again.";
    throw new Trouble("The example cannot be loaded.", [remedy], 0);
  }
  throw await trouble(response);
}

async function trouble(response) {
  let problem;
  try {
    problem = await response.json();
  } catch {
    const sentence = `Something on the way answered ${response.status}. Try again in a moment.`;
    return new Trouble("This is not the service's answer.", [sentence], response.status);
  }
  const sentences = [problem.detail];
  // The first field's fault is the detail; others are told of besides.
  for (const { pointer, detail } of (problem.errors ?? []).slice(1)) {
    sentences.push(`${pointer.slice(1)}: ${detail}.`);
  }
  return new Trouble(`${problem.title}.`, sentences, response.status);
}
