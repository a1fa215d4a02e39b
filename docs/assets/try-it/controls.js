// One question: its words and the control that fits its kind. A control shows an answer, and tells when it changes.

import { element } from "./dom.js";

const FLAG = [
  ["yes", "Yes", true],
  ["no", "No", false],
  ["unsure", "Not sure", "unsure"],
  ["open", "Not asked", undefined],
];

/**
 * @param {object} finding as the library describes it
 * @param {(answer: unknown) => void} onAnswer gets undefined for "not asked"
 * @returns {{root: HTMLElement, show: (answer: unknown) => boolean, focus: () => void}} `show` says whether it could
 */
export function control(finding, onAnswer) {
  return { flag, quantity, choice }[finding.kind](finding, onAnswer);
}

function words(finding) {
  const tags = [
    finding.critical && element("span", { class: "tag tag--needed" }, "needed for a complete result"),
    finding.asked_of === "clinician" && element("span", { class: "tag" }, "a clinician answers this"),
    finding.asked_of === "app" && element("span", { class: "tag" }, "an app supplies this; nobody is asked"),
    finding.context && element("span", { class: "tag" }, "recorded only, no rule reads it"),
  ];
  return {
    help: finding.help && element("p", { class: "question__help", id: `help-${finding.name}` }, finding.help),
    meta: element("p", { class: "question__meta" }, element("code", {}, finding.name), tags),
    describedBy: finding.help ? `help-${finding.name}` : null,
  };
}

function flag(finding, onAnswer) {
  const { help, meta, describedBy } = words(finding);
  const radios = FLAG.map(([value, label, answer]) => {
    const radio = element("input", { type: "radio", name: finding.name, value, onChange: () => onAnswer(answer) });
    return { answer, radio, label: element("label", { class: `option option--${value}` }, radio, label) };
  });
  const row = element("div", { class: "question__options" }, radios.map((each) => each.label));
  const attributes = { class: "question", id: `q-${finding.name}`, "aria-describedby": describedBy };
  const root = element("fieldset", attributes, element("legend", {}, finding.question), help, row, meta);
  const show = (answer) => {
    const shown = radios.find((each) => each.answer === answer);
    (shown ?? radios.at(-1)).radio.checked = true;
    return shown !== undefined;
  };
  show(undefined);
  return { root, show, focus: () => radios.find((each) => each.radio.checked).radio.focus() };
}

// A text field and not type="number": there Chromium turns "1,5" into 15 and drops other scripts' digits without a word.
function quantity(finding, onAnswer) {
  const { help, meta } = words(finding);
  const id = `a-${finding.name}`;
  const [low, high] = finding.range;
  const range = `${finding.whole ? "A whole number from" : "From"} ${low} to ${high} ${finding.unit}${finding.whole ? "" : ", such as " + example(finding)}`;
  const input = element("input", {
    id,
    type: "text",
    inputmode: finding.whole ? "numeric" : "decimal",
    autocomplete: "off",
    size: 8,
    "aria-describedby": [finding.help && `help-${finding.name}`, `range-${finding.name}`].filter(Boolean).join(" "),
    onInput: () => onAnswer(input.value.trim() === "" ? undefined : input.value.trim()),
  });
  const row = element("div", { class: "question__options" }, input, element("span", { class: "question__unit" }, finding.unit));
  const title = element("label", { for: id, class: "question__title" }, finding.question);
  const hint = element("p", { class: "question__help", id: `range-${finding.name}` }, `${range}.`);
  const root = element("div", { class: "question", id: `q-${finding.name}` }, title, help, row, hint, meta);
  const show = (answer) => {
    if (answer === undefined || input.value.trim() !== String(answer)) input.value = answer === undefined ? "" : String(answer);
    return !Array.isArray(answer);
  };
  return { root, show, focus: () => input.focus() };
}

/** A value in the middle of the range that shows how decimals are written. */
function example(finding) {
  const [low, high] = finding.range;
  return (Math.floor((low + high) / 2) + 0.5).toFixed(1);
}

function choice(finding, onAnswer) {
  const { help, meta, describedBy } = words(finding);
  const id = `a-${finding.name}`;
  const options = finding.options.map((option) => element("option", { value: option.name }, option.label));
  const select = element(
    "select",
    { id, "aria-describedby": describedBy, onChange: () => onAnswer(select.value === "" ? undefined : select.value) },
    element("option", { value: "" }, "Not asked"),
    options,
  );
  const title = element("label", { for: id, class: "question__title" }, finding.question);
  const row = element("div", { class: "question__options" }, select);
  const root = element("div", { class: "question", id: `q-${finding.name}` }, title, help, row, meta);
  const show = (answer) => {
    const known = answer === undefined || finding.options.some((option) => option.name === answer);
    select.value = known ? (answer ?? "") : "";
    return known;
  };
  return { root, show, focus: () => select.focus() };
}
