"""
Rule sets as JSON: one file with everything, and an extract with what evaluating needs.

Apps load the extract and never parse YAML; the whole is read when somebody asks for words.
"""

from __future__ import annotations

import json
from importlib import import_module
from os import path
from threading import Lock
from typing import Any

from triage.errors import Problem, RuleError
from triage.model.extract import decisions_from
from triage.model.rules import FORMAT, Content
from triage.model.ruleset import RuleSet, RuleSetStamp
from triage.packs.pinned import PINNED

__all__ = ["BUNDLED", "bundled", "decisions_of", "document_of", "read_built", "reviews_of", "rule_set_from", "verified"]

# The pack that `evaluate` applies when none is named.
BUNDLED = "low-back-pain"

_loaded: list[RuleSet] = []
_loading = Lock()


def document_of(rules: RuleSet) -> dict[str, Any]:
    """A whole rule set as plain data, without its reviews: they lie outside what they sign."""
    return _document(rules, words=True)


def decisions_of(rules: RuleSet) -> dict[str, Any]:
    """What evaluating needs of a rule set, as plain data; its digest is that of the whole."""
    return {"extract": True, **_document(rules, words=False)}


def reviews_of(rules: RuleSet) -> dict[str, Any]:
    """Who reviewed what of a rule set, and what its stamp says of it."""
    from triage.model.plain import plain

    return {"review": rules.stamp.review, "digest": rules.stamp.reviews, "reviews": plain(rules.content.reviews)}


def _document(rules: RuleSet, *, words: bool) -> dict[str, Any]:
    from attrs import evolve

    from triage.model.plain import plain

    stamp = {"name": rules.name, "version": rules.version, "digest": rules.digest}
    return {"format": rules.content.format, "stamp": stamp, **plain(evolve(rules.content, reviews=()), words=words)}


def rule_set_from(document: dict[str, Any], *, reviews: dict[str, Any] | None = None) -> RuleSet:
    """
    Read a whole rule set from plain data, and check it as if it came from files.

    Args:
        document: The data, of this format or an earlier one, whose meaning it keeps.
        reviews: Who reviewed what of it.

    Raises:
        RuleError: The data haven't the form of a rule set, mean nothing, are of another format, or aren't to the letter what is
            written for the rules they describe.
    """
    from triage.model.whole import content_from
    from triage.packs.built import form_problems, review_problems

    if type(document.get("format")) is not int or document["format"] not in range(1, FORMAT + 1):
        raise _bad(f"this is no rule set of format 1 to {FORMAT}; `triage build` writes one")
    if document.get("extract"):
        raise _bad("this is the extract that apps evaluate with; load the whole rule set, the file without `.decisions` in its name")
    problems = (*form_problems(document), *(() if reviews is None else review_problems(reviews)))
    if problems:
        raise RuleError(problems)
    rules = RuleSet.of(content_from({**document, "reviews": () if reviews is None else reviews["reviews"]}))
    _hold(document, rules)
    if reviews is not None and reviews_of(rules) != reviews:
        raise _bad("the reviews were changed after they were built; build the rule set again from its files")
    return rules


def _hold(document: dict[str, Any], rules: RuleSet) -> None:
    """Refuse data that say anything else than the rules read from them: what is evaluated is what the digest is of."""
    from triage.model.plain import canonical

    if rules.digest != document["stamp"]["digest"]:
        raise _bad("the rule set was changed after it was built: its digest differs; build it again from its files")
    again = document_of(rules)
    # Format 1 wrote the review status beside the digest, before it was known that it belongs elsewhere.
    status = {"review": rules.stamp.review} if rules.content.format == 1 and "review" in document["stamp"] else {}
    if canonical({**again, "stamp": again["stamp"] | status}) != canonical(document):
        raise _bad("the rule set isn't written as `triage build` writes it, though its digest is that of its rules; build it again")


def _bad(message: str) -> RuleError:
    return RuleError((Problem("bad-bundle", message),))


def _sha256(raw: bytes) -> Any:
    # The whole of hashlib brings OpenSSL with it, and takes as long to import as all of this library.
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(name).sha256(raw)
        except ImportError:
            continue
    raise ImportError("no sha256 in this Python")


def read_built(name: str) -> dict[str, Any]:
    """
    A file of `packs/data`, as plain data.

    Raises:
        RuleError: It isn't the one that came with this version.
    """
    # By the module's own loader: it also reads from a zip archive, and costs nothing to import.
    loader: Any = __spec__.loader
    raw: bytes = loader.get_data(path.join(path.dirname(__file__), "data", name))
    if _sha256(raw).hexdigest() != PINNED[name]:
        # A digest that stands in the file itself would prove nothing: whoever changes the file leaves it as it is.
        raise _bad(f"the installed {name} isn't the one that came with this version; install the library again")
    document: dict[str, Any] = json.loads(raw)
    return document


def _whole() -> Content:
    # Words and checks are for authors and for whoever asks why; evaluating needs neither.
    from triage.model.whole import content_from

    return content_from({**read_built(f"{BUNDLED}.json"), "reviews": read_built(f"{BUNDLED}.reviews.json")["reviews"]})


def verified() -> RuleSet:
    """
    The bundled rule set, read whole.

    Raises:
        RuleError: Its installed files aren't those that came with this version, or aren't of the same rules.
    """
    from triage.model.plain import canonical

    rules = rule_set_from(read_built(f"{BUNDLED}.json"), reviews=read_built(f"{BUNDLED}.reviews.json"))
    if canonical(decisions_of(rules)) != canonical(read_built(f"{BUNDLED}.decisions.json")):
        raise _bad("the installed decisions aren't those of the installed rules; build them again")
    return rules


def bundled() -> RuleSet:
    """The bundled rule set; the same object at every call, in whatever thread."""
    if not _loaded:
        with _loading:
            if not _loaded:
                _loaded.append(_bundled())
    return _loaded[0]


def _bundled() -> RuleSet:
    document, status = read_built(f"{BUNDLED}.decisions.json"), read_built(f"{BUNDLED}.reviews.json")
    stamp = RuleSetStamp(**document["stamp"], review=status["review"], reviews=status["digest"])
    return RuleSet(stamp, decisions_from(document), words=_whole, again=_bundled_again)


def _bundled_again(digest: str) -> RuleSet:
    """The bundled rule set for something that was pickled; refuses when it isn't the one it was pickled with."""
    rules = bundled()
    if rules.digest != digest:
        message = "this was pickled with other bundled rules than this version carries; keep `to_dict()`, which stands alone"
        raise RuleError((Problem("bad-bundle", message),))
    return rules
