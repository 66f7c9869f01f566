"""How well a term of a question is met around a record: in its own frame, its stretch of the sentence, or beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policy_qa.answering.frame import Term
from policy_qa.answering.scene import Scene, Zone
from policy_qa.answering.thesaurus import grammar, stop_stems
from policy_qa.answering.ways import Way
from policy_qa.answering.words import Word, cognates, words
from policy_qa.domain.records import Date, Entity, Figure, LegalReference, Record
from policy_qa_extractors.lexicon import FINITE, NOUN, UNKNOWN, VERBAL, for_language

OWN, STRETCH, LEAD, SENTENCE, BEFORE, ABOVE, AFTER, FAR = 1.0, 1.0, 0.97, 0.8, 0.75, 0.6, 0.38, 0.35
FORM, ROOT, COGNATE, PART = 0.95, 0.72, 0.72, 0.6
VERB_ELSEWHERE, OTHERS_VERB = 0.6, 0.3
OTHER_NAMED, NOT_OURS, PASSING = 0.3, 0.1, 0.55
ANAPHOR, TITLE = 0.85, 0.9
SALIENT = 8
SAME_QUALITY = 0.05
NEAR_WORDS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A record in its sentence: its own words, its place among the sentence's words, and the stretch that is its own.

    `lead` is the place of the sentence's first figure, `asked` holds the stems of the question.
    """

    record: Record
    scene: Scene
    own: Zone
    place: int
    first: int
    last: int
    lead: int
    asked: frozenset[str] = frozenset()


def own_words(record: Record) -> str:
    """The words of a record's own frame."""
    if isinstance(record, Figure):
        slots = (record.measured_entity, record.measured_property, record.population, record.status, record.actor)
        return " . ".join(filter(None, (*slots, record.place, record.per, record.direction)))
    if isinstance(record, Entity):
        return record.name
    return record.citation if isinstance(record, LegalReference) else ""


def spot(record: Record, scene: Scene, asked: frozenset[str] = frozenset()) -> Spot:
    """Where a record stands. Its stretch runs from the figure before it to the figure after it; the words before the
    first figure of the sentence lead them all. A share in brackets is one with its count. In a row of a table it has
    its own cell and the label of the row."""
    if scene.is_row:
        scene = _own_cell(record, scene)
    place = _place(scene.sentence, record.start)
    end = _place(scene.sentence, record.end)
    first, last, lead = 0, len(scene.sentence.words), place
    alike = [r for r in scene.records if r.kind == record.kind] if isinstance(record, (Figure, Date)) else []
    for other in alike:
        begin, stop = _place(scene.sentence, other.start), _place(scene.sentence, other.end)
        lead = min(lead, begin)
        if _nested(scene, min(stop, end), max(begin, place)):
            continue
        if begin < place and place - stop > 1:
            first = max(first, _after_cut(scene, stop, place, first))
        elif begin > place and begin - end > 1:
            last = min(last, _after_cut(scene, end, begin, last))
    return Spot(record, scene, Zone(words(own_words(record)), scene.document.language), place, first, last, lead, asked)


def _own_cell(record: Record, scene: Scene) -> Scene:
    """The scene of a table's row with no more words than those of its first cell and of the record's, and those above
    the table: other cells and rows say nothing of it."""
    text, at = scene.text, record.start - scene.start
    label = text.find("|", len(text) - len(text.lstrip(" |")))
    begin, end = text.rfind("|", 0, at), text.find("|", at)
    stop = len(text) if end < 0 else end
    own = [w for w in scene.sentence.words if w.end - scene.start <= label or begin < w.start - scene.start < stop]
    none = Zone((), scene.sentence.language)
    return replace(scene, sentence=Zone(own, none.language), before=none, after=none, far=none)


def _nested(scene: Scene, begin: int, end: int) -> bool:
    """Whether only "of the" stands between two figures: a part and its whole have one stretch."""
    between = [w.folded for w in scene.sentence.words[begin:end]]
    return 0 < len(between) <= 2 and between[0] in grammar("part_of")


PART_OF = re.compile(r"\s*(?:out of|of|del?)(?: (?!and\b|or\b|y\b|o\b)[^\W\d_]+(?:['’]s?)?){0,3} ?", re.I)
"""What stands between a part and its whole: "four of his side's five goals"."""


def is_part(part: Record, whole: Record, scene: Scene) -> bool:
    """Whether one figure is printed as a part of another: "28 of the city's 31 gates"."""
    if not part.end < whole.start <= scene.end:
        return False
    return PART_OF.fullmatch(scene.text, part.end - scene.start, whole.start - scene.start) is not None


