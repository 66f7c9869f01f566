"""Yes or no: a question that states something is answered as a claim."""

from __future__ import annotations

from policy_qa.checking.bench import Bench
from policy_qa.checking.claims import judge
from policy_qa.domain.answers import Answer, AskResult, Operand
from policy_qa.domain.claims import Claim
from policy_qa.domain.sources import Citation

ANSWERS = {"en": ("Yes", "No"), "es": ("Sí", "No")}
UNDECIDED = "The sources neither bear it out nor refute it: {message}."


def answered(asked: AskResult, bench: Bench) -> AskResult:
    """The result of a yes/no question: its claims are judged, and all must be supported for a yes."""
    claims = judge(asked.question, bench).claims
    decided = [claim for claim in claims if claim.verdict != "not_enough_info" and claim.evidence]
    refuted = [claim for claim in decided if claim.verdict == "refuted"]
    if not decided or (not refuted and len(decided) < len(claims)):
        reason = UNDECIDED.format(message="; ".join(claim.message for claim in claims) or "nothing to check in it")
        return asked.model_copy(update={"outcome": "not_found", "reason": reason})
    first = (refuted or decided)[0]
    yes, no = ANSWERS.get(asked.interpretation.language, ANSWERS["en"])
    answer = Answer(
        text=f"{no if refuted else yes}: {first.message}",
        value=not refuted,
        label="CLAIM",
        citation=first.evidence[0],
    )
    operands = tuple(_operand(claim, citation) for claim in decided for citation in claim.evidence)
    return asked.model_copy(
        update={"outcome": "answered", "answer": answer, "operands": operands, "confidence": 0.9, "reason": None}
    )


def _operand(claim: Claim, citation: Citation) -> Operand:
    start, end = citation.answer_start, citation.answer_end
    words = "" if start is None or end is None else citation.quote[start - citation.start : end - citation.start]
    return Operand(text=words or claim.message, value=words or claim.message, citation=citation)
