"""What is counted, by the words before the number."""

from __future__ import annotations

from policy_qa_extractors.figures import refine
from policy_qa_extractors.figures.asked import AGES, DURATIONS, Asked
from policy_qa_extractors.figures.clause import MARK, QUANTITY, Words
from policy_qa_extractors.figures.english import LONGEST
from policy_qa_extractors.figures.labels import label_before, row_head
from policy_qa_extractors.figures.nouns import Group, with_complement
from policy_qa_extractors.figures.purpose import all_capital, behind, span
from policy_qa_extractors.figures.refine import Measured
from policy_qa_extractors.figures.rightward import of_whole
from policy_qa_extractors.figures.subject import (
    chain,
    chain_ending,
    is_nominal,
    is_verb,
    object_between,
    subject_end,
    subject_of,
    verb_before,
)
from policy_qa_extractors.figures.vocabulary import Vocabulary
from policy_qa_extractors.lexicon import (
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    NOUN,
    PREPOSITION,
    RELATIVE,
)

NEAR, TO_DO = 12, 10
ARTICLES = frozenset({"el", "la", "los", "las", "su", "sus"})


def to_the_left(asked: Asked) -> Measured | None:
    """The noun group that leads to the number, or the object or subject of the verb before it."""
    words, vocabulary = asked.words, asked.vocabulary
    lead = _lead(asked)
    if lead < 0:
        return None
    if asked.quantity.unit in AGES and asked.is_in("of", lead) and words.low[lead - 1 : lead] == [","]:
        return nearest(asked._replace(at=lead - 1))
    if opened := refine.leading(words, vocabulary, asked.at):
        return Measured(opened, None, "subject")
    if asked.is_in("age", lead) or asked.is_in("worth", lead):
        return nearest(asked._replace(at=lead))
    if asked.is_in("of", lead) and asked.is_in("age", lead - 1):
        return _aged(asked, lead - 1)
    if asked.is_in("gauged", lead - 1) and (gauged := _gauged(asked, lead - 1)):
        return gauged
    if labelled := _labelled(asked, lead):
        return labelled
    if asked.limits:
        return nearest(asked)
    through = vocabulary.words["of" if asked.quantity.unit in DURATIONS else "inward"]
    if leads_on(asked) and (group := chain_ending(words, vocabulary, lead - 1, through)):
        return _introducing(asked, group)
    return _gapped(asked, lead) or of_whole(asked) or _to_do(asked) or by_verb(asked)


def _to_do(asked: Asked) -> Measured | None:
    """What a Spanish infinitive before the number does something to: "reducir la anemia al 19 %", "elevar al 75 % la
    ejecución"."""
    words, vocabulary, at = asked.words, asked.vocabulary, asked.at
    if vocabulary.lexicon.english or asked.quantity.label not in {"PERCENT", "MONEY", "CARDINAL"}:
        return None
    verb = next((p for p in range(at - 1, max(at - TO_DO, -1), -1) if words.kinds[p] & (BASE | FINITE | MARK)), -1)
    if verb < 0 or words.kinds[verb] & (NOUN | MARK):
        return None
    group = object_between(words, vocabulary, verb, at) if words.kinds[verb] & BASE else None
    place = asked.behind
    if group is None and verb >= at - 3 and words.low[place : place + 1] and words.low[place] in ARTICLES:
        group = behind(words, vocabulary, place - 1)
    return refine.refined(words, vocabulary, group, way="object") if group else None


def _gauged(asked: Asked, participle: int) -> Measured | None:
    """What a participle says the measure of: "el gasto, estimado en 7 200 millones"."""
    last = participle - 1
    while last >= 0 and asked.words.low[last] == ",":
        last -= 1
    group = chain_ending(asked.words, asked.vocabulary, last) if last >= 0 else None
    if group is None:
        return None
    found = refine.refined(asked.words, asked.vocabulary, group, way="near")
    return found if found.entity else found._replace(entity=found.measured)


def _aged(asked: Asked, place: int) -> Measured | None:
    """Who is of an age, where "the age" stands at `place`: "people over the age of 65"."""
    words = asked.words
    while (
        place > 0 and words.kinds[place - 1] & (DETERMINER | ADVERB | PREPOSITION) and not words.kinds[place - 1] & NOUN
    ):
        place -= 1
    owner = asked._replace(at=place)
    return nearest(owner) if place and is_nominal(words, place - 1) else by_verb(owner)


