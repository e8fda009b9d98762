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
 * Ask for an analysis, topic or summary of a source; options are those of the API.
 * Throws `Trouble`, and whatever the signal was aborted with.
 */
export async function ask(route, source, options, key, signal) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const given = { ...options, clean: source.clean, offsets: "utf16" };
  let address = API + route;
  let body;
  if (source.bytes) {
    // A page whose charset the service is to find out is sent as it is.
    headers["Content-Type"] = "text/html";
    address += `?${new URLSearchParams(given)}`;
    body = source.bytes;
  } else {
    headers["Content-Type"] = "application/json";
    const content = source.html === undefined ? { text: source.text } : { html: source.html };
    body = JSON.stringify({ ...content, ...given });
  }
  let response;
  try {
    response = await fetch(address, { method: "POST", headers, body, signal });
    if (response.ok) return await response.json();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Trouble(
      "The service cannot be reached.",
      ["Your article is still here. Check the connection, then press Analyse again."],
      0,
    );
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
