"""The lexicon: what kinds of word a word can be, without a model.

English kinds come from WordNet's lemma lists and exceptions, Spanish lemmas from the lists of `spacy-lookups-data`
(read as files; spaCy is never imported), forms from suffix rules, and the rest from rules/*/lexicon.toml.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from policy_qa.domain.records import Language
from policy_qa.errors import PolicyQAError
from policy_qa_extractors.rulebook import load

NOUN, PLURAL, FINITE, PAST, ING, ADJECTIVE, ADVERB = 1, 2, 4, 8, 16, 32, 64
DETERMINER, PREPOSITION, CONJUNCTION, PRONOUN, AUXILIARY, RELATIVE, SUBORDINATOR = 128, 256, 512, 1024, 2048, 4096, 8192
BASE, POSSESSIVE, UNKNOWN = 16384, 32768, 65536
VERBAL = FINITE | PAST | ING | AUXILIARY
CLOSED = {
    "determiner": DETERMINER,
    "preposition": PREPOSITION,
    "conjunction": CONJUNCTION,
    "pronoun": PRONOUN,
    "auxiliary": AUXILIARY | FINITE,
    "relative": RELATIVE,
    "subordinator": SUBORDINATOR,
    "adverb": ADVERB,
    "adjective": ADJECTIVE,
    "past": PAST | FINITE,
    "finite": FINITE,
}
FUNCTION = DETERMINER | PREPOSITION | CONJUNCTION | PRONOUN | AUXILIARY | RELATIVE | SUBORDINATOR
OPEN = {"noun": NOUN, "adjective": ADJECTIVE, "verb": FINITE}
ENDINGS = ("o", "a", "os", "as")
ACCENTED = frozenset({"ú", "í"})
VOWELS = frozenset("aeiouáéíóú")
CHANGES = (("ie", "e"), ("ue", "o"), ("i", "e"), ("ú", "u"), ("í", "i"))
"""What the last vowel of a Spanish stem becomes where it is stressed, and what it is in the infinitive."""
REMEMBERED = 60_000


@dataclass(slots=True)
class Lexicon:
    """The words of one language. Words are asked for as printed; case only tells where no list knows the word."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    adverbs: frozenset[str]
    plurals: dict[str, str]
    forms: dict[str, str]
    participles: dict[str, str]
    closed: dict[str, int]
    opened: dict[str, int]
    plural_only: frozenset[str]
    singular_only: frozenset[str]
    english: bool
    suffixes: dict[str, tuple[str, ...]]
    known: dict[str, int] = field(default_factory=dict)
    known_verbs: dict[str, tuple[str, int] | None] = field(default_factory=dict)

    def kinds(self, word: str) -> int:
        """All kinds the word can be, as a sum of this module's constants; UNKNOWN where no list or rule knows it."""
        kinds = self.known.get(word)
        if kinds is None:
            if len(self.known) > REMEMBERED:
                self.known.clear()
            kinds = self.known[word] = (_english if self.english else _spanish)(self, word)
        return kinds

    def is_noun(self, word: str) -> bool:
        """Whether the word can be a noun."""
        return bool(self.kinds(word) & NOUN)

    def is_plural(self, word: str) -> bool:
        """Whether the word can be a plural noun."""
        return bool(self.kinds(word) & PLURAL)

    def is_verb(self, word: str) -> bool:
        """Whether the word can be a form of a verb."""
        return bool(self.kinds(word) & VERBAL)

    def is_adjective(self, word: str) -> bool:
        """Whether the word can be an adjective or a participle used as one."""
        return bool(self.kinds(word) & (ADJECTIVE | PAST))

    def lemma(self, word: str) -> str:
        """The word's noun or verb in its plain form, in lower case; the word itself where none is known."""
        low = word.casefold()
        return self.singular(low) or (self.verb(low) or ("", 0))[0] or low

    def singular(self, low: str) -> str | None:
        """The noun of which a lower-case word is the plural, or None."""
        if low in self.plurals:
            return self.plurals[low]
        if low.endswith("men") and self.english and low[:-3] + "man" in self.nouns:
            return low[:-3] + "man"
        if not low.endswith("s") or low in self.singular_only or len(low) < 3:
            return None
        for stem in _stems(low, self.english):
            if stem in self.nouns or (not self.english and stem in self.adjectives):
                return stem
        return None

    def verb(self, low: str) -> tuple[str, int] | None:
        """The verb of which a lower-case word is a form, with the form's kinds, or None."""
        if low not in self.known_verbs:
            if len(self.known_verbs) > REMEMBERED:
                self.known_verbs.clear()
            self.known_verbs[low] = _english_verb(self, low) if self.english else _spanish_verb(self, low)
        return self.known_verbs[low]


