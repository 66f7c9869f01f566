"""From the words of a question to the terms of its focus: names joined, weights by role and rarity, other ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from policy_qa.answering import reading
from policy_qa.answering.counted import Counted, acts, counted
from policy_qa.answering.forms import plain_forms
from policy_qa.answering.frame import Question, Role, Term
from policy_qa.answering.glossary import translations
from policy_qa.answering.reading import Cue
from policy_qa.answering.sources import NO_WORD, Sources
from policy_qa.answering.thesaurus import sides, stop_stems, word_list
from policy_qa.answering.ways import FAR_TRANSLATION, LONGEST_PHRASE, Way, is_phrase, lent, spellings, ways, with_family
from policy_qa.answering.words import Word, cognate, fold, listed, sound, stem, stems
from policy_qa.domain.records import Entity, Language
from policy_qa_extractors.lexicon import NOUN, PREPOSITION, VERBAL, for_language
from policy_qa_extractors.rulebook import load

WEIGHTS: dict[Role, float] = {
    "head": 1.5,
    "modifier": 1.0,
    "name": 1.3,
    "number": 1.2,
    "word": 0.9,
    "verb": 0.7,
    "light": 0.3,
}
FUZZY, TRANSLATED_NAME = 0.85, 0.9
SHORTEST_RESPELT = 5
NAMES_ASKED = 24
MANY_PASSAGES = 6.0
"""The idf of a missing word among some two hundred passages: from there on rarity counts in full."""


def make_terms(
    text: str,
    language: Language,
    tokens: list[Word],
    folded: str,
    cue: Cue,
    sources: Sources,
    documents: Sequence[str],
) -> Question:
    """The question's frame from its words and what the rules decided."""
    timed = [t for t in tokens if not cue.when[0] <= t.start < cue.when[1]]
    rest = [t for t in timed if not (cue.start <= t.start < cue.end) or _kept(t, cue, language)]
    years, pair = reading.years_of(rest, folded)
    form = cue.sets.get("form", "one")
    content = [t for t in rest if _tells(t, language, form)]
    wants = _wants(tokens, cue, language)
    group = _counted(tokens, rest, cue, wants, language)
    names = _names(content, sources, documents)
    terms = _terms(content, group, acts(tokens, language), names, language, sources)
    noun = cue.groups.get("noun")
    labels, holds = reading.asked_noun(noun or "", language)
    named = {content[i].start for first, last, _ in names for i in range(first, last)}
    plain = tuple(t.stem for t in rest if t.start not in named)
    all_stems = tuple(t.stem for t in rest)
    return Question(
        text=text,
        language=language,
        wants=wants,
        form=form,  # type: ignore[arg-type]
        terms=terms,
        focus=" ".join(t.text for t in content),
        years=years,
        year_pair=pair,
        time=cue.sets.get("time"),
        part=cue.groups.get("part") or cue.groups.get("measure") or cue.groups.get("noun"),
        part_stem=stem(cue.groups.get("measure") or cue.groups.get("noun") or ""),
        name=_printed(text, cue.groups.get("name")),
        noun=noun,
        instrument=reading.instrument(cue.groups.get("instrument", ""), language),
        units=frozenset(u for w in group.words if w.start in group.heads for u in _units(w, group.words, language)),
        labels=labels,
        holds=holds,
        negated=any(t.folded in word_list(language, "negations") or t.folded.endswith("n't") for t in tokens),
        keywords="wants" not in cue.sets,
        entities=tuple(entity.name for _, _, entity in names if entity.label not in ("GPE", "LOC")),
        places=tuple(entity.name for _, _, entity in names if entity.label in ("GPE", "LOC")),
        numbers=_numbers(content),
        stems=all_stems,
        small=tuple(t.folded for t in tokens if t.folded in word_list(language, "stop") | word_list(language, "light")),
        sides={table: sides(plain, table) for table in ("populations", "statuses", "degrees", "opposites")},
        counted_sides=sides((w.stem for w in group.words), "populations"),
    )


def _wants(tokens: list[Word], cue: Cue, language: Language) -> str:
    """What is wanted; of "how much maize was bought" the maize, not the money."""
    wants = cue.sets.get("wants", "FIGURE")
    after = next((t for t in tokens if t.start >= cue.end), None)
    if wants != "MONEY" or "noun" in cue.groups or after is None or not after.text.islower():
        return wants
    kinds = for_language(language).kinds(after.text)
    stuff = kinds & NOUN and not kinds & VERBAL and after.folded not in word_list(language, "cue_words")
    return "FIGURE" if stuff else wants


def _counted(tokens: list[Word], rest: list[Word], cue: Cue, wants: str, language: Language) -> Counted:
    """The counted noun; of "what is the population of …" the noun that is asked for."""
    if wants not in ("CARDINAL", "QUANTITY", "FIGURE", "MEASURE"):
        return Counted()
    noun = next((t for t in rest if t.folded == cue.groups.get("noun")), None)
    if wants in ("FIGURE", "MEASURE") and noun is not None and noun.folded not in word_list(language, "light"):
        return Counted((noun,), frozenset({noun.start}))
    return counted(tokens, cue.end, language, singular=cue.sets.get("wants") in ("FIGURE", "QUANTITY"))


