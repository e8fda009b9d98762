// What is analysed: exactly the characters that are shown, or the bytes of an HTML file.

const HTML = /^\s*<(?:!doctype\s+html|html)[\s>]/i;
const HTML_NAME = /\.x?html?$/i;

/** A source made of what stands in the text area. */
export function typed(text) {
  return HTML.test(text) ? { html: text } : { text };
}

/**
 * A source made of a file, and the characters of it to show in the text area.
 * A text area turns CR LF into LF, so the source keeps the file's own line ends.
 */
export async function opened(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { text, charset } = decode(bytes);
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