def _after_cut(scene: Scene, begin: int, end: int, without: int) -> int:
    """Where the last clause begins among the words between two figures: at a "but" or semicolon, else behind a comma or
    an "and"; else `without`."""
    row = scene.sentence.words
    for at in range(min(end, len(row) - 1), begin - 1, -1):
        if row[at].folded in grammar("contrasting") or (at > begin and ";" in _between(scene, at)):
            return at
    for at in range(min(end, len(row) - 1), begin - 1, -1):
        cut = row[at].folded in grammar("joins") or any(c in _between(scene, at) for c in ",;:(|")
        if cut and not _of_whom(row, at):
            return at
    return without


def _of_whom(row: Sequence[Word], at: int) -> bool:
    """Whether a clause speaks on of the noun before it: "teachers, of whom 43 %"."""
    return (
        row[at].folded in grammar("part_of")
        and {w.folded for w in row[at + 1 : at + 3]} & grammar("relatives") != set()
    )


def _between(scene: Scene, at: int) -> str:
    """What is printed between a word of a sentence and the one before it."""
    row = scene.sentence.words
    return scene.text[row[at - 1].end - scene.start : row[at].start - scene.start] if at else ""


def _place(sentence: Zone, offset: int) -> int:
    """Which of a sentence's words is the first that ends behind an offset."""
    return next((at for at, word in enumerate(sentence.words) if word.end > offset), len(sentence.words))


def fit(term: Term, at: Spot) -> tuple[float, int | None]:
    """The best fit of a term between 0 and 1, and how many words from the record it stands.

    The distance is None outside the sentence.
    """
    best, distance = _in_sentence(term, at)
    scene = at.scene
    elsewhere = VERB_ELSEWHERE if term.role == "verb" else 1.0
    foreign = scene.document.language != term.language
    for zone_, strength in ((scene.before, BEFORE), (scene.above, ABOVE), (scene.after, AFTER), (scene.far, FAR)):
        if strength * elsewhere > best:
            quality, places = found(term, zone_, foreign)
            passing = term.role == "name" and zone_ is scene.before and len(places) == 1 and places[0] >= SALIENT
            strong = TITLE if term.role == "number" and zone_ is scene.above else strength
            best = max(best, quality * quality * elsewhere * (PASSING if passing else strong))
    if best < ANAPHOR and _taken_up(term, at):
        best = ANAPHOR
    if distance is None and (
        (term.label is not None and _other_named(term, at)) or (term.role == "name" and _named_before(at))
    ):
        best = min(best, OTHER_NAMED)
    return best, distance


def _taken_up(term: Term, at: Spot) -> bool:
    """Whether the sentence takes up a longer name said before it by its noun alone: "the university"."""
    phrase = term.ways[0].phrase
    if len(phrase) < 2 or term.role not in ("name", "head"):
        return False
    row = at.scene.sentence.words
    places = [p for s in (phrase[0], phrase[-1]) for p in at.scene.sentence.stems.get(s, ())]
    if not any(p and row[p].text.islower() and row[p - 1].folded in grammar("leads") for p in places):
        return False
    return bool(at.scene.before.find(phrase) or at.scene.above.find(phrase))


def _in_sentence(term: Term, at: Spot) -> tuple[float, int | None]:
    foreign = at.scene.document.language != term.language
    best, distance = found(term, at.own, foreign)[0] * OWN, None
    if best:
        distance = 1
    for quality, places in matches(term, at.scene.sentence, foreign):
        near = min(abs(p - at.place) for p in places)
        here = quality * _strength(term, at, places)
        if here > best:
            best, distance = here, near
    return best, distance


def _strength(term: Term, at: Spot, places: list[int]) -> float:
    """How near a term's places are: in the record's stretch, in the words that lead all figures, or with another.

    A name outside the stretch hardly counts where the stretch has a name of its own.
    """
    if any(at.first <= p < at.last for p in places):
        return STRETCH
    if term.role == "verb" and max(places) < at.first and _own_verb(at):
        return OTHERS_VERB
    if term.role == "name" and (_own_name(at) or min(places) >= at.last):
        return NOT_OURS
    if min(places) < at.lead:
        return LEAD
    return OTHERS_VERB if term.role == "verb" else SENTENCE


def _own_verb(at: Spot) -> bool:
    """Whether a record's stretch has a verb of its own before it: ", which makes 412 in all"."""
    lexicon = for_language(at.scene.document.language)
    row = at.scene.sentence.words[at.first : at.place]
    return any(lexicon.kinds(w.text.casefold()) & FINITE and not lexicon.kinds(w.text.casefold()) & NOUN for w in row)


def _own_name(at: Spot) -> bool:
    """Whether a record's stretch begins a clause of its own with a name: ", whereas the League had …"."""
    row = at.scene.sentence.words[at.first : at.place]
    return at.first > 0 and any(w.text[:1].isupper() and w.stem not in stop_stems() for w in row)