def _labelled(asked: Asked, lead: int) -> Measured | None:
    """What the label before the number says: "Number of staff (FTE): 1,240", "| Pages per visit | 3.13 |"."""
    words, vocabulary = asked.words, asked.vocabulary
    if lead != asked.at - 1 or (label := label_before(words, lead)) is None:
        return None
    first, last = label
    unnamed = words.kinds[last] & ADVERB or asked.is_in("container", last)
    if first == last and unnamed and (head := row_head(words)):
        first, last = head
        return Measured((words.starts[first], words.ends[last]), None, "label")
    group = chain_ending(words, vocabulary, last, vocabulary.words["inward"])
    if group is None or (group.first != first and not asked.is_in("container", group.head)):
        return Measured((words.starts[first], words.ends[last]), None, "label")
    found = _introducing(asked, group)
    if found is None or found.entity:
        return found
    return found._replace(entity=found.measured)


def _gapped(asked: Asked, lead: int) -> Measured | None:
    """The noun of a list without verbs: "strangers 13 % and partners 11 %", "trabajo con 6 %, machismo con 4 %"."""
    words, vocabulary = asked.words, asked.vocabulary
    led = words.low[asked.at - 1] in {"up", "down"}
    if asked.quantity.label not in {"PERCENT", "MONEY"} and not led:
        return None
    last = lead - 1 if asked.is_in("with", lead) else lead
    if last < 1 or not is_nominal(words, last) or (words.kinds[last] & FINITE and is_verb(words, vocabulary, last)):
        return None
    groups = chain(words, vocabulary, last)
    before = groups[-1].first - 1 if groups else -1
    while before > 0 and words.kinds[before] & DETERMINER:
        before -= 1
    if before < 0 or not (
        words.low[before] in {",", ";", ":"}
        or words.kinds[before] & CONJUNCTION
        or (led and asked.is_in("with", before))
    ):
        return None
    return refine.refined(words, vocabulary, Group(groups[-1].first, last, groups[-1].head), way="gapped")


def leads_on(asked: Asked) -> bool:
    """Whether a noun group leads to the number: "an investment of", "Budget:", "n =", "women ("."""
    lead = _lead(asked)
    return lead > 0 and (asked.is_in("of", lead) or asked.words.low[lead] in {":", "=", "("})


def amounts(asked: Asked) -> bool:
    """Whether an amount of its own name leads to the money: "earnings of $1.45 on revenue of $2 billion"."""
    lead = _lead(asked)
    return asked.quantity.label == "MONEY" and asked.is_in("of", lead) and asked.is_in("amount", lead - 1)


def amount_told(asked: Asked) -> tuple[int, int] | None:
    """The subject that names the amount, in Spanish: "El ingreso fue de S/ 1 150 para las mujeres"."""
    words, vocabulary = asked.words, asked.vocabulary
    verb = -1 if vocabulary.lexicon.english else verb_before(words, vocabulary, asked.at)
    group = subject_of(words, vocabulary, verb) if verb >= 0 else None
    named = group is not None and any(
        words.low[group.head] in vocabulary.words[n] for n in ("amount", "money", "price")
    )
    return span(words, group) if group is not None and named else None


def _lead(asked: Asked) -> int:
    """The place of the word before the number, past articles and adverbs; -1 where there is none."""
    words, lead = asked.words, asked.at - 1
    while lead >= 0 and words.kinds[lead] & (DETERMINER | ADVERB) and not words.kinds[lead] & (NOUN | RELATIVE):
        lead -= 1
    return lead


