"""What the header of a column may mean: names and synonyms for each field of a risk."""

import re
import unicodedata
from typing import NamedTuple

RATED = ("probability", "impact", "score")
STAGES = ("inherent_", "", "residual_")
COMPUTED = ("score", "inherent_score", "residual_score", "band", "exposure", "created")
"""What a register says that is computed here: held against it, where it is a number."""

SYNONYMS = {
    "uid": "id, risk id, ref, risk ref, reference, risk reference, ref no, no, nr, number, "
    "risk no, risk number, risk nr, identifier, key, risk key, risk code, #",
    "title": "title, risk title, name, risk name, short name, summary, risk summary, headline, "
    "risk",
    "description": "description, risk description, risk statement, details, risk details, "
    "description of risk, description of the risk",
    "cause": "cause, causes, risk cause, root cause, because of, risk source, source of risk",
    "event": "event, risk event",
    "effect": "effect, effects, risk effect, impact description, description of impact, "
    "consequence description, potential consequences",
    "kind": "kind, risk kind, threat opportunity, threat or opportunity, nature",
    "kind category": "type, risk type",
    "category": "category, risk category, risk area, risk class",
    "status": "status, risk status, state",
    "project": "project, project key, project name",
    "owner": "owner, risk owner, responsible, responsible person, assigned to, assignee, "
    "risk owner point of contact",
    "probability": "probability, likelihood, probability of occurrence, likelihood of occurrence, "
    "chance, prob, p, l",
    "impact effect": "impact, consequence, consequences, severity, magnitude, i, potential impact",
    "score": "risk score, score, risk rating, rating, risk level, level, risk value, risk factor, "
    "pxi, p x i, p i, lxi, l x i, pi score, overall score, overall risk, magnitude of risk, "
    "importance, risk severity",
    "band": "band, risk band, rag, rag status, colour, color",
    "probability_pct": "probability %, likelihood %, probability percent, probability pct, "
    "likelihood percent, likelihood pct, chance %, % probability, % likelihood",
    "impact_cost_cents": "impact cost, cost impact, cost of impact, financial impact, "
    "impact monetary, monetary impact, impact value, potential loss, cost if it occurs, "
    "single loss expectancy, impact amount",
    "exposure": "exposure, emv, ev, expected value, expected monetary value, exposure rating, "
    "risk exposure, expected loss, annual loss expectancy",
    "response response_plan": "response, responses, risk response, treatment, risk treatment, "
    "response s, strategy, risk strategy",
    "response": "response type, response strategy, treatment option, treatment strategy, "
    "treatment type, risk response type, response category",
    "response_plan": "response plan, mitigation plan, treatment plan, action plan, mitigation, "
    "mitigations, mitigation strategy, mitigation action, mitigation actions, mitigating actions, "
    "mitigation measures, planned response, risk response description, response description, "
    "response actions, planned actions, actions, action, countermeasures",
    "response_due": "response due, target date, due date, due, deadline, target completion date, "
    "action due, action due date, treatment due, response date",
    "response_cost_cents": "response cost, risk response cost, mitigation cost, treatment cost, "
    "cost of response, cost of mitigation",
    "contingency_plan": "contingency plan, contingency, contingency plans, contingency actions",
    "fallback_plan": "fallback plan, fallback, fall back plan, fall back",
    "trigger": "trigger, triggers, risk trigger, early warning, early warning signs, "
    "warning signs, trigger event",
    "proximity": "proximity, risk proximity",
    "accepted_by": "accepted by",
    "accepted_on": "accepted on, acceptance date, date accepted",
    "accept_until": "accept until, accepted until, acceptance expires, acceptance expiry",
    "justification": "justification, acceptance justification, reason for acceptance, rationale",
    "review_every_days": "review every days, review interval days, review every, "
    "review frequency days",
    "last_reviewed": "last reviewed, last review, last review date, date of last review, "
    "reviewed on",
    "next_review": "next review, next review date, review due, review due date, date of next "
    "review, review by",
    "occurred_on": "occurred on, date occurred, occurrence date",
    "lesson": "lesson, lessons, lessons learned, lessons learnt, lesson learned, lesson learnt",
    "notes": "notes, note, comment, comments, remarks, remark, risk notes",
    "created": "created",
}
"""The first synonym is the plainest: where two columns fit, it goes before the later ones. A key
of two fields is settled by what stands in the column."""

