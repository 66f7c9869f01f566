"""From the words of a question to the terms of its focus: names joined, weights by role and rarity, other ways to say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_qa.answering import reading
from policy_qa.answering.frame import Question, Role, Term
from policy_qa.answering.reading import Cue
from policy_qa.answering.sources import Sources
from policy_qa.answering.thesaurus import LONGEST_PHRASE, Way, phrases, sides, stop_stems, ways, word_list
from policy_qa.answering.words import Word, stems
from policy_qa.domain.records import Entity, Language
from policy_qa_extractors.lexicon import NOUN, PLURAL, UNKNOWN, VERBAL, for_language

WEIGHTS: dict[Role, float] = {"head": 1.5, "modifier": 1.0, "name": 1.3, "number": 1.2, "word": 0.9, "light": 0.3}
VERB_WEIGHT = 0.7
FUZZY = 0.85
NO_WORD = "\ue000"
NAMES_ASKED = 24


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
    rest = [t for t in tokens if not (cue.start <= t.start < cue.end) or cue.groups.get("noun", "") == t.folded]
    years, pair = reading.years_of(rest, folded)
    form = cue.sets.get("form", "one")
    content = [t for t in rest if _tells(t, language, form)]
    wants = cue.sets.get("wants", "FIGURE")
    counted = _counted(tokens, cue, language) if wants in ("CARDINAL", "QUANTITY", "FIGURE", "MONEY") else []
    partitive = bool(
        re.search(r"\bof (?:the|these|those|its|their) $|\bdel? l[oa]s ?$", folded[cue.start : cue.end + 1])
    )
    names = _names(content, sources, documents)
    terms = _terms(content, counted, names, language, sources, partitive)
    noun = cue.groups.get("noun")
    labels, holds = reading.asked_noun(noun or "", language)
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
        part=cue.groups.get("part"),
        name=_printed(text, cue.groups.get("name")),
        noun=noun,
        instrument=reading.instrument(cue.groups.get("instrument", ""), language),
        units=reading.units_of(counted[-1].stem if language == "en" else counted[0].stem, language)
        if counted
        else frozenset(),
        labels=labels,
        holds=holds,
        partitive=partitive,
        negated=any(t.folded in word_list(language, "negations") or t.folded.endswith("n't") for t in tokens),
        keywords="wants" not in cue.sets,
        entities=tuple(entity.name for _, _, entity in names if entity.label not in ("GPE", "LOC")),
        places=tuple(entity.name for _, _, entity in names if entity.label in ("GPE", "LOC")),
        stems=all_stems,
        sides={table: sides(all_stems, table) for table in ("populations", "statuses", "degrees")},
    )


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


def _counted(tokens: list[Word], cue: Cue, language: Language) -> list[Word]:
    """The noun group that is counted: what follows "how many", or what a keyword question begins with."""
    stop = word_list(language, "after_head")
    lexicon = for_language(language)
    group: list[Word] = []
    plural = False
    for word in (t for t in tokens if t.start >= cue.end):
        kinds = lexicon.kinds(word.folded if word.text.islower() else word.text)
        if not group and word.folded in word_list(language, "stop"):
            if word.folded in ("the", "el", "la", "los", "las", "de", "del", "of", "those", "these", "different"):
                continue
            break
        if word.folded in stop or (word.folded in word_list(language, "stop") and not kinds & NOUN):
            break
        if kinds & VERBAL and not kinds & PLURAL and (plural or not kinds & NOUN) and (group or not kinds & NOUN):
            if group:
                break
            continue
        group.append(word)
        plural = plural or bool(kinds & PLURAL)
        if len(group) == 6:
            break
    return group


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
    counted: list[Word],
    names: list[tuple[int, int, Entity]],
    language: Language,
    sources: Sources,
    partitive: bool,
) -> tuple[Term, ...]:
    terms: list[Term] = []
    starts = {first: (last, entity) for first, last, entity in names}
    counted_at = [w.start for w in counted]
    head_at = (counted_at[-1] if language == "en" else counted_at[0]) if counted else -1
    at = 0
    while at < len(content):
        if at in starts:
            last, entity = starts[at]
            piece = content[at:last]
            role: Role = "head" if any(w.start == head_at for w in piece) else "name"
            terms.append(_name_term(piece, entity, role))
            at = last
            continue
        size = _phrase_size(content, at, language)
        piece = content[at : at + size]
        at += size
        terms.append(_term(piece, _role(piece, counted_at, head_at, language, partitive), language, sources))
    return tuple(terms)


def _phrase_size(content: list[Word], at: int, language: Language) -> int:
    row = tuple(w.stem for w in content[at : at + LONGEST_PHRASE])
    return next((n for n in range(len(row), 1, -1) if row[:n] in phrases(language)), 1)


def _role(piece: list[Word], counted_at: list[int], head_at: int, language: Language, partitive: bool) -> Role:
    if any(w.start == head_at for w in piece):
        return "head"
    if partitive and sides((w.stem for w in piece), "populations"):
        return "head"
    first = piece[0]
    if first.folded[0].isdigit():
        return "number"
    if first.text[:1].isupper() and first.start > 0:
        return "name"
    if first.start in counted_at:
        return "modifier"
    return "light" if all(w.folded in word_list(language, "light") for w in piece) else "word"


def _term(piece: list[Word], role: Role, language: Language, sources: Sources) -> Term:
    phrase = tuple(w.stem for w in piece)
    found = list(ways(phrase, " ".join(w.folded for w in piece), language))
    lexicon = for_language(language)
    kinds = lexicon.kinds(piece[0].folded)
    weight = WEIGHTS[role]
    if role == "word" and kinds & VERBAL and not kinds & NOUN:
        weight = VERB_WEIGHT
    if role == "head" and all(w.folded in word_list(language, "light") for w in piece):
        weight = 0.6
    if len(piece) == 1 and kinds & UNKNOWN and len(piece[0].folded) >= 5 and piece[0].folded.isalpha():
        found += _respelt(piece[0], sources)
    roots = tuple(w.root for w in piece)
    return Term(" ".join(w.text for w in piece), tuple(found), roots, role, weight * _rarity(piece, found, sources))


def _respelt(word: Word, sources: Sources) -> list[Way]:
    """The corpus's words that a word unknown to it may be meant for."""
    if sources.idf(word.folded) < sources.idf(NO_WORD):
        return []
    close = [text for text in sources.close(word.folded) if text[:1] == word.folded[:1] and text.isalpha()]
    return [Way(stems(text), FUZZY, text) for text in close]


def _name_term(piece: list[Word], entity: Entity, role: Role) -> Term:
    phrase = tuple(w.stem for w in piece)
    found = {phrase: Way(phrase, 1.0, " ".join(w.folded for w in piece))}
    for form in sorted(_forms(entity)):
        inner = tuple(s for s in stems(form) if s not in stop_stems())
        if inner:
            found.setdefault(inner, Way(inner, 1.0, form))
    weight = max(WEIGHTS["name"], WEIGHTS[role]) * (1 + 0.25 * (len(piece) - 1))
    return Term(
        " ".join(w.text for w in piece),
        tuple(found.values()),
        (),
        role,
        weight,
    )


def _rarity(piece: list[Word], found: list[Way], sources: Sources) -> float:
    """Between 0.5 for a word of every passage and 1 for one that is rare or missing."""
    highest = sources.idf(NO_WORD) or 1.0
    idf = max(sources.idf(w.folded) for w in piece)
    if idf >= highest and len(found) > 1:
        known = [sources.idf(way.text.split()[0]) for way in found[1:6]]
        idf = min([idf, *known])
    return 0.5 + 0.5 * min(1.0, idf / highest)
