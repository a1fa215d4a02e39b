// The questionnaire screen by screen. Python says what to show; this draws it and sends back what was entered.

import { counted, element } from "./dom.js";
import { lineOf } from "./lines.js";
import { resultOf } from "./result.js";

/**
 * @param {object} uses
 * @param {(step: object) => Promise<object>} uses.turn one step of the interview, and what to show after it
 * @param {(name: string) => void} uses.edit opens one question among all of them
 * @param {(answers: object) => HTMLElement[]} uses.keep what can be taken along
 */
export function screens(uses) {
  const root = element("div", { class: "walk" });
  let shown = null;
  let busy = false;

  async function go(step, typed = null) {
    // A second press while Python thinks would be taken for an answer to the next screen.
    if (busy) return;
    busy = true;
    try {
      show(await uses.turn(step), typed);
    } finally {
      busy = false;
    }
  }

  function show(view, typed = null) {
    const first = shown === null;
    shown = view;
    const { level, within } = view.outcome;
    Object.assign(root.dataset, { level, within: within ?? "", screen: view.screen?.id ?? "" });
    root.replaceChildren(...(view.screen ? screenOf(view, typed, go) : resultOf(view, { ...uses, go })));
    if (!first) (root.querySelector('[aria-invalid="true"]') ?? root.querySelector("h2")).focus();
    if (!first) root.scrollIntoView({ block: "start" });
  }

  return { root, go };
}

function screenOf(view, typed, go) {
  const { screen, screens_left: left, problems } = view;
  const faults = new Map(problems.map((each) => [each.where, each.message]));
  const lines = screen.lines.map((line) => lineOf(line, screen.kind, { typed: typed?.[line.name], fault: faults.get(line.name) }));
  const none = element("input", { type: "checkbox", id: "none-of-these" });
  const noneLine = element("div", { class: "line line--none" }, element("label", { class: "option" }, none, "None of these"));
  const values = () => Object.fromEntries(lines.map((each) => [each.name, each.value()]));
  const submit = (event) => {
    event.preventDefault();
    const entered = values();
    go({ do: "submit", values: entered, none_of_these: none.checked }, entered);
  };
  const button = (title, step, extra = {}) => element("button", { type: "button", class: "plain", onClick: () => go({ do: step }), ...extra }, title);
  return [
    element("p", { class: "walk__progress", role: "status" }, `Screen ${screen.number}. At most ${counted(left, "more screen")} after it.`),
    element("progress", { max: screen.number + left, value: screen.number - 1, "aria-label": "How far you are" }),
    view.told === "emergency" && element("p", { class: "walk__told" }, "You were told to get emergency care now. Don't wait for these questions: they are what else to tell them."),
    element("h2", { id: "screen-title", tabindex: -1 }, screen.stem),
    faults.size > 0 && element("p", { class: "walk__faults", role: "alert" }, faults.get(screen.id) ?? "Please look at what is marked. What could be read is kept."),
    element(
      "form",
      { class: "walk__form", novalidate: true, "aria-labelledby": "screen-title", onSubmit: submit },
      lines.map((each) => each.root),
      screen.kind === "tick" && noneLine,
      element(
        "div",
        { class: "walk__buttons" },
        element("button", { type: "submit", class: "walk__next" }, "Next"),
        screen.number > 1 && button("Back", "back"),
        button("Skip this screen", "skip"),
      ),
    ),
    button("Show the result so far", "stop", { class: "plain walk__stop" }),
  ].filter(Boolean);
}
