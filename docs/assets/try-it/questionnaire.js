// All questions, in the pack's groups, with a search over their words.

import { control } from "./controls.js";
import { counted, element, marked } from "./dom.js";

const wordsOf = (finding) =>
  [finding.label, finding.question, finding.help, finding.name, finding.name.replaceAll("_", " "), ...finding.synonyms, ...finding.aliases]
    .join(" ")
    .toLowerCase();

/**
 * @param {object[]} groups the pack's groups, each with its findings
 * @param {(name: string, answer: unknown) => void} onAnswer
 */
export function questionnaire(groups, onAnswer) {
  const questions = new Map();
  const sections = groups.map((group, place) => {
    const count = element("span", { class: "group__count" });
    const made = group.findings.map((finding) => {
      const question = { finding, words: wordsOf(finding), ...control(finding, (answer) => onAnswer(finding.name, answer)) };
      question.root.classList.toggle("question--clinician", finding.asked_of !== "person");
      questions.set(finding.name, question);
      return question;
    });
    const summary = element("summary", {}, element("span", { class: "group__title" }, group.title), count);
    const root = element("details", { class: "group", open: place < 3 }, summary, made.map((each) => each.root));
    made.forEach((each) => (each.section = root));
    return { root, made, count };
  });
  const search = searchBox(sections, questions.size);

  const root = element("div", { class: "questions" }, search.root, sections.map((section) => section.root));
  const others = element("input", { type: "checkbox", onChange: () => root.classList.toggle("questions--clinician", others.checked) });
  search.root.append(element("label", { class: "option" }, others, "Also what only a clinician or an app can answer"));

  return {
    root,

    /** Shows these answers; returns the names that no control can show. */
    show(answers) {
      const shown = new Set();
      for (const [name, question] of questions) {
        const answer = answers.get(name);
        question.root.classList.toggle("question--answered", answer !== undefined);
        if (question.show(answer)) shown.add(name);
      }
      for (const { made, count } of sections) {
        const given = made.filter((each) => answers.has(each.finding.name)).length;
        count.textContent = `${given} of ${made.length} answered`;
      }
      return [...answers.keys()].filter((name) => !shown.has(name));
    },

    /** Marks the questions whose answers the library refused. */
    refuse(messages) {
      for (const [name, question] of questions) {
        if (question.refused === messages.get(name)) continue;
        question.refused = messages.get(name);
        markRefused(question, question.refused);
      }
    },

    /** Brings a question into view and puts the keyboard there. */
    go(name) {
      const question = questions.get(name);
      if (!question) return;
      if (question.root.hidden) search.reset();
      if (question.finding.asked_of !== "person" && !others.checked) others.click();
      question.section.open = true;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      question.root.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
      question.focus();
      document.activeElement?.scrollIntoView?.({ block: "nearest" });
      question.root.classList.add("question--here");
      setTimeout(() => question.root.classList.remove("question--here"), 1500);
    },
  };
}

/** Ties a refusal to its field, and lets a screen reader say it; without a message it goes. */
function markRefused({ root, finding }, message) {
  const id = `refused-${finding.name}`;
  root.querySelector(".question__refused")?.remove();
  root.classList.toggle("question--refused", message !== undefined);
  for (const field of root.querySelectorAll('input[type="text"], select')) {
    const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each !== id);
    field.setAttribute("aria-describedby", [...others, message !== undefined && id].filter(Boolean).join(" "));
    field.setAttribute("aria-invalid", String(message !== undefined));
  }
  if (message !== undefined) root.append(element("p", { class: "question__refused", id, role: "alert" }, marked(message)));
}

function searchBox(sections, total) {
  const status = element("p", { class: "search__status", role: "status" });
  const input = element("input", { type: "search", id: "find-question", autocomplete: "off", placeholder: "numb, pee, fever, walking" });
  const apply = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { root, made } of sections) {
      made.forEach((each) => (each.root.hidden = !wanted.every((word) => each.words.includes(word))));
      const left = made.filter((each) => !each.root.hidden).length;
      found += left;
      root.hidden = left === 0;
      if (wanted.length && left) root.open = true;
    }
    status.textContent = wanted.length ? `${found} of ${counted(total, "question")}` : `${counted(total, "question")} in ${sections.length} groups`;
  };
  input.addEventListener("input", apply);
  apply();
  const all = (open) => () => sections.forEach((section) => (section.root.open = open));
  const buttons = element(
    "span",
    { class: "search__buttons" },
    element("button", { type: "button", class: "plain", onClick: all(true) }, "Open all groups"),
    element("button", { type: "button", class: "plain", onClick: all(false) }, "Close all"),
  );
  const root = element(
    "div",
    { class: "search" },
    element("label", { for: "find-question" }, "Find a question"),
    input,
    element("div", { class: "search__row" }, status, buttons),
  );
  return {
    root,
    reset() {
      input.value = "";
      apply();
    },
  };
}