def _introducing(asked: Asked, group: Group) -> Measured | None:
    """What "an investment of", "an average of", "a population of" before the number says."""
    found = refine.introduced(asked.words, asked.vocabulary, group)
    if found.way == "host":
        return found
    if _is_told(asked, group):
        return Measured(span(asked.words, group), span(asked.words, group), "introduced")
    if found.entity is None and (changed := _of_change(asked, group)):
        return found._replace(entity=changed)
    if asked.words.low[_lead(asked)] == "=" or asked.words.ends[group.last] - asked.words.starts[group.first] < 3:
        return _by_symbol(asked, group)
    if asked.measures and (thing := _thing_measured(asked, group)):
        return thing
    lasts = asked.quantity.unit in DURATIONS
    if not (asked.measures or lasts or found.entity is None or _bare(asked, group)):
        return found
    if not lasts and (asked.vocabulary.words["change"] & {asked.words.low[group.head]} or _plain(asked, group)):
        return found
    text = span(asked.words, group)
    if clause := by_verb(asked._replace(at=group.first)):
        return Measured(clause.entity or text, found.measured or text, clause.way)
    return found


def _of_change(asked: Asked, group: Group) -> tuple[int, int] | None:
    """What changed, in Spanish, by the words behind the number: "un aumento del 16 % en las declaraciones"."""
    if asked.vocabulary.lexicon.english or asked.words.low[group.head] not in asked.vocabulary.words["change"]:
        return None
    return _behind(asked) if asked.is_in("inside", asked.behind) else None


def _is_told(asked: Asked, group: Group) -> bool:
    """Whether someone only tells of the change: "the bank expects growth of 2.6 %"."""
    words, vocabulary = asked.words, asked.vocabulary
    verb = verb_before(words, vocabulary, group.first)
    if verb < 0 or not vocabulary.lexicon.english or words.low[group.head] not in vocabulary.words["change"]:
        return False
    lemma = vocabulary.lexicon.verb(words.low[verb])
    return lemma is not None and lemma[0] in vocabulary.words["telling"]


def _bare(asked: Asked, group: Group) -> bool:
    """Whether the group only names a measure of something: "an average of"; "had a cost of"."""
    head = asked.words.low[group.head]
    if head in asked.vocabulary.words["price"]:
        return asked.is_in("carrier", verb_before(asked.words, asked.vocabulary, group.first))
    return head in asked.vocabulary.words["ratio"] and group.first == group.head


def _thing_measured(asked: Asked, group: Group) -> Measured | None:
    """The thing whose property the group is, where it stands in the same phrase or right behind the number."""
    if found := measured_chain(asked.words, asked.vocabulary, _lead(asked) - 1):
        return found
    text = span(asked.words, group)
    if thing := _behind(asked):
        return Measured(thing, text, "introduced")
    return Measured(text, None, "introduced") if asked.words.low[_lead(asked)] == "(" else None


def _behind(asked: Asked) -> tuple[int, int] | None:
    """What a measure is of, by the words behind it: "a mean temperature of 8250 K in the upper atmosphere"."""
    words, place = asked.words, asked.behind
    place = _past_finding(asked, place)
    if not asked.is_in("onward", place) or words.low[place] == "to":
        return None
    group = behind(words, asked.vocabulary, place)
    if group is None or all_capital(words, group):
        return None
    return span(words, with_complement(words, asked.vocabulary, group, determiners=True))


def _past_finding(asked: Asked, place: int) -> int:
    """Past "was measured": what stands behind says where or of whom."""
    words = asked.words
    found = place
    while found < len(words.low) and words.kinds[found] & (AUXILIARY | ADVERB):
        found += 1
    return found + 1 if found > place and asked.is_in("found", found) else place


def _plain(asked: Asked, group: Group) -> bool:
    """Whether the group names a thing, not a property of what the clause is about: "winds of 150 mph"."""
    lists, head = asked.vocabulary.words, asked.words.low[group.head]
    if any(head in lists[name] for name in ("ratio", "extent", "money", "price")):
        return False
    verb = verb_before(asked.words, asked.vocabulary, group.first)
    return verb >= 0 and not asked.is_in("carrier", verb) and not asked.words.kinds[verb] & AUXILIARY


def _by_symbol(asked: Asked, group: Group) -> Measured:
    """What a symbol measures: "(n = 50)", "a radius r = 2" belong to the noun before them."""
    first = asked._replace(at=group.first)
    near = nearest(first) or by_verb(first)
    return Measured(near.entity if near else None, span(asked.words, group), "symbol")


