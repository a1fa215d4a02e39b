// What is kept of an assessment: the JSON an app would store, the link that brings the answers back, and the rules' stamp.

import { element } from "./dom.js";

/** The last part of the outcome panel. */
export function record({ assessment, problems, link, about, restart }) {
  const shown = problems.length ? { assessment, problems } : assessment;
  const text = JSON.stringify(shown, null, 2);
  return [
    element("h3", {}, "Take it with you"),
    element("p", { class: "quiet" }, "The link holds your answers behind its #, which browsers never send. Whoever you give it to can read them."),
    linkField(link),
    element(
      "details",
      { "data-name": "json", class: "json" },
      element("summary", {}, "The JSON that an app gets"),
      element("div", { class: "json__copy" }, copyButton(() => text, "Copy the JSON")),
      element("pre", { tabindex: 0, "aria-label": "The assessment as JSON" }, element("code", {}, text)),
    ),
    restart && element("button", { type: "button", class: "restart", onClick: restart }, "Start again"),
    stamp(assessment.rules, about),
  ];
}

function linkField(link) {
  const field = element("input", { id: "answers-link", type: "text", readonly: true, value: link, onFocus: () => field.select() });
  return element(
    "div",
    { class: "link" },
    element("label", { for: "answers-link" }, "Link with these answers"),
    element("div", { class: "link__row" }, field, copyButton(() => link, "Copy")),
  );
}

/** A button that copies; where the browser doesn't let a page copy, it says so. */
function copyButton(text, title) {
  const button = element("button", { type: "button", class: "plain" }, title);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select and copy by hand";
    }
    setTimeout(() => (button.textContent = title), 2000);
  });
  return button;
}

function stamp(rules, about) {
  return element(
    "p",
    { class: "quiet stamp" },
    `Rules ${rules.name} ${rules.version}, digest ${rules.digest.slice(0, 12)}: ${rules.review}. `,
    `Library ${about.library} on Python ${about.python}, in this browser.`,
  );
}