def _other_named(term: Term, at: Spot) -> bool:
    """Whether the sentence names another thing of the kind that the term names, and not the term's."""
    names = {way.text.casefold() for way in term.ways}
    if any(w.folded in grammar("stand_ins") for w in at.scene.sentence.words[: at.place]):
        return False
    return any(
        isinstance(r, Entity) and r.label == term.label and r.name.casefold() not in names and r.id != at.record.id
        for r in at.scene.records
    )


def _named_before(at: Spot) -> bool:
    """Whether the sentence has a subject of its own before the record, with a name that the question does not say."""
    row = at.scene.sentence.words
    n = 0
    while n < at.place:
        last = n
        while last < at.place and _is_name(row[last], at):
            last += 1
        if (
            last > n
            and not (n and row[n - 1].folded in grammar("before_nouns"))
            and not any(w.stem in at.asked for w in row[n:last])
            and not _short_for_asked(row[n:last], at)
            and _acts(row[last - 1], row[last : last + 1], at)
        ):
            return True
        n = last + 1
    return False


def _short_for_asked(name: Sequence[Word], at: Spot) -> bool:
    """Whether a name stands before the sentence beside a name of the question, as its other half: "Task Force X"."""
    row = at.scene.before.words
    for place in at.scene.before.find([w.stem for w in name]):
        around = (*row[max(place - 2, 0) : place], *row[place + len(name) : place + len(name) + 2])
        if any(w.stem in at.asked and w.text[:1].isupper() for w in around):
            return True
    return False


def _is_name(word: Word, at: Spot) -> bool:
    """Whether a word is printed like a name: a capital, and no small word, month or first word that is no name."""
    if not word.text[:1].isupper() or word.stem in stop_stems() or word.folded in grammar("calendar"):
        return False
    first = word.start == at.scene.sentence.words[0].start
    return not first or bool(for_language(at.scene.document.language).kinds(word.folded) & UNKNOWN)


def _acts(word: Word, after: Sequence[Word], at: Spot) -> bool:
    """Whether a name owns or does what follows: a possessive, or a verb behind it."""
    behind = at.scene.text[word.end - at.scene.start : word.end - at.scene.start + 1]
    if behind in ("'", "’") or word.text.endswith(("'s", "’s")):
        return True
    return any(for_language(at.scene.document.language).kinds(w.text) & VERBAL for w in after)


def found(term: Term, zone_: Zone, foreign: bool = False) -> tuple[float, list[int]]:
    """How good the best match of a term in a zone is, and its places there. In a foreign text cognates count."""
    best, places_ = 0.0, list[int]()
    for quality, places in matches(term, zone_, foreign):
        if quality < best - SAME_QUALITY:
            break
        best = max(best, quality)
        places_ += places
    return best, places_


def matches(term: Term, zone_: Zone, foreign: bool = False) -> Iterator[tuple[float, list[int]]]:
    """All matches of a term in a zone, way by way: how good each is, and its places.

    Words of the other language count in a foreign text only.
    """
    some = False
    ways = term.ways[:1] if term.marks.isdisjoint(zone_.marks) else term.ways
    for way in ways:
        if way.abroad and not foreign:
            continue
        if places := zone_.find(way.phrase):
            some = True
            yield way.quality, places
        elif forms := _forms(term, way, zone_):
            some = True
            yield way.quality * (ROOT if _noun(term, way, zone_) else FORM), forms
        elif way.quality == 1.0 and (roots := _roots(term, zone_)):
            some = True
            yield ROOT, roots
    if some:
        return
    if foreign and (alike := _cognates(term, zone_)):
        yield COGNATE, alike
        return
    phrase = term.ways[0].phrase
    if len(phrase) > 1:
        hits = [zone_.stems[s] for s in phrase if s in zone_.stems]
        if len(hits) * 2 > len(phrase):
            yield PART * len(hits) / len(phrase), hits[0]


def _forms(term: Term, way: Way, zone_: Zone) -> list[int]:
    """Places of other forms of a way's words, in a text of its language."""
    if not way.family or way.abroad == (term.language == zone_.language):
        return []
    return zone_.find_forms(way.family)


def _cognates(term: Term, zone_: Zone) -> list[int]:
    """Places of words that are spelt like the term's one word."""
    places = zone_.cognates.get(term.cognate, []) if term.cognate else []
    return [place for place in places if cognates(term.ways[0].text, zone_.words[place].folded)]


def _noun(term: Term, way: Way, zone_: Zone) -> bool:
    word = term.text.casefold() if way is term.ways[0] else way.text
    return bool(for_language(zone_.language).kinds(word) & NOUN)


def _roots(term: Term, zone_: Zone) -> list[int]:
    """Places of words of the term's family."""
    return zone_.roots.get(term.roots[0], []) if len(term.roots) == 1 and len(term.roots[0]) >= 4 else []


def nearness(distance: int | None) -> float:
    """1 beside the record, falling with the words between; 0 outside its sentence."""
    return 0.0 if distance is None else NEAR_WORDS / (NEAR_WORDS + distance)
