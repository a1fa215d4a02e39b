"""The words of the library as frozen values: outcomes, findings, conditions, rules, and the rule set they make."""