def _units(head: Word, group: Sequence[Word], language: Language) -> frozenset[str]:
    """The units that a counted noun names, with the word beside it where the two name one: "kilómetros cuadrados"."""
    pairs = [f"{a.stem} {b.stem}" for a, b in pairwise(group) if head in (a, b)]
    both = frozenset(unit for pair in pairs for unit in reading.units_of(pair, language))
    return both or reading.units_of(head.stem, language)


def _numbers(content: list[Word]) -> frozenset[float]:
    """The numbers printed in a question, those before "million" in full."""
    scales = load("any/answering.toml").tables["scales"]
    found = set()
    for word, after in zip_longest(content, content[1:]):
        number = _number(word.folded)
        if number is not None:
            found.add(number * scales.get(after.folded, 1) if after is not None else number)
    return frozenset(found)


def _number(folded: str) -> float | None:
    """The value of a number printed in a question."""
    try:
        return float(folded.replace(",", "")) if folded[:1].isdigit() else None
    except ValueError:
        return None


def _kept(word: Word, cue: Cue, language: Language) -> bool:
    """Whether a word inside the question phrase belongs to the focus: "what was [Manhattan]'s [population]"."""
    if word.folded in word_list(language, "cue_words") or word.folded in cue.groups.get("instrument", "").split():
        return word.folded == cue.groups.get("noun")
    return word.folded not in word_list(language, "stop")


def _tells(word: Word, language: Language, form: str) -> bool:
    """Whether a word belongs to the focus: no stop word, no year, no word that only compares."""
    if form in ("change", "difference") and word.folded in word_list(language, "change_words"):
        return False
    if word.folded in word_list(language, "stop") or (word.stem in stop_stems() and len(word.folded) <= 3):
        return False
    return not (reading.YEAR.fullmatch(word.folded) or reading.YEAR_RANGE.fullmatch(word.folded) or word.folded == "%")


def _printed(text: str, name: str | None) -> str | None:
    if name is None:
        return None
    found = re.search(re.escape(name), text, re.IGNORECASE)
    return found[0] if found else name


def _names(content: list[Word], sources: Sources, documents: Sequence[str]) -> list[tuple[int, int, Entity]]:
    """Names of the corpus's entities in the question: places of first word and after the last, and the entity."""
    if not content:
        return []
    found: list[tuple[int, int, Entity]] = []
    row = tuple(word.stem for word in content)
    records = sources.records_like([w.folded for w in content], kinds=("entity",), documents=documents, k=NAMES_ASKED)
    taken: set[int] = set()
    named = {(stems(form), r.name): (form, r) for r in records if isinstance(r, Entity) for form in _forms(r)}
    for phrase, _name in sorted(named, key=lambda key: (-len(key[0]), key)):
        form, entity = named[phrase, _name]
        inner = tuple(s for s in phrase if s not in stop_stems())
        if not inner or (len(inner) == 1 and not _is_acronym(form)):
            continue
        for at in range(len(row) - len(inner) + 1):
            span = range(at, at + len(inner))
            if row[at : at + len(inner)] == inner and taken.isdisjoint(span):
                taken.update(span)
                found.append((at, at + len(inner), entity))
    return sorted(found, key=lambda f: f[0])


def _forms(entity: Entity) -> set[str]:
    return {form for form in (entity.name, entity.text, entity.acronym) if form}


def _is_acronym(form: str) -> bool:
    return form.isupper() and 2 <= len(form) <= 14


def _terms(
    content: list[Word],
    group: Counted,
    acts: frozenset[int],
    names: list[tuple[int, int, Entity]],
    language: Language,
    sources: Sources,
) -> tuple[Term, ...]:
    terms: list[Term] = []
    starts = {first: (last, entity) for first, last, entity in names}
    whole = lent([w.text for w in content], language)
    at = 0
    while at < len(content):
        if at in starts:
            last, entity = starts[at]
            piece = content[at:last]
            role: Role = "head" if any(w.start in group.heads for w in piece) else "name"
            terms.append(_name_term(piece, entity, role, language))
            at = last
            continue
        size = _phrase_size(content, at, language)
        piece = content[at : at + size]
        terms.append(_term(piece, _role(piece, group, acts, language), language, sources, whole.get(at, ())))
        at += size
    return tuple(terms)


def _phrase_size(content: list[Word], at: int, language: Language) -> int:
    row = tuple(w.stem for w in content[at : at + LONGEST_PHRASE])
    return next((n for n in range(len(row), 1, -1) if is_phrase(row[:n], language)), 1)