@cache
def for_language(language: Language) -> Lexicon:
    """The lexicon of a language, read once.

    Raises PolicyQAError where the lemma tables of `spacy-lookups-data` are missing.
    """
    book = load(f"{language}/lexicon.toml").tables
    index = _table(f"{language}_lemma_index")
    english = language == "en"
    exceptions = _table("en_lemma_exc") if english else {}
    closed: dict[str, int] = {}
    for name, kind in CLOSED.items():
        for word in book["closed"].get(name, "").split():
            closed[word] = closed.get(word, 0) | kind
    opened: dict[str, int] = {}
    for name, kind in OPEN.items():
        for word in book["open"].get(name, "").split():
            opened[word] = opened.get(word, 0) | kind
    verbs = book.get("verb", {})
    participles = {f"{stem}{end}": verb for stem, verb in book.get("participle", {}).items() for end in ENDINGS}
    forms = {form: lemmas[0] for form, lemmas in exceptions.get("verb", {}).items()}
    forms |= {form: form for form in book["open"].get("invariant", "").split()}
    forms |= {form: form for form in verbs.get("strong", "").split()}
    suffixes = {name: _longest_first(text) for name, text in book.get("suffix", {}).items()}
    suffixes |= {name: _longest_first(text) for name, text in verbs.items()}
    return Lexicon(
        nouns=frozenset(index["noun"]),
        verbs=frozenset(index["verb"]),
        adjectives=frozenset(index["adj"]),
        adverbs=frozenset(index.get("adv", ())),
        plurals={form: lemmas[0] for form, lemmas in exceptions.get("noun", {}).items() if lemmas[0] != form},
        forms=forms,
        participles=participles,
        closed=closed,
        opened=opened,
        plural_only=frozenset(book["plural"]["words"].split()),
        singular_only=frozenset(book["singular"]["words"].split()),
        english=english,
        suffixes=suffixes,
    )


def _longest_first(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split(), key=lambda s: (-len(s), s)))


def _table(name: str) -> Any:
    spec = find_spec("spacy_lookups_data")
    if spec is None or not spec.submodule_search_locations:
        raise PolicyQAError("lemma tables are missing", where="spacy-lookups-data", todo="install policy-qa anew")
    path = Path(next(iter(spec.submodule_search_locations))) / "data" / f"{name}.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))


def _stems(low: str, english: bool) -> tuple[str, ...]:
    """Singular forms that a word in -s may have."""
    if low.endswith("ss"):
        return ()
    if english:
        if low.endswith("ies"):
            return (low[:-3] + "y", low[:-1])
        if low.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            return (low[:-1], low[:-2])
        return (low[:-1],)
    if low.endswith("ces"):
        return (low[:-3] + "z", low[:-1])
    if low.endswith(("ones", "anes", "ines", "enes", "unes")):
        accented = low[:-4] + {"o": "ó", "a": "á", "i": "í", "e": "é", "u": "ú"}[low[-4]] + "n"
        return (accented, low[:-2], low[:-1])
    return (low[:-2], low[:-1]) if low.endswith("es") else (low[:-1],)


