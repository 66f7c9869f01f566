"""A plain scan: what a query should find, worked out without any index, one row at a time."""

from __future__ import annotations

from dataclasses import dataclass

from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa.index import Entry
from policy_qa.index.amounts import read_number
from policy_qa.index.laws import law_keys, read_law
from policy_qa.index.passages import cut
from policy_qa.index.periods import days_of
from policy_qa.index.query import And, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Range, Word
from policy_qa.index.words import Token, fold, query_terms, stem, tokens

Found = tuple[str, str, int, int]


@dataclass(frozen=True)
class Row:
    """One passage or record with all that a query can ask of it."""

    found: Found
    texts: list[tuple[str, str]]
    surfaces: list[tuple[str, str]]
    fields: dict[str, list[str]]
    wordings: dict[str, tuple[str, str]]
    values: list[float]
    days: tuple[int, int] | None


def rows_of(entry: Entry) -> list[Row]:
    """All rows of a document."""
    document, language = entry.document, entry.document.language
    found = []
    ordered = sorted(entry.records, key=lambda r: (r.start, r.section))
    for start, end in cut(entry.text):
        before = [record.section for record in ordered if record.start < end]
        section = " ".join(before[-1]) if before else ""
        texts = [(entry.text[start:end], language), (section, language), (document.title, language)]
        shared = {"kind": ["passage"], "document": [document.id], "language": [language]}
        wordings = {"title": (document.title, language), "publisher": (document.publisher or "", language),
                    "section": (section, language)}  # fmt: skip
        found.append(Row(("passage", document.id, start, end), texts, texts[:1], shared, wordings, [], None))
    return found + [_record_row(entry, record) for record in entry.records]


def _record_row(entry: Entry, record: Record) -> Row:
    document, language = entry.document, record.language
    own, values, period = [record.text], [], None
    fields = {"kind": [record.kind], "document": [document.id], "language": [language], "label": [record.label]}
    wordings = {"title": (document.title, document.language), "section": (" ".join(record.section), language),
                "publisher": (document.publisher or "", document.language)}  # fmt: skip
    if isinstance(record, Figure):
        own += [record.measured_entity, record.measured_property, record.population, record.status, record.actor,
                record.place, record.per]  # fmt: skip
        values = [value for value in (record.value, record.value_max) if value is not None]
        period = record.period
        fields |= {"unit": [fold(record.unit or "none")], "qualifier": [record.qualifier or "none"]}
        wordings["entity"] = (record.measured_entity or "", language)
    elif isinstance(record, Entity):
        own += [record.name, record.acronym]
        wordings["entity"] = (f"{record.name} {record.acronym or ''}", language)
    elif isinstance(record, LegalReference):
        own += [record.citation, record.provision]
        period = f"{record.year:04}" if record.year else None
        fields["law"] = list(law_keys(record.instrument, record.number, record.year, record.issuer))
        wordings["issuer"] = (record.issuer or "", language)
    elif isinstance(record, Date):
        period = record.value
    texts = [(" . ".join(text for text in own if text), language)]
    sentence = (entry.text[record.sentence.start : record.sentence.end], language)
    around = [sentence, wordings["section"], (document.title, document.language)]
    place = (record.kind, document.id, record.start, record.end)
    return Row(place, texts + around, [*texts, sentence], fields, wordings, values, days_of(period or ""))


def scan(rows: list[Row], query: Query) -> set[Found]:
    """What a query finds among rows."""
    return {row.found for row in rows if fits(row, query)}


def fits(row: Row, query: Query) -> bool:
    """Whether a row is what a query asks for."""
    if isinstance(query, And):
        return all(fits(row, part) for part in query.parts)
    if isinstance(query, Or):
        return any(fits(row, part) for part in query.parts)
    if isinstance(query, Not):
        return not fits(row, query.part)
    if isinstance(query, Field):
        return _field(row, query)
    if isinstance(query, Prefix):
        return any(word.surface.startswith(fold(query.text)) for word in _surfaces(row.surfaces))
    if isinstance(query, Fuzzy):
        return any(_near(word.surface, fold(query.text)) for word in _surfaces(row.surfaces))
    return any(_in_a_row(text, language, query) for text, language in row.texts)


def _surfaces(texts: list[tuple[str, str]]) -> list[Token]:
    return [word for text, language in texts for word in tokens(fold(text), language)]


def _in_a_row(text: str, language: str, query: Word | Phrase) -> bool:
    words = [{*word.keys, *word.wider} for word in tokens(fold(text), language)]
    wanted = [set(query_terms(word)) for word in tokens(fold(query.text), "")]
    if isinstance(query, Word) and " " in query.text:
        wanted = wanted[:1]
    return any(all(terms & words[i + j] for j, terms in enumerate(wanted)) for i in range(len(words) - len(wanted) + 1))


def _near(one: str, other: str) -> bool:
    return _one_off(one, other) or any(
        _one_off(stem(one, language), stem(other, language)) for language in ("en", "es")
    )


def _one_off(one: str, other: str) -> bool:
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    if one == other:
        return True
    i = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    swapped = one[:i] + one[i + 1 : i + 2] + one[i : i + 1] + one[i + 2 :]
    return one[i + 1 :] == other[i + 1 :] or one[i + 1 :] == other[i:] or one[i:] == other[i + 1 :] or swapped == other


def _field(row: Row, query: Field) -> bool:
    name, operand = query.name, query.operand
    if name == "value":
        return _value(row, operand)
    if name in {"year", "period"}:
        return _days(row, name, operand)
    if name == "law":
        keys = read_law(operand.text)
        return bool(keys) and set(keys) <= set(row.fields.get("law", ()))
    if name in row.wordings or name in {"entity", "issuer"}:
        return _wording(row.wordings.get(name, ("", "en")), operand)
    held = row.fields.get(name, [])
    if isinstance(operand, Prefix):
        return any(fold(key).startswith(fold(operand.text)) for key in held)
    return any(fold(key) == fold(operand.text) for key in held)


def _wording(wording: tuple[str, str], operand: object) -> bool:
    text, language = wording
    words = [term for word in tokens(fold(text), language) for term in (*word.keys, *word.wider)]
    if isinstance(operand, Prefix):
        return any(word.startswith(fold(operand.text)) for word in words)
    if isinstance(operand, Fuzzy):
        return any(_near(word, fold(operand.text)) for word in words)
    return isinstance(operand, Word | Phrase) and _in_a_row(text, language, operand)


def _sides(operand: object) -> tuple[str, str, bool, bool]:
    if isinstance(operand, Range):
        return operand.low, operand.high, operand.low_strict, operand.high_strict
    assert isinstance(operand, Word)
    return operand.text, operand.text, False, False


def _value(row: Row, operand: object) -> bool:
    low, high, over, under = _sides(operand)
    least, most = read_number(low), read_number(high)
    units = {amount.unit for amount in (least, most) if amount and amount.unit}
    if units - set(row.fields.get("unit", ())):
        return False
    if low == high and least:
        return any(value in least.values for value in row.values)
    return any(
        (not least or (value > least.values[0] if over else value >= least.values[0]))
        and (not most or (value < most.values[0] if under else value <= most.values[0]))
        for value in row.values
    )


def _days(row: Row, name: str, operand: object) -> bool:
    if not row.days:
        return False
    low, high, over, under = _sides(operand)
    first, last = days_of(low), days_of(high)
    begin = first[1] + 1 if first and over else first[0] if first else 0
    end = last[0] - 1 if last and under else last[1] if last else 10**9
    if name == "year":
        return row.days[0] <= end and row.days[1] >= begin
    return row.days[0] >= begin and row.days[1] <= end
