"""
A server for the Model Context Protocol: the questionnaire, an assessment, and the rules, as tools of a language model.

It needs the extra ``mcp``.

The model passes on what a person said, and decides nothing. The server keeps nothing and writes no log.
"""

from __future__ import annotations

from typing import Any

from mcp.server.mcpserver import MCPServer

from triage import __version__
from triage.adapters.models import problem_document
from triage.adapters.screens import line_document
from triage.api import bundled_rules, evaluate
from triage.assessment import Assessment, SymptomError
from triage.model.ruleset import RuleSet
from triage.names import meant, quoted
from triage.telling.sheet import rule_sheet

__all__ = ["server"]

_INSTRUCTIONS = (
    "Red-flag check for back pain and sciatica. Ask the person the questions that `questions` returns, word for word. Pass only "
    "what the person said to `assess`; leave out what was not talked about, and never fill in false for it. Show `outcome` and "
    "`advice` as they are returned: do not soften, summarise or decide them yourself. An emergency is shown at once, before any "
    "further question. The rules have not been reviewed by a clinician, and no red flag found rules nothing out."
)


def server(rules: RuleSet | None = None) -> MCPServer:
    """
    The server, not yet running: tools ``questions``, ``assess`` and ``explain_rule``, and each rule as a resource.

    Args:
        rules: The rules; the bundled ones when left out.
    """
    applied = rules or bundled_rules()
    # Its own log would hold what a tool was called with.
    made = MCPServer("triage", version=__version__, instructions=_INSTRUCTIONS, log_level="CRITICAL")
    tools = _Tools(applied)
    made.add_tool(tools.questions)
    made.add_tool(tools.assess)
    made.add_tool(tools.explain_rule)
    made.resource("triage://rules/{rule}", name="rule", description="A rule as a clinician reads it", mime_type="text/plain")(tools.rule)
    made.resource("triage://rules", name="rules", description="All rules, with their outcomes", mime_type="text/plain")(tools.rules_list)
    return made


class _Tools:
    """What the tools do; their docstrings are what the model reads."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def questions(self, answers: Any = None, passed: list[str] | None = None) -> dict[str, Any]:
        """
        What to ask next: the first screen whose answers could still raise the outcome; null when none could.

        answers: what the person has said so far, finding to answer. passed: screens that they were asked and left.
        """
        assessment, problems = self._assessed(answers)
        left = assessment.panels(passed=passed or ())
        panel = next((each for each in left if each.lines), None)
        screen = panel and {
            "id": panel.id,
            "kind": panel.kind,
            "stem": panel.stem,
            "lines": [line_document(line, self.rules.findings[line.finding], self.rules) for line in panel.lines],
        }
        return {"screen": screen, "screens_left": len(left), "outcome": str(assessment.outcome), "problems": problems}

    def assess(self, answers: Any) -> dict[str, Any]:
        """
        Which red flags these answers raise, and how urgent the worst is. Show `outcome` and `advice` unchanged.

        answers: finding to answer: true, false or "unsure"; a number in the unit of the question; the name of an option. What was not
        talked about is left out. Answers that cannot be read are listed in `problems`; the assessment is then of the others.
        """
        assessment, problems = self._assessed(answers)
        return {"assessment": assessment.to_dict(answers=False), "problems": problems}

    def explain_rule(self, rule: str) -> str:
        """
        Why a rule exists, when it fires, what it rests on and what it cannot see.

        rule: its id or its short code, as `assess` names it.
        """
        return self.rule(rule)

    def rule(self, rule: str) -> str:
        """A rule as a clinician reads it."""
        wanted = rule.lower()
        for each in self.rules.rules.values():
            if wanted in (each.id, each.ref.lower(), *map(str.lower, each.former_refs)):
                return f"{rule_sheet(each, self.rules.content)}\nClinical review: {self.rules.stamp.review}.\n"
        return f"unknown rule {quoted(rule)}{meant(rule, list(self.rules.rules))}"

    def rules_list(self) -> str:
        """Every rule, a line each."""
        return "\n".join(f"{each.id} ({each.ref}): {each.outcome}. {each.title}" for each in self.rules.rules.values())

    def _assessed(self, answers: Any) -> tuple[Assessment, list[dict[str, str]]]:
        try:
            return evaluate({} if answers is None else answers, rules=self.rules), []
        except SymptomError as error:
            return error.assessment, [problem_document(each) for each in error.problems]
