// All questions at once, in the pack's groups, with the outcome beside them: for reviewers, and to change one answer.

import { symptomsOf } from "./answers.js";
import { outcomePanel } from "./outcome.js";
import { questionnaire } from "./questionnaire.js";

/**
 * @param {object} form the questions and the library, as Python tells them
 * @param {(symptoms: string) => Promise<string>} assess
 * @param {(answers: Map<string, unknown>) => string} linkWith
 */
export function everything(form, assess, linkWith) {
  const found = form.groups.flatMap((group) => group.findings);
  const findings = new Map(found.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each])));
  let answers = new Map();
  let asked = 0;

  const answered = (name, answer) => {
    if (answer === undefined) answers.delete(name);
    else answers.set(name, answer);
    return draw();
  };
  const replace = (others) => {
    answers = others;
    return draw();
  };
  const questions = questionnaire(form.groups, answered);
  const panel = outcomePanel({
    findings,
    about: form.about,
    go: questions.go,
    remove: (name) => answered(name, undefined),
    restart: () => replace(new Map()),
  });

  async function draw() {
    asked += 1;
    const turn = asked;
    const unshown = questions.show(answers);
    const result = JSON.parse(await assess(symptomsOf(answers)));
    if (turn !== asked) return;
    questions.refuse(new Map(result.problems.map((each) => [each.where, each.message])));
    panel.show(result, { answers, unshown, link: linkWith(answers) });
    document.getElementById("triage-app").dataset.drawn = String(turn);
  }

  return { questions: questions.root, outcome: panel.root, go: questions.go, replace, answers: () => Object.fromEntries(answers) };
}
