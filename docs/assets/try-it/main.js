// Try it: the questionnaire of the bundled rules, answered by the real library, in this browser and nowhere else.

import { answersFrom, fragmentOf, symptomsOf } from "./answers.js";
import { element } from "./dom.js";
import { outcomePanel } from "./outcome.js";
import { startPython } from "./python.js";
import { questionnaire } from "./questionnaire.js";

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

/** Draws the page around a running Python. */
function run({ form, assess }) {
  if (form.about.pydantic_loaded) throw new Error("pydantic or YAML was loaded, which evaluating must not do");
  const all = form.groups.flatMap((group) => group.findings);
  const findings = new Map(all.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each])));
  const byName = new Map(all.map((each) => [each.name, each]));
  let answers = new Map();
  let asked = 0;

  const answered = (name, answer) => {
    if (answer === undefined) answers.delete(name);
    else answers.set(name, answer);
    return draw();
  };
  const replaced = (others) => {
    answers = others;
    return draw();
  };
  const questions = questionnaire(form.groups, answered);
  const panel = outcomePanel({
    findings,
    about: form.about,
    go: questions.go,
    remove: (name) => answered(name, undefined),
    restart: () => replaced(new Map()),
  });

  async function draw() {
    asked += 1;
    const turn = asked;
    const unshown = questions.show(answers);
    const result = JSON.parse(await assess(symptomsOf(answers)));
    if (turn !== asked) return;
    questions.refuse(new Map(result.problems.map((each) => [each.where, each.message])));
    const link = `${location.origin}${location.pathname}#${fragmentOf(answers)}`;
    panel.show(result, { answers, unshown, link });
    place.dataset.drawn = String(turn);
  }

  /** Answers in the link are taken over, and taken out of the address bar, so that no history keeps them. */
  async function restore() {
    const given = answersFrom(location.hash, byName);
    if (given === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    await replaced(given);
  }

  addEventListener("hashchange", restore);
  place.replaceChildren(questions.root, panel.root);
  window.triageEvaluate = assess;
  return draw().then(restore).then(() => (place.dataset.state = "ready"));
}

startPython(loading()).then(run).catch(sorry);
