// Why the outcome is what it is: every rule that fired, the worst first, each with a link to its page.

import { element } from "./dom.js";

const AT_ONCE = 4;

/**
 * @param {object} assessment what `to_dict()` gives
 * @param {Map<string, object>} findings by name and alias
 * @param {(name: string) => void} go brings a question into view
 */
export function reasons({ fired }, findings, go) {
  if (!fired.length) return null;
  const entries = fired.map((each) => reason(each, findings, go));
  const rest = entries.slice(AT_ONCE);
  return [
    element("h3", {}, "Why"),
    element("ol", { class: "reasons" }, entries.slice(0, AT_ONCE)),
    rest.length > 0 &&
      element(
        "details",
        { "data-name": "reasons" },
        element("summary", {}, `${rest.length} more ${rest.length === 1 ? "rule" : "rules"} fired`),
        element("ol", { class: "reasons", start: AT_ONCE + 1 }, rest),
      ),
  ].filter(Boolean);
}

function reason(each, findings, go) {
  const { level, within } = each.outcome;
  const label = (name) => findings.get(name).label || name;
  const back = (name, place) => [
    place ? ", " : "",
    element("button", { type: "button", class: "jump jump--inline", onClick: () => go(name) }, label(name)),
  ];
  return element(
    "li",
    { "data-level": level },
    element("a", { href: `../rules/${each.rule}/`, class: "reason__title" }, each.title),
    element("span", { class: "reason__meta" }, `${each.ref} · ${level} ${within}${each.unsure ? " · because of a “not sure”" : ""}`),
    element("p", {}, each.say),
    element("p", { class: "quiet" }, "From: ", each.findings.flatMap(back)),
    each.also.length > 0 && element("p", { class: "quiet" }, "Also matched: ", each.also.flatMap(back)),
  );
}
