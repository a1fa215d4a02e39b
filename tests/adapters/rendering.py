"""A renderer of FHIR questionnaires that knows FHIR alone: what is shown, and the response of somebody who answers all of it."""

from __future__ import annotations


class Renderer:
    """
    Shows a Questionnaire to somebody.

    Args:
        resource: The Questionnaire.
        answer: By linkId, the `value[x]` that somebody gives, or None to leave it out.
    """

    def __init__(self, resource, answer):
        self.resource, self.answer = resource, answer
        self.given, self.shown = {}, []

    def response(self):
        """The QuestionnaireResponse after one walk from top to bottom, and again while answers show what stands above."""
        while True:
            before = dict(self.given)
            self.shown = []
            items = self._items(self.resource["item"])
            if self.given == before:
                break
        canonical = f"{self.resource['url']}|{self.resource['version']}"
        return {"resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": canonical, "item": items}

    def _items(self, items):
        done = []
        for item in items:
            link = item["linkId"]
            if not self._enabled(item):
                self._forget(item)
            elif item["type"] == "group":
                done.append({"linkId": link, "item": self._items(item["item"])})
            elif item["type"] != "display":
                self.shown.append(link)
                value = self.answer(link)
                if value is not None:
                    self.given[link] = value
                    done.append({"linkId": link, "answer": [value]})
        return done

    def _forget(self, item):
        self.given.pop(item["linkId"], None)
        for each in item.get("item", []):
            self._forget(each)

    def _enabled(self, item):
        tests = item.get("enableWhen", [])
        met = [self._met(test) for test in tests]
        return not tests or (all(met) if item.get("enableBehavior") == "all" else any(met))

    def _met(self, test):
        given = self.given.get(test["question"])
        if test["operator"] == "exists":
            return (given is not None) is test["answerBoolean"]
        if given is None:
            return False
        wanted, value = next(test[key] for key in test if key.startswith("answer")), next(iter(given.values()))
        if test["operator"] == "=":
            return (value["system"], value["code"]) == (wanted["system"], wanted["code"])
        if isinstance(wanted, dict):
            assert (value["system"], value["code"]) == (wanted["system"], wanted["code"])
            wanted, value = wanted["value"], value["value"]
        return {">=": value >= wanted, ">": value > wanted, "<=": value <= wanted, "<": value < wanted}[test["operator"]]
