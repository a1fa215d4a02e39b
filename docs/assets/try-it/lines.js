// One line of a screen: its words, the control that fits its kind, and what is wrong with what was entered.

import { element, marked } from "./dom.js";

const ANSWERS = [
  ["yes", "Yes"],
  ["no", "No"],
  ["unsure", "Not sure"],
];

/**
 * @param {object} line as Python tells it
 * @param {"each" | "tick"} kind of the screen
 * @param {{typed: string | undefined, fault: string | undefined}} before what was entered and refused
 * @returns {{name: string, root: HTMLElement, value: () => string}}
 */
export function lineOf(line, kind, { typed, fault }) {
  const parts = {
    id: `line-${line.name}`,
    given: typed ?? line.answer,
    fault: fault && element("p", { class: "line__fault", id: `fault-${line.name}` }, marked(fault)),
    more: moreOf(line),
  };
  parts.described = [fault && `fault-${line.name}`, line.kind === "quantity" && `range-${line.name}`].filter(Boolean).join(" ") || null;
  parts.invalid = fault ? "true" : null;
  const made = kind === "tick" ? box(line, parts) : { flag, quantity, choice }[line.kind](line, parts);
  return { name: line.name, ...made };
}

/** The question in full and its help: they hold the words that the rules depend on. */
function moreOf(line) {
  return element("details", { class: "line__more" }, element("summary", {}, "More"), element("p", {}, line.question), line.help && element("p", {}, line.help));
}

function flag(line, { id, given, fault, more, described, invalid }) {
  const radios = ANSWERS.map(([value, label]) => {
    const radio = element("input", { type: "radio", name: id, value, checked: given === value });
    return { radio, label: element("label", { class: "option" }, radio, label) };
  });
  const root = element(
    "fieldset",
    { class: "line", id, "aria-describedby": described, "aria-invalid": invalid, tabindex: invalid && -1 },
    element("legend", {}, line.tick),
    element("div", { class: "line__options" }, radios.map((each) => each.label)),
    fault,
    more,
  );
  return { root, value: () => radios.find((each) => each.radio.checked)?.radio.value ?? "" };
}

// A text field and not type="number": there Chromium turns "1,5" into 15 and drops other scripts' digits without a word.
function quantity(line, { id, given, fault, more, described, invalid }) {
  const [low, high] = line.range;
  const unsure = element("input", { type: "checkbox", checked: given === "unsure" });
  const input = element("input", {
    id,
    type: "text",
    inputmode: line.whole ? "numeric" : "decimal",
    autocomplete: "off",
    size: 8,
    value: given === "unsure" ? "" : given,
    "aria-describedby": described,
    "aria-invalid": invalid,
    onInput: () => (unsure.checked = false),
  });
  unsure.addEventListener("change", () => unsure.checked && (input.value = ""));
  const root = element(
    "div",
    { class: "line" },
    element("label", { for: id, class: "line__title" }, line.tick),
    element("div", { class: "line__options" }, input, element("span", {}, line.unit), element("label", { class: "option" }, unsure, "Not sure")),
    element("p", { class: "line__range", id: `range-${line.name}` }, `${line.whole ? "A whole number from" : "From"} ${low} to ${high}.`),
    fault,
    more,
  );
  return { root, value: () => (unsure.checked ? "unsure" : input.value) };
}

function choice(line, { id, given, fault, more, described, invalid }) {
  const has = line.options.some((option) => option.name === "unsure");
  const options = has ? line.options : [...line.options, { name: "unsure", label: "Not sure" }];
  const radios = options.map(({ name, label }) => {
    const radio = element("input", { type: "radio", name: id, value: name, checked: given === name });
    return { radio, label: element("label", { class: "option option--row" }, radio, label) };
  });
  const root = element(
    "fieldset",
    { class: "line", id, "aria-describedby": described, "aria-invalid": invalid, tabindex: invalid && -1 },
    element("legend", {}, line.tick),
    element("div", { class: "line__rows" }, radios.map((each) => each.label)),
    fault,
    more,
  );
  return { root, value: () => radios.find((each) => each.radio.checked)?.radio.value ?? "" };
}

function box(line, { id, given, more }) {
  const ticked = element("input", { type: "checkbox", id, checked: given === "yes", onChange: () => (perhaps.checked = false) });
  const perhaps = element("input", { type: "checkbox", checked: given === "unsure", onChange: () => (ticked.checked = false) });
  const root = element(
    "div",
    { class: "line line--box", role: "group", "aria-label": line.tick },
    element("label", { class: "option option--row" }, ticked, line.tick),
    element("label", { class: "option option--perhaps" }, perhaps, "Not sure"),
    more,
  );
  return { root, value: () => (ticked.checked ? "yes" : perhaps.checked ? "unsure" : "") };
}
