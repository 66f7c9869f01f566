"""The finders as spaCy components: the same records as `extract`, on a Doc that can be kept and sent."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from policy_qa.domain.records import Record
from policy_qa_extractors import extract
from policy_qa_extractors.components import GROUPS

TEXTS = {
    "en": [
        "A total of 57 Rural Care Services operate nationwide, handling 3419 cases by the Ministry of Women (MIMP).",
        "Supreme Decree No. 013-2023-MIMP gave US$1.2bn to over 50% of districts in March 2024.\n\nNothing here.",
    ],
    "es": [
        "El Programa Nacional Aurora atendió a 3 419 mujeres en 2023, según la Ley N° 30364.",
        "Se invirtió S/ 3 000 millones, es decir, el 12,5 % del presupuesto.",
    ],
}
FACTORIES = ["policy_qa_legal_references", "policy_qa_dates", "policy_qa_entities", "policy_qa_figures"]


def pipeline(language: str) -> spacy.language.Language:
    nlp = spacy.blank(language)
    for factory in FACTORIES:
        nlp.add_pipe(factory)
    return nlp


def on(doc: Doc) -> list[Record]:
    return sorted(
        (span._.record for group in GROUPS.values() for span in doc.spans[group]),
        key=lambda r: (r.start, -r.end, r.kind),
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_faces_give_the_same(language: str) -> None:
    nlp = pipeline(language)
    for text in TEXTS[language]:
        assert on(nlp(text)) == sorted(
            extract(text, language="en" if language == "en" else "es"), key=lambda r: (r.start, -r.end, r.kind)
        )


def test_one_component_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("policy_qa_figures")
    doc = nlp(TEXTS["en"][0])
    first = doc.spans["figures"][0]
    assert (first.text, first.label_, first._.record.value) == ("57", "CARDINAL", 57)
    assert "dates" not in doc.spans


def test_span_is_widened_to_tokens_and_record_is_not() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe("policy_qa_figures")
    doc = nlp("Cuesta S/40 hoy.")
    span = doc.spans["figures"][0]
    assert span._.record.text == "S/40"
    assert span._.record.text in span.text


def test_survives_bytes_and_docbin() -> None:
    nlp = pipeline("en")
    doc = nlp(TEXTS["en"][0])
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert on(again) == on(doc)
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [back] = list(DocBin().from_bytes(kept).get_docs(nlp.vocab))
    assert on(back) == on(doc)


def test_two_processes_give_the_same() -> None:
    nlp = pipeline("en")
    alone = [on(doc) for doc in nlp.pipe(TEXTS["en"])]
    assert [on(doc) for doc in nlp.pipe(TEXTS["en"], n_process=2)] == alone


def test_context_names_the_document_and_the_day() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("policy_qa_figures")
    doc = nlp.make_doc(TEXTS["en"][0])
    doc.user_data["policy_qa_context"] = {"document": "report", "published": "2024-03-08"}
    assert {span._.record.document for span in nlp(doc).spans["figures"]} == {"report"}


def test_foreign_span_has_no_record() -> None:
    nlp = pipeline("en")
    doc = nlp(TEXTS["en"][0])
    assert doc[0:2]._.record is None


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_goes_through(text: str) -> None:
    nlp = PIPELINE
    assert [r.id for r in on(nlp(text))] == [
        r.id for r in sorted(extract(text, language="en"), key=lambda r: (r.start, -r.end, r.kind))
    ]


PIPELINE = pipeline("en")


def test_components_share_one_reading_and_each_notes_its_own_records() -> None:
    doc = spacy.blank("en").make_doc(TEXTS["en"][0])
    kinds = []
    for name in ("policy_qa_figures", "policy_qa_entities"):
        doc = PIPELINE.get_pipe(name)(doc)
        kinds.append({row["kind"] for row in doc.user_data["policy_qa_read"]["records"].values()})
    assert kinds == [{"figure"}, {"figure", "entity"}]


def test_a_doc_read_as_another_document_is_read_anew() -> None:
    doc = PIPELINE(TEXTS["en"][0])
    doc.user_data["policy_qa_context"] = {"document": "other", "published": None}
    for _, component in PIPELINE.pipeline:
        doc = component(doc)
    assert {record.document for record in on(doc)} == {"other"}