def _role(piece: list[Word], group: Counted, acts: frozenset[int], language: Language) -> Role:
    if any(w.start in group.heads for w in piece):
        return "head"
    first = piece[0]
    if first.folded[0].isdigit():
        return "number"
    if first.text[:1].isupper() and first.start > 0:
        return "name"
    if all(w.folded in word_list(language, "light") or _mistyped_light(w, language) for w in piece):
        return "light"
    if len(piece) == 1 and for_language(language).kinds(first.text) & PREPOSITION:
        return "light"
    if first.start in group.starts:
        return "modifier"
    kinds = for_language(language).kinds(first.text.casefold())
    return "verb" if kinds & VERBAL and (not kinds & NOUN or first.start in acts) else "word"


def _mistyped_light(word: Word, language: Language) -> bool:
    """Whether a word that no list knows is a small word with one letter wrong: "actualy"."""
    if len(word.folded) < SHORTEST_RESPELT or listed(word.text, language):
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    known = (text for text in word_list(language, "light") | word_list(language, "stop") if text[0] == word.folded[0])
    return any(len(k) > SHORTEST_RESPELT and DamerauLevenshtein.distance(word.folded, k) == 1 for k in known)


def _term(piece: list[Word], role: Role, language: Language, sources: Sources, lent_: Sequence[Way] = ()) -> Term:
    phrase = tuple(w.stem for w in piece)
    found = [*ways(phrase, " ".join(w.folded for w in piece), language), *lent_]
    for plain in plain_forms(piece[0].text, language) if len(piece) == 1 else ():
        if stems(plain) != phrase:
            known = {way.phrase for way in found}
            found += [way for way in ways(stems(plain), plain, language) if way.phrase not in known]
    found.sort(key=lambda way: -way.quality)
    weight = WEIGHTS[role]
    if role == "head" and all(w.folded in word_list(language, "light") for w in piece):
        weight = 0.6
    if len(piece) == 1 and len(piece[0].folded) >= SHORTEST_RESPELT and piece[0].folded.isalpha():
        found += _from_corpus(piece[0], found, language, sources)
    found = [with_family(way, " ".join(w.text for w in piece).casefold(), language) for way in found]
    roots = tuple(w.root for w in piece)
    rarity = _rarity(piece, found, sources)
    key = cognate(piece[0].folded) if len(piece) == 1 else ""
    return Term(
        " ".join(w.text for w in piece), tuple(found), roots, role, weight * rarity, rarity, None, language, key
    )


def _from_corpus(word: Word, found: Sequence[Way], language: Language, sources: Sources) -> list[Way]:
    """The corpus's words that a word unknown to it may be meant for: its cognates, what it may be a misspelling of."""
    highest = sources.idf(NO_WORD)
    if sources.idf(word.folded) < highest:
        return []
    ways = []
    if not any(way.abroad for way in found):
        known = [text for text in spellings(word.folded, language) if sources.idf(text) < highest]
        ways = [Way(stems(text), FAR_TRANSLATION, text, abroad=True) for text in known]
    if len(found) > 1 or ways:
        return ways
    close = [text for text in sources.close(word.folded) if text.isalpha()]
    if listed(word.text, language):
        close = [text for text in close if language == "es" and sound(fold(text)) == sound(word.folded)]
    return [Way(stems(text), FUZZY, text) for text in close if sound(fold(text))[:1] == sound(word.folded)[:1]]


def _name_term(piece: list[Word], entity: Entity, role: Role, language: Language) -> Term:
    phrase = tuple(w.stem for w in piece)
    found = {phrase: Way(phrase, 1.0, " ".join(w.folded for w in piece))}
    for form in sorted(_forms(entity)):
        inner = tuple(s for s in stems(form) if s not in stop_stems())
        if inner:
            found.setdefault(inner, Way(inner, 1.0, form))
    there = [(translations(language).of((w.stem,), w.text) or (w.folded,))[0] for w in piece]
    abroad = tuple(s for text in there for s in stems(text))
    found.setdefault(abroad, Way(abroad, TRANSLATED_NAME, " ".join(there), abroad=True))
    weight = max(WEIGHTS["name"], WEIGHTS[role]) * (1 + 0.25 * (len(piece) - 1))
    return Term(
        " ".join(w.text for w in piece),
        tuple(found.values()),
        (),
        role,
        weight,
        1.0,
        entity.label,
        language,
    )


def _rarity(piece: list[Word], found: list[Way], sources: Sources) -> float:
    """Between 0.5 for a word of every passage and 1 for one that is rare; nearly 1 where passages are few."""
    highest = sources.idf(NO_WORD) or 1.0
    idf = max(sources.idf(w.folded) for w in piece)
    if idf >= highest and len(found) > 1:
        known = [sources.idf(way.text.split()[0]) for way in found[1:6]]
        idf = min([idf, *known])
    return 1 - 0.5 * min(1.0, highest / MANY_PASSAGES) * (1 - min(1.0, idf / highest))
