// Elements of the page: found by their id, and made. What is put into one is text, never markup.

/** The element with an id; null where the page has none. */
export const place = (id) => document.getElementById(id);

/** An element with attributes and children; a child that is a string is a text node. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
