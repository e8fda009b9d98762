// What is analysed: exactly the characters that are shown, or the bytes of an HTML file.

import { Trouble } from "./service.js";

const HTML = /^\s*<(?:!doctype\s+html|html)[\s>]/i;
const HTML_NAME = /\.x?html?$/i;

/** A source made of what stands in the text area. */
export function typed(text) {
  return HTML.test(text) ? { html: text } : { text };
}

/**
 * A source made of a file, and the characters of it to show in the text area.
 * A text area turns CR LF into LF, so the source keeps the file's own line ends. Throws `Trouble`
 * for a file of more than so many bytes, an empty one, and one that is no text.
 */
export async function opened(file, limit) {
  if (file.size > limit) {
    const sizes = `It has ${file.size.toLocaleString("en")} bytes; the limit is ${limit.toLocaleString("en")}.`;
    throw new Trouble(`${file.name} is too large.`, [sizes, "Choose one article at a time."], 0);
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Trouble(`${file.name} cannot be read.`, ["Choose another file, or paste the text."], 0);
  }
  const { text, charset } = decode(bytes);
  if (!text.trim()) {
    throw new Trouble(`${file.name} is empty.`, ["Choose another file, or paste the text."], 0);
  }
  if (text.includes("\0")) {
    const remedy = "Save it as text or HTML, or paste the article's text.";
    throw new Trouble(`${file.name} is neither text nor HTML.`, [remedy], 0);
  }
  const html = file.type === "text/html" || HTML_NAME.test(file.name) || HTML.test(text);
  return { source: html ? { bytes } : { text }, shown: text, charset: html ? null : charset };
}

/** Decode by the byte order mark, else as UTF-8, else as Windows wrote it before that. */
function decode(bytes) {
  const marks = { "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] };
  for (const [charset, mark] of Object.entries(marks)) {
    if (mark.every((byte, at) => bytes[at] === byte)) {
      return { text: new TextDecoder(charset).decode(bytes), charset };
    }
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), charset: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), charset: "windows-1252" };
  }
}
