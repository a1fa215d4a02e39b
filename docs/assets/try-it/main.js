// Try it: the questionnaire of the bundled rules, or of a pack that the site was built for, answered by the real library, in this browser and nowhere else.

import { answersFrom, fragmentOf } from "./answers.js";
import { element } from "./dom.js";
import { everything } from "./everything.js";
import { startPython } from "./python.js";
import { record } from "./record.js";
import { screens } from "./screens.js";

const UNAVAILABLE = {
  file: "This page needs a web server, because browsers start no Python from a file. In a clone of the project, `make docs-serve` is one.",
  webassembly: "This browser has no WebAssembly or no workers, and Python needs both. A current browser has them, unless they are switched off.",
  missing: "This copy of the site was built without the Python runtime. Build it with npm installed: `make docs`.",
  error: "Python could not be started in this browser.",
};

const place = document.getElementById("triage-app");

function loading() {
  const bar = element("progress", { max: 1, value: 0, "aria-label": "Loading Python" });
  const text = element("p", { role: "status" }, "Loading Python into this page (13 MB, once).");
  place.replaceChildren(element("div", { class: "loading" }, text, bar));
  return (part) => {
    if (part === null) {
      bar.removeAttribute("value");
      text.textContent = "Starting Python and reading the rules.";
    } else bar.value = part;
  };
}

function sorry(error) {
  const text = UNAVAILABLE[error.reason] ?? UNAVAILABLE.error;
  const detail = error.reason === "error" || !error.reason ? element("p", { class: "quiet" }, String(error.message)) : null;
  const elsewhere = element("p", {}, "The rule pages and everything else on this site work without it.");
  place.replaceChildren(element("div", { class: "sorry", role: "alert" }, element("p", {}, element("strong", {}, text)), detail, elsewhere));
  place.dataset.state = "unavailable";
}

const linkWith = (answers) => `${location.origin}${location.pathname}#${fragmentOf(answers)}`;

/** Draws the page around a running Python: the questionnaire, or all questions at once. Both hold the same answers. */
function run({ form, assess, turn }) {
  if (form.about.pydantic_loaded) throw new Error("pydantic or YAML was loaded, which evaluating must not do");
  const byName = new Map(form.groups.flatMap((group) => group.findings).map((each) => [each.name, each]));
  let said = {};

  const all = everything(form, assess, linkWith);
  const walk = screens({
    turn: async (step) => {
      const view = JSON.parse(await turn(JSON.stringify(step)));
      said = view.answers;
      return view;
    },
    edit: async (name) => {
      await show("all");
      all.go(name);
    },
    keep: ({ assessment, problems, answers }) =>
      element("details", { class: "keep" }, element("summary", {}, "Take it with you"), record({ assessment, problems, link: linkWith(new Map(Object.entries(answers))), about: form.about })),
  });

  const titles = { walk: "Questionnaire", all: "All questions" };
  const buttons = Object.entries(titles).map(([mode, title]) => element("button", { type: "button", "data-mode": mode, onClick: () => show(mode) }, title));
  const modes = element("div", { class: "modes", role: "group", "aria-label": "How to answer" }, buttons);

  async function show(mode) {
    if (place.dataset.mode === mode) return;
    buttons.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.mode === mode)));
    place.classList.toggle("try-it--walk", mode === "walk");
    if (mode === "walk") {
      place.replaceChildren(modes, walk.root);
      await walk.go({ do: "load", answers: all.answers() });
    } else {
      place.replaceChildren(modes, all.questions, all.outcome);
      await all.replace(new Map(Object.entries(said)));
    }
    place.dataset.mode = mode;
  }

  /** Answers in the link are taken over, and taken out of the address bar, so that no history keeps them. */
  async function restore() {
    const given = answersFrom(location.hash, byName);
    if (given === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    await show("all");
    await all.replace(given);
  }

  addEventListener("hashchange", restore);
  window.triageEvaluate = assess;
  window.triageTurn = turn;
  return show("walk").then(restore).then(() => (place.dataset.state = "ready"));
}

startPython(loading()).then(run).catch(sorry);