FIELDS = tuple(
    dict.fromkeys(
        [
            *(field for key in SYNONYMS for field in key.split()),
            *(f"{stage}{what}" for stage in STAGES for what in RATED),
        ]
    )
)
NAMES = {"impact_cost_cents": "impact_cost", "response_cost_cents": "response_cost", "uid": "id"}
"""Fields that people call otherwise, in `--map` and in what is said."""

_STAGED = {
    "inherent_": "inherent initial gross raw untreated uncontrolled unmitigated pre before",
    "residual_": "residual net treated post after target",
    "": "current present",
}
_STAGE_OF = {word: stage for stage, words in _STAGED.items() for word in words.split()}
_OF_STAGE = {"mitigation", "treatment", "control", "controls", "response", "measures"}
_FILLERS = {"rating", "score", "level", "value", "scale", "rank"}
_MONEY = {"$", "€", "£", "usd", "eur", "gbp", "chf", "monetary", "cost", "money", "k$", "k€"}
_SCALE = re.compile(r"(?<!\d)1\s*(?:to|-|–|—|\.\.\.?|…)\s*(\d{1,3})(?!\d)")
_SIGNS = re.compile(r"[^\w%#$€£]+|_")
_BY_WORDS = {
    said: (rank, tuple(key.split()))
    for key, words in SYNONYMS.items()
    for rank, said in enumerate(words.split(", "))
}
LETTERS = frozenset("pli")
"""Headers of one letter: they count where the other half of the rating has one as well."""


class Match(NamedTuple):
    """The fields that a header may mean; the lower its rank, the plainer it says so. `most` is
    the end of the scale that it names."""

    fields: tuple[str, ...] = ()
    rank: int = 0
    most: int | None = None


def folded(header: str) -> str:
    """A header in small letters, without signs and line breaks."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return " ".join(_SIGNS.sub(" ", plain).split())


def match(header: str) -> Match:
    """What a header means; no fields where nobody knows."""
    plain = unicodedata.normalize("NFKC", header).casefold().replace("_", " ")
    scale = _SCALE.search(plain)
    words = folded(_SCALE.sub(" ", plain)).split()
    most = int(scale[1]) if scale else None
    if found := _BY_WORDS.get(" ".join(words)):
        if len(words) == 1 and words[0] in LETTERS and most is None:
            return Match(found[1], 99)
        return Match(found[1], found[0], most)
    return _staged(words, most)


def _staged(words: list[str], most: int | None) -> Match:
    stages = {_STAGE_OF[word] for word in words if word in _STAGE_OF}
    if len(stages) > 1:
        return Match()
    rest = [word for word in words if word not in _STAGE_OF and word != "risk"]
    if stages:
        rest = [word for word in rest if word not in _OF_STAGE]
    stage = next(iter(stages), "")
    field = _rated(rest, is_said=len(words) > 1)
    if field is None:
        return Match()
    if field == "impact" and not stages and rest == ["impact"]:
        return Match(("impact", "effect"), len(words), most)
    if field in RATED:
        return Match((f"{stage}{field}",), len(words), most)
    return Match() if stage else Match((field,), len(words), most)


def _rated(words: list[str], *, is_said: bool) -> str | None:
    """Probability, impact or score in other words: `likelihood rating`, `impact (€)`."""
    plain = [word for word in words if word not in _FILLERS]
    if not plain:
        return "score" if is_said else None
    is_money = any(word in _MONEY for word in plain)
    is_percent = "%" in plain
    said = " ".join(word for word in plain if word not in _MONEY and word != "%")
    fields = _BY_WORDS.get(said, (0, ()))[1]
    if "probability" in fields:
        return "probability_pct" if is_percent else "probability"
    if "impact" in fields:
        return "impact_cost_cents" if is_money else "impact"
    if "band" in fields or "score" in fields:
        return "score"
    return fields[0] if is_money and fields == ("exposure",) else None
