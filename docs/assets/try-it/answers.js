// The answers given, and the link that carries them.

// A map and no object: `text in {}` finds what every object inherits, and drops an answer that is called so.
const YES_NO = new Map([
  ["yes", true],
  ["no", false],
]);

/** One answer from a link; what can't be read stays as it is, so that the library says what is wrong with it. */
function fromText(text, finding) {
  return finding?.kind !== "quantity" && finding?.kind !== "choice" && YES_NO.has(text) ? YES_NO.get(text) : text;
}

const toText = (answer) => (answer === true ? "yes" : answer === false ? "no" : String(answer));

/**
 * Answers by the findings' own names from the part of a link behind `#`; null when it holds none.
 * An alias is turned into the name, unless that was given as well: then both go to the library. Of a name that is there twice
 * both answers are kept, as a list, for the library to refuse.
 */
export function answersFrom(fragment, findings) {
  if (!fragment.includes("=")) return null;
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const own = new Map([...findings.values()].flatMap((each) => each.aliases.map((alias) => [alias, each.name])));
  const given = new Map();
  for (const [key, text] of parameters) {
    if (text === "") continue;
    const name = own.has(key) && !parameters.has(own.get(key)) ? own.get(key) : key;
    given.set(name, [...(given.get(name) ?? []), fromText(text, findings.get(own.get(key) ?? key))]);
  }
  return new Map([...given].map(([name, said]) => [name, said.every((each) => each === said[0]) ? said[0] : said]));
}

const pairs = (answers) => [...answers].flatMap(([name, answer]) => [answer].flat().map((each) => [name, each]));

/** The part of a link behind `#` that brings these answers back. */
export const fragmentOf = (answers) => new URLSearchParams(pairs(answers).map(([name, answer]) => [name, toText(answer)])).toString();

/** The answers as JSON text; a name that was given twice stands there twice. */
export const symptomsOf = (answers) =>
  `{${pairs(answers).map(([name, answer]) => `${JSON.stringify(name)}: ${JSON.stringify(answer)}`).join(", ")}}`;
