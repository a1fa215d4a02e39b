// The result: what to do stands first, then why, what is still open, what to watch for, and every answer with a way to change it.

import { counted, element } from "./dom.js";
import { settings } from "./settings.js";

const sentence = (capitals) => capitals.charAt(0) + capitals.slice(1).toLowerCase();

export function resultOf(view, { go, edit, keep }) {
  const { assessment, headline, said, refused, more } = view;
  const { outcome, advice, complete, open_critical: critical } = assessment;
  const emergency = outcome.level === "emergency";
  const button = (title, step, extra = {}) => element("button", { type: "button", class: "plain", onClick: () => go({ do: step }), ...extra }, title);
  const open = refused.length ? "An answer can't be used, so nothing here is complete." : `${counted(critical.length, "question")} that could matter ${critical.length === 1 ? "is" : "are"} open.`;
  return [
    element(
      "section",
      { class: "result", "data-level": outcome.level, "aria-labelledby": "result-title" },
      element("p", { class: "result__level" }, said.length ? sentence(headline) : "Nothing answered yet"),
      element("h2", { id: "result-title", tabindex: -1 }, said.length ? advice.say : "Answer some questions first. What isn't asked counts for nothing."),
      emergency && callLink(),
    ),
    said.length > 0 && advice.notes.map((note) => element("p", { class: "note" }, note)),
    emergency && more && element("p", {}, "Don't wait for more questions. On the way, or when help is called, more answers can help them: ", button("What else to tell them", "go-on", { class: "walk__next" })),
    !emergency && !complete && element("p", { class: "result__open" }, element("strong", {}, open), " ", more && button("Go on with the questions", "go-on")),
    assessment.fired.length > 0 && why(assessment.fired),
    element("h3", {}, "From now on"),
    element("p", {}, advice.safety_net),
    answers(view, edit),
    keep(view),
    element("div", { class: "walk__buttons" }, said.length > 0 && button("Back to the last screen", view.stopped ? "show" : "back"), button("Start again", "restart", { class: "plain restart" })),
  ].flat().filter(Boolean);
}

/** A way to call, where whoever runs this page has named the number; numbers differ from country to country. */
function callLink() {
  const number = settings.ambulance.replace(/[^+\d]/g, "");
  return number ? element("p", {}, element("a", { class: "result__call", href: `tel:${number}` }, `Call ${settings.ambulance}`)) : null;
}

function why(fired) {
  const entries = fired.map((each) =>
    element("li", {}, each.say, " ", element("a", { href: `../rules/${each.rule}/` }, `${each.title} (${each.ref})`), each.unsure ? ", because of a “not sure”." : "."),
  );
  const rest = entries.slice(3);
  return [
    element("h3", {}, "Why"),
    element("ul", { class: "result__why" }, entries.slice(0, 3)),
    rest.length > 0 && element("details", {}, element("summary", {}, `${rest.length} more`), element("ul", {}, rest)),
  ];
}

/** Every answer, those to questions that were put no longer too. */
function answers({ said, refused }, edit) {
  if (!said.length && !refused.length) return null;
  const change = (name, label) => element("button", { type: "button", class: "plain", "aria-label": `Change: ${label}`, onClick: () => edit(name) }, "Change");
  const rows = said.map(({ name, label, answer }) =>
    element("tr", { "data-finding": name }, element("th", { scope: "row" }, label), element("td", {}, answer), element("td", {}, change(name, label))),
  );
  return element(
    "details",
    { class: "result__answers" },
    element("summary", {}, `Your answers (${said.length})`),
    refused.length > 0 && element("p", { class: "refused" }, `Refused, and not counted: ${refused.join(", ")}.`),
    element("table", {}, element("tbody", {}, rows)),
  );
}
