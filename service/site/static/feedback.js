// Corrections, as the API keeps them.

import { send } from "./service.js";

const ROUTE = "feedback";
const NAMED = /filename="?([^";]+)"?/;
const PAGE = 20;
const remedy = "Nothing is lost: check the connection, then do it again.";

/** Send a correction; `stored` is false where the same one was there. Throws `Trouble`. */
export async function post(correction, key) {
  const { status, content } = await send(ROUTE, { method: "POST", key, json: correction, remedy });
  return { stored: status === 201, ...content };
}

/**
 * A page of corrections with their articles, the counts by state, and the cursor of the next page
 * or null. Of state, topic, order and cursor a blank one is not asked for. Throws `Trouble`.
 */
export async function list(query, key) {
  const given = Object.entries(query).filter(([, value]) => value);
  const asked = new URLSearchParams([...given, ["limit", PAGE]]);
  const { headers, content } = await send(`${ROUTE}?${asked}`, { key, remedy });
  return { ...content, next: nextCursor(headers.get("Link")) };
}

function nextCursor(link) {
  const [, address] = link?.match(/<([^>]*)>;\s*rel="next"/) ?? [];
  return address ? new URL(address, location.href).searchParams.get("cursor") : null;
}

/** Change state or topic, or both at once; return the correction as it is then. Throws `Trouble`. */
export async function change(id, fields, key) {
  const request = { method: "PATCH", key, json: fields, remedy };
  return (await send(`${ROUTE}/${encodeURIComponent(id)}`, request)).content;
}

/** Delete one with its text. Throws `Trouble`. */
export async function forget(id, key) {
  await send(`${ROUTE}/${encodeURIComponent(id)}`, { method: "DELETE", key, as: "text", remedy });
}

/** All corrections as a file in a format: its name and content. Throws `Trouble`. */
export async function exported(format, key) {
  const route = `${ROUTE}/export?${new URLSearchParams({ format })}`;
  const { headers, content } = await send(route, { key, as: "blob", remedy });
  const [, name] = headers.get("Content-Disposition")?.match(NAMED) ?? [];
  return { name, content };
}
