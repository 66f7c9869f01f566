"""The reader: one text in, its records out, by way of a spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from policy_qa.domain.records import Entity, Language, Record, reading_order, record_id
from policy_qa.domain.values import Span
from policy_qa.errors import BadInput
from policy_qa.reading.tokenizer import PieceTokenizer

COMPONENTS = {
    "policy_qa_legal_references": "legal_references",
    "policy_qa_dates": "dates",
    "policy_qa_entities": "entities",
    "policy_qa_figures": "figures",
}
"""Our components by factory name, and the group of `doc.spans` that each fills."""


class Reader:
    """Reads texts through spaCy. `pipeline` names a pipeline folder or package; None stands for `spacy.blank`."""

    def __init__(self, pipeline: str | None = None) -> None:
        self.pipeline = pipeline

    def read(self, text: str, language: Language, document: str, published: date | None = None) -> list[Record]:
        """The records of a text, in order of their start."""
        nlp = _pipeline(self.pipeline, language)
        doc = nlp.make_doc(text)
        doc.user_data["policy_qa_context"] = {
            "document": document,
            "published": published.isoformat() if published else None,
        }
        doc = nlp(doc)
        records: list[Record] = [span._.record for group in COMPONENTS.values() for span in doc.spans[group]]
        records.extend(_entities_of_others(doc, records, document, language))
        return sorted(records, key=reading_order)


@cache
def _pipeline(name: str | None, language: Language) -> Pipeline:
    """The pipeline of a language, ours added where they are missing; raises BadInput where it can't be loaded."""
    try:
        nlp = spacy.load(name) if name else spacy.blank(language)
    except (OSError, ValueError) as problem:
        raise BadInput(f"the spaCy pipeline can't be loaded: {problem}", where=name or language) from problem
    nlp.tokenizer = PieceTokenizer(nlp.tokenizer, nlp.vocab)
    nlp.max_length = 1 << 31
    for component in COMPONENTS:
        if component not in nlp.pipe_names:
            nlp.add_pipe(component)
    return nlp


def _entities_of_others(doc: Doc, records: list[Record], document: str, language: Language) -> Iterator[Entity]:
    """What components besides ours put into `doc.ents`, where no record of ours stands."""
    owned = sorted((r.start, r.end) for r in records)
    position = 0
    for ent in doc.ents:
        while position < len(owned) and owned[position][1] <= ent.start_char:
            position += 1
        if position < len(owned) and owned[position][0] < ent.end_char:
            continue
        sentence = ent.sent if doc.has_annotation("SENT_START") else ent
        yield Entity(
            id=record_id(document, "entity", ent.start_char, ent.end_char),
            document=document,
            start=ent.start_char,
            end=ent.end_char,
            text=ent.text,
            label=ent.label_,
            rule="pipeline." + (ent.ent_id_ or ent.label_),
            language=language,
            sentence=Span(start=sentence.start_char, end=sentence.end_char),
            name=ent.text,
        )