def _english(lexicon: Lexicon, word: str) -> int:
    low = word.casefold().replace("’", "'")
    if low in lexicon.closed:
        return lexicon.closed[low]
    if low.endswith(("'s", "s'")) and len(low) > 3:
        return POSSESSIVE | NOUN
    kinds = lexicon.opened.get(low, 0)
    if kinds == FINITE:
        return FINITE | BASE if low in lexicon.verbs else FINITE
    if low in lexicon.nouns:
        kinds |= NOUN
    if low in lexicon.plural_only or lexicon.singular(low):
        kinds |= NOUN | PLURAL
    if low in lexicon.adjectives:
        kinds |= ADJECTIVE
    if not kinds & NOUN and _is_comparative(lexicon, low):
        kinds |= ADJECTIVE
    if low in lexicon.adverbs or (low.endswith("ly") and not kinds):
        kinds |= ADVERB
    if verb := _english_verb(lexicon, low):
        kinds |= verb[1]
    return kinds or _unknown_english(lexicon, word, low)


def _is_comparative(lexicon: Lexicon, low: str) -> bool:
    """Whether the word is a higher or highest degree of an adjective: "taller", "happiest"."""
    for ending in ("er", "est"):
        if low.endswith(ending):
            stem = low[: -len(ending)]
            forms = {stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem, stem[:-1]}
            return not lexicon.adjectives.isdisjoint(forms)
    return False


def _english_verb(lexicon: Lexicon, low: str) -> tuple[str, int] | None:
    if low in lexicon.forms:
        return lexicon.forms[low], ING if low.endswith("ing") else PAST | FINITE
    if low in lexicon.verbs:
        return low, FINITE | BASE
    for ending, kinds in (("ing", ING), ("ed", PAST | FINITE), ("s", FINITE)):
        if not low.endswith(ending) or len(low) < len(ending) + 2:
            continue
        stem = low[: -len(ending)]
        tries = [stem, stem + "e"] if ending != "s" else [stem]
        if ending == "ed" and stem.endswith("i"):
            tries = [stem[:-1] + "y"]
        if ending == "s" and stem.endswith("ie"):
            tries = [stem[:-2] + "y", stem]
        elif ending == "s" and stem.endswith("e"):
            tries = [stem, stem[:-1]]
        for base in tries:
            if base in lexicon.verbs:
                return base, kinds
    return None


def _unknown_english(lexicon: Lexicon, word: str, low: str) -> int:
    """Words that no list knows: by their last part behind a hyphen, their ending, their capital."""
    if "-" in low.strip("-"):
        last = _english(lexicon, word.rsplit("-", 1)[-1]) if not low.endswith("-") else 0
        return (last & (NOUN | PLURAL)) | ADJECTIVE if last & (NOUN | PLURAL) else ADJECTIVE
    if not low[0].isalpha():
        return UNKNOWN
    plural = PLURAL if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3 else 0
    if word[0].isupper():
        return NOUN | UNKNOWN | (plural if not word.isupper() else 0)
    if low.endswith("ing"):
        return NOUN | ING
    if low.endswith("ed"):
        return ADJECTIVE | PAST
    return NOUN | UNKNOWN | plural


def _spanish(lexicon: Lexicon, word: str) -> int:
    low = word.casefold()
    if low in lexicon.closed:
        return lexicon.closed[low]
    kinds = lexicon.opened.get(low, 0)
    plural = low in lexicon.plural_only or (low.endswith("s") and low not in lexicon.singular_only and len(low) > 3)
    for stem in (low, *(_stems(low, english=False) if plural else ())):
        if stem in lexicon.nouns:
            kinds |= NOUN
        if stem in lexicon.adjectives or (stem.endswith("a") and stem[:-1] + "o" in lexicon.adjectives):
            kinds |= ADJECTIVE
        if stem.endswith("a") and stem[:-1] + "o" in lexicon.nouns:
            kinds |= NOUN
    if verb := _spanish_verb(lexicon, low):
        kinds |= verb[1]
    if not kinds:
        kinds = _by_suffix(lexicon, word, low)
    if plural and kinds & NOUN:
        kinds |= PLURAL
    return kinds


