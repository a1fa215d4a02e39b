// The outcome of the answers so far: what it is, why, and what is still open. Drawn anew after every answer.

import { counted, element, marked } from "./dom.js";
import { reasons } from "./reasons.js";
import { record } from "./record.js";

const sentence = (capitals) => capitals.charAt(0) + capitals.slice(1).toLowerCase();
const spoken = ({ level, within }) => [level, within].filter(Boolean).join(" ");
const same = (one, other) => one.level === other.level && one.within === other.within;

/**
 * @param {object} uses
 * @param {Map<string, object>} uses.findings by name and alias
 * @param {object} uses.about the library and its rules
 * @param {(name: string) => void} uses.go brings a question into view
 * @param {(name: string) => void} uses.remove takes an answer back
 * @param {() => void} uses.restart takes all answers back
 */
export function outcomePanel(uses) {
  const headline = element("p", { class: "outcome__headline" });
  const state = element("p", { class: "outcome__state" });
  const status = element("div", { class: "outcome__summary", role: "status", "aria-live": "polite", "aria-atomic": "true" }, headline, state);
  const body = element("div", { class: "outcome__body", id: "outcome-body", tabindex: 0, role: "group", "aria-label": "Reasons and open questions" });
  const toggle = element("button", { type: "button", class: "outcome__toggle", "aria-controls": "outcome-body", "aria-expanded": "false" }, "Details");
  const root = element("section", { class: "outcome", "aria-label": "Outcome" }, status, toggle, body);
  const expand = (open) => {
    root.classList.toggle("outcome--expanded", open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Close" : "Details";
  };
  toggle.addEventListener("click", () => expand(!root.classList.contains("outcome--expanded")));
  const go = (name) => {
    expand(false);
    uses.go(name);
  };

  return {
    root,
    /** Shows one assessment. */
    show({ headline: title, assessment, problems }, { answers, unshown, link }) {
      const { outcome, ceiling, complete } = assessment;
      Object.assign(root.dataset, { level: outcome.level, within: outcome.within ?? "", complete: String(complete), answers: answers.size });
      Object.assign(root.dataset, { ceiling: spoken(ceiling), fired: assessment.fired.map((each) => each.rule).join(" ") });
      headline.textContent = answers.size ? sentence(title) : "Nothing answered yet";
      // On a phone this bar is all that is in sight: at an emergency it says what to do, and nothing beside it.
      state.textContent = outcome.level === "emergency" ? assessment.advice.say : stateOf(assessment, problems);
      const openDetails = new Set([...body.querySelectorAll("details[open]")].map((each) => each.dataset.name));
      body.replaceChildren(
        ...[
          refused(problems, unshown, uses),
          answers.size > 0 && advice(assessment),
          reasons(assessment, uses.findings, go),
          open(assessment, uses.findings, go),
          doubts(assessment, uses.findings, go),
          element("h3", {}, "From now on"),
          element("p", {}, assessment.advice.safety_net),
          record({ assessment, problems, link, about: uses.about, restart: uses.restart }),
        ].flat().filter(Boolean),
      );
      body.querySelectorAll("details").forEach((each) => (each.open = openDetails.has(each.dataset.name)));
    },
  };
}

function stateOf({ outcome, ceiling, complete, open_critical: critical }, problems) {
  const further = complete ? "More answers could still change it to" : "It could still become";
  return [
    problems.length && `${counted(problems.length, "answer")} refused.`,
    complete ? "Complete: no critical question is open." : incomplete(critical),
    same(outcome, ceiling) ? "No open question can make it more urgent." : `${further} ${spoken(ceiling)}.`,
  ].filter(Boolean).join(" ");
}

const incomplete = (critical) =>
  critical.length ? `Incomplete: ${counted(critical.length, "critical question")} open.` : "Incomplete: an answer was refused.";

function refused(problems, unshown, uses) {
  if (!problems.length && !unshown.length) return null;
  const remove = (name) => element("button", { type: "button", class: "plain", onClick: () => uses.remove(name) }, `Remove ${name}`);
  return element(
    "div",
    { class: "refused" },
    problems.length > 0 && element("h3", {}, "Refused, and not counted"),
    problems.length > 0 && element("ul", {}, problems.map((each) => element("li", {}, marked(each.message)))),
    unshown.length > 0 && element("p", {}, "Given by the link, with no place in the form: ", unshown.map(remove)),
  );
}

/** What to do; at an emergency the bar above says it already. */
const advice = ({ outcome, advice: { say, notes } }) => [
  outcome.level !== "emergency" && element("p", { class: "say" }, say),
  ...notes.map((text) => element("p", { class: "note" }, text)),
];

/** A few entries at once, the rest behind a line that says how many. */
function few(entries, { first, name }) {
  const rest = entries.slice(first);
  return [
    element("ul", { class: "jumps" }, entries.slice(0, first)),
    rest.length > 0 && element("details", { "data-name": name }, element("summary", {}, `${rest.length} more`), element("ul", { class: "jumps" }, rest)),
  ];
}

function jump(name, findings, go) {
  const finding = findings.get(name);
  return element("li", {}, element("button", { type: "button", class: "jump", "data-finding": name, onClick: () => go(finding.name) }, finding.question));
}

function open({ next_questions: next, open_critical: critical }, findings, go) {
  const entries = (names) => names.map((name) => jump(name, findings, go));
  return [
    next.length > 0 && [element("h3", {}, "Ask next"), element("p", { class: "quiet" }, "Most decisive first.")],
    next.length > 0 && few(entries(next), { first: 3, name: "next" }),
    critical.length > 0 && element("h3", {}, "Critical and still open"),
    critical.length > 0 && few(entries(critical), { first: 3, name: "critical" }),
  ].flat(2).filter(Boolean);
}

function doubts({ conflicts, implausible }, findings, go) {
  if (!conflicts.length && !implausible.length) return null;
  const link = (name) => element("button", { type: "button", class: "jump jump--inline", onClick: () => go(findings.get(name).name) }, findings.get(name).label);
  const joined = (names) => names.flatMap((name, place) => [place ? ", " : "", link(name)]);
  return element(
    "div",
    { class: "doubts" },
    element("h3", {}, "Please ask again"),
    element(
      "ul",
      {},
      conflicts.map(({ finding, against }) =>
        element("li", {}, link(finding), " doesn't fit with ", joined(against), ". The more serious answer counts."),
      ),
      implausible.map((name) => element("li", {}, link(name), " is unlikely. It counts in full.")),
    ),
  );
}