def measured_chain(words: Words, vocabulary: Vocabulary, last: int) -> Measured | None:
    """The property and the thing of "temperatures in the auroral oval": the outermost group, and all within it."""
    groups = chain(words, vocabulary, last)
    if len(groups) < 2:
        return None
    outer, inner, end = groups[-1], groups[-2], groups[0].last
    first = outer.first if end - outer.first < LONGEST else inner.first
    last = end if end - first < LONGEST else inner.last
    return Measured((words.starts[first], words.ends[last]), span(words, outer), "introduced")


def by_verb(asked: Asked) -> Measured | None:
    """The object of the verb before the number, else its subject."""
    words, vocabulary, at = asked.words, asked.vocabulary, asked.at
    verb = verb_before(words, vocabulary, at)
    if verb < 0:
        return None
    carries = asked.is_in("carrier", verb)
    costs = asked.is_in("costing", verb) and asked.quantity.label == "MONEY"
    outdone = asked.is_in("outdoing", verb) and words.low[at - 1] in {"by", "por", "en"}
    group = None if outdone or costs else object_between(words, vocabulary, verb, at)
    if group is not None and (_peaks(asked, group) or _lasts(asked, group)):
        group = None
    if group is not None and (carries or not words.kinds[verb] & AUXILIARY) and not asked.is_in("points", group.head):
        if carries and (owner := subject_of(words, vocabulary, verb)):
            return Measured(refine.subject(words, vocabulary, owner).entity, span(words, group), "subject")
        return refine.refined(words, vocabulary, group, way="object")
    group = subject_of(words, vocabulary, verb)
    if group is None:
        return None
    found = refine.subject(words, vocabulary, group)
    if asked.measures and found.way != "host":
        whole = measured_chain(words, vocabulary, subject_end(words, vocabulary, verb))
        if whole is None:
            return found
        return whole if vocabulary.lexicon.english else whole._replace(way="subject")
    return _widened(asked, found, subject_end(words, vocabulary, verb))


def _peaks(asked: Asked, group: Group) -> bool:
    """Whether the group right before the number only says that it is the highest or lowest."""
    return group.last == asked.at - 1 and asked.is_in("peaks", group.head)


def _lasts(asked: Asked, group: Group) -> bool:
    """Whether the group only says when: "the dollar closed the month at 7,486"."""
    return group.first == group.last and asked.is_in("calendar", group.head)


def _is_backing(asked: Asked, named: tuple[int, int]) -> bool:
    """Whether a noun of money is none before a share: "support for the bill stood at 61 %"."""
    return asked.words.text[named[0] : named[1]].lower() in asked.vocabulary.words["backing"]


def _short(words: Words, begin: int, end: int) -> bool:
    return len(words.text[begin:end].split()) <= LONGEST


def _widened(asked: Asked, found: Measured, last: int) -> Measured:
    """A share's subject with the phrases behind its noun: "coverage of the vaccine among infants"."""
    words, vocabulary = asked.words, asked.vocabulary
    if (
        asked.quantity.label != "PERCENT"
        or not vocabulary.lexicon.english
        or found.entity is None
        or found.way == "host"
    ):
        return found
    if found.measured and _is_backing(asked, found.measured):
        return found._replace(entity=(found.measured[0], words.ends[last]))
    begin, end = found.entity[0], words.ends[last]
    whole = end > found.entity[1] and _short(words, begin, end)
    clear = whole and not any(words.kinds[p] & QUANTITY for p in range(last) if words.starts[p] >= begin)
    return found._replace(entity=(begin, end)) if clear else found


def nearest(asked: Asked) -> Measured | None:
    """The noun group nearest before the number, where the clause says no more."""
    words, vocabulary, at = asked.words, asked.vocabulary, asked.at
    for place in range(at - 1, max(at - NEAR, -1), -1):
        if is_nominal(words, place) and not asked.is_in("age", place) and (groups := chain(words, vocabulary, place)):
            first = groups[0]
            through = vocabulary.words["inward" if words.low[at - 1] == "(" else "of"]
            for outer in groups[1:]:
                if words.low[outer.last + 1] not in through:
                    break
                first = outer
            found = refine.refined(words, vocabulary, Group(first.first, place, first.head), way="near")
            if found.entity is not None:
                return found
    return None