def _spanish_verb(lexicon: Lexicon, low: str) -> tuple[str, int] | None:
    if low in lexicon.verbs:
        return low, BASE
    if low in lexicon.forms:
        return _finite(lexicon, low) or _changed(lexicon, low) or low, FINITE
    if low in lexicon.participles:
        return lexicon.participles[low], PAST
    for name, kind in (("participle", PAST), ("gerund", ING)):
        for ending in lexicon.suffixes[name]:
            if low.endswith(ending) and (found := _infinitive(lexicon, low[: -len(ending)], ("ar", "er", "ir"))):
                return found, kind
    if finite := _finite(lexicon, low):
        return finite, FINITE
    if low not in lexicon.nouns and low not in lexicon.adjectives and (changed := _changed(lexicon, low)):
        return changed, FINITE
    return None


def _finite(lexicon: Lexicon, low: str) -> str | None:
    """The verb of a finite form that its ending tells."""
    for group in ("ar", "er", "ir"):
        for ending in lexicon.suffixes[group]:
            if low.endswith(ending) and (found := _infinitive(lexicon, low[: -len(ending)], (group,))):
                return found
    return None


def _changed(lexicon: Lexicon, low: str) -> str | None:
    """The verb of a finite form whose stem changes its vowel: "invirtió", "cuenten"."""
    for group in ("ar", "er", "ir"):
        stems = [low.removesuffix(ending) for ending in lexicon.suffixes[group] if low.endswith(ending)]
        for stem in stems:
            if verb := next((v for s in _plain_stems(stem) if (v := _infinitive(lexicon, s, (group,)))), None):
                return verb
    return None


def _plain_stems(stem: str) -> Iterator[str]:
    """What a stem with a changed vowel may be in the infinitive: "inviert" and "invirt" are "invert"."""
    for printed, plain in CHANGES:
        head, found, tail = stem.rpartition(printed)
        if found and (tail or printed in ACCENTED) and VOWELS.isdisjoint(tail):
            yield head + plain + tail


def _infinitive(lexicon: Lexicon, stem: str, groups: tuple[str, ...]) -> str | None:
    if len(stem) < 2:
        return None
    changed = [stem]
    if stem.endswith("qu"):
        changed.append(stem[:-2] + "c")
    elif stem.endswith("gu"):
        changed.append(stem[:-1])
    elif stem.endswith("zc"):
        changed.append(stem[:-2] + "c")
    elif stem.endswith("c"):
        changed.append(stem[:-1] + "z")
    return next((s + g for s in changed for g in groups if s + g in lexicon.verbs), None)


def _by_suffix(lexicon: Lexicon, word: str, low: str) -> int:
    """Words that no list knows: by their ending, then as a noun."""
    if not low[0].isalpha():
        return UNKNOWN
    if low.endswith(lexicon.suffixes["adverb"]):
        return ADVERB
    if low.endswith(lexicon.suffixes["participle"]) and len(low) > 5:
        return PAST | ADJECTIVE
    if low.endswith(lexicon.suffixes["gerund"]) and len(low) > 6:
        return ING
    if low.endswith(("aron", "ieron", "ó", "rá", "rán")) and word[0].islower():
        return FINITE
    if (
        low.endswith(("ar", "er", "ir", "arse", "erse", "irse", *lexicon.suffixes["infinitive"]))
        and word[0].islower()
        and len(low) > 4
    ):
        return BASE
    if low.endswith(lexicon.suffixes["noun"]):
        return NOUN
    if low.endswith(lexicon.suffixes["adjective"]) and word[0].islower():
        return ADJECTIVE | NOUN | UNKNOWN
    return NOUN | UNKNOWN
