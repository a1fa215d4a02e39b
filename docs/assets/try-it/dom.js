// Elements without a framework. Text is always set as text, never parsed as HTML.

/** Makes an element; `properties` are attributes, functions are listeners (`onClick`), and false or null leave it out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2).toLowerCase(), value);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

/** "1 question", "2 questions". */
export const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** A message of the library: what stands between backticks is code. */
export const marked = (message) => message.split("`").map((part, place) => (place % 2 ? element("code", {}, part) : part));
