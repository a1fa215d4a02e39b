// The answers given, and the link that carries them.

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * What somebody typed for a quantity, as the library gets it: a number, or the very text, which the library then refuses
 * by name. Nothing is rounded, corrected or dropped.
 */
export function numberFrom(text) {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return NUMBER.test(trimmed) && Number.isFinite(value) ? value : trimmed;
}

const YES_NO = { yes: true, no: false };

/** One answer from a link; what can't be read stays as it is, so that the library says what is wrong with it. */
function fromText(text, finding) {
  if (finding?.kind === "quantity") return numberFrom(text);
  if (finding?.kind === "choice") return text;
  return text in YES_NO ? YES_NO[text] : text;
}

const toText = (answer) => (answer === true ? "yes" : answer === false ? "no" : String(answer));

/**
 * Answers by the findings' own names from the part of a link behind `#`; null when it holds none.
 * An alias is turned into the name, unless that was given as well: then both go to the library.
 */
export function answersFrom(fragment, findings) {
  if (!fragment.includes("=")) return null;
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const own = new Map([...findings.values()].flatMap((each) => each.aliases.map((alias) => [alias, each.name])));
  const answers = new Map();
  for (const [key, text] of parameters) {
    const name = own.has(key) && !parameters.has(own.get(key)) && !answers.has(own.get(key)) ? own.get(key) : key;
    if (text !== "") answers.set(name, fromText(text, findings.get(own.get(key) ?? key)));
  }
  return answers;
}

/** The part of a link behind `#` that brings these answers back. */
export function fragmentOf(answers) {
  return new URLSearchParams([...answers].map(([name, answer]) => [name, toText(answer)])).toString();
}

/** The answers as the JSON text that `evaluate` gets. */
export const symptomsOf = (answers) => JSON.stringify(Object.fromEntries(answers));
