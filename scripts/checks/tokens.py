"""What must be equal in every language, in one spelling: 9 h 30, 9.30 uur, 9:30am are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from scripts.checks.prose import HIDDEN_SPACES
from scripts.library.months import MONTHS

TENS = {
    "fr": "vingt trente quarante cinquante soixante",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
UNDER_TWENTY = {
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    " zestien zeventien achttien negentien",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen",
}
OTHER_WORDS = {
    "fr": {"cent": "100", "mille": "1000"},
    "nl": {"honderd": "100", "duizend": "1000", "beide": "2"},
    "en": {"hundred": "100", "thousand": "1000", "both": "2"},
}
"""'one' is left out: in French and Dutch it is the article."""

LICENCE = (r"\bCC BY \d\.\d\b", " ")
FRENCH_ORDINAL = (r"\b(\d+)e(?= de )", r"\1")
"""Names of streets stay French: boulevard du 9e de Ligne."""

PHRASES = {
    "fr": (
        LICENCE,
        (r"\bjours fériés\b", "fériés"),
        (r"\bminuit\b", "24 h"),
        (r"\b(\d+) (heures|jours) sur \1\b", r"\1 \2"),
    ),
    "nl": (
        LICENCE,
        FRENCH_ORDINAL,
        (r"\bmiddernacht\b", "24 uur"),
        (r"\b(\d+) (uur|dagen) op \1\b", r"\1 \2"),
    ),
    "en": (
        LICENCE,
        FRENCH_ORDINAL,
        (r"\bmidnight\b", "24:00"),
        (r"\b(under|over) (\d+)(?= *(?:$|[.,;)]))", r"\1 \2 years"),
    ),
}
"""Ways to say a number that one language has and another has not."""
UNITS = {
    "fr": {
        "jours? ouvrables?": "workday",
        "jours?": "day",
        "semaines?": "week",
        "mois": "month",
        "ans?|années?": "year",
        "heures?|h": "h",
        "minutes?|min": "minute",
        "euros?|eur|€": "euro",
        "pour cent|%": "%",
    },
    "nl": {
        "werkdag(?:en)?": "workday",
        "(?:kalender)?dag(?:en)?": "day",
        "we(?:ek|ken)": "week",
        "maand(?:en)?": "month",
        "ja(?:ar|ren)": "year",
        "u(?:ur|ren)?": "h",
        "minu(?:ut|ten)|min": "minute",
        "euro|eur|€": "euro",
        "procent|%": "%",
    },
    "en": {
        "working days?": "workday",
        "days?": "day",
        "weeks?": "week",
        "months?": "month",
        "years?": "year",
        "hours?": "h",
        "minutes?|min": "minute",
        "euros?|eur|€": "euro",
        "per ?cent|%": "%",
    },
}
BETWEEN = {
    "fr": "premiers?|premières?|derniers?|dernières?|prochains?|prochaines?|longs|autres",
    "nl": "eerste|laatste|volgende|andere|volle|hele|lange",
    "en": "first|last|next|other|full|whole|more|long|calendar",
}
WEEKDAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}
TO = {"fr": "-|–|à|et|ou", "nl": "-|–|tot|en|of", "en": "-|–|to|and|or"}
LATIN = "quater|quinquies|sexies|septies|octies|novies|decies|undecies|duodecies"
ORDINAL = {"fr": "er|re|e|ème|ères?", "nl": "ste|de|e", "en": "st|nd|rd|th"}
DECIMAL = {"fr": ",", "nl": ",", "en": "."}

ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:be|eu|org|com|net|info|int|brussels|vlaanderen)\b(?:/[\w/-]*)?",
    re.IGNORECASE,
)
LANGUAGE_SEGMENT = re.compile(r"/(?:fr|nl|en|de)(?=/|$)")
PHONE = re.compile(r"\+32(?:[ ./()]*\d){8,9}|\b0\d{1,3}(?:[ ./-]\d{2,3}){2,}\b|\b0\d{7,9}\b")
ISO_DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
SHORT_DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
ARTICLE = re.compile(
    rf"\b(\d+)((?:/\d+)+)?(?:(bis|ter)\b| ?({LATIN})\b)?((?:/\d+)*)(?=\W|$)", re.IGNORECASE
)

SIGNS = re.compile(r"[\d@]|\.[a-z]")
WORD = re.compile(r"\w[\w-]*")

Cut = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""What to look for, and how to spell what was found."""


@lru_cache(maxsize=20_000)
def tokens(text: str, language: str) -> Counter[str]:
    """The canonical tokens of plain ``text`` (links already replaced by their words).

    Durations and hours carry their unit ("30 day", "16 h"), dates are ISO, phones start with 0.
    """
    found: Counter[str] = Counter()
    if not _may_hold(text, language):
        return found
    rest = text.translate(HIDDEN_SPACES).replace("’", "'")
    for phrase, words in PHRASES[language]:
        rest = re.sub(phrase, words, rest, flags=re.IGNORECASE)
    for pattern, spell in _cuts(language):

        def take(match: re.Match[str], spell: Callable[[re.Match[str]], str] = spell) -> str:
            token = spell(match)
            found.update([token] if token else [])
            return " \ufffc " if token else match[0]

        rest = pattern.sub(take, rest)
    return found


def _may_hold(text: str, language: str) -> bool:
    """A quick look first: most sentences hold neither a figure nor one of the words."""
    if SIGNS.search(text):
        return True
    return not _first_words(language).isdisjoint(WORD.findall(text.lower()))


@cache
def _first_words(language: str) -> frozenset[str]:
    days = WEEKDAYS[language].split()
    words = {word.split(" ")[0] for word in _word_values(language)}
    return frozenset({*words, *days, *(f"{day}s" for day in days)})


@cache
def _cuts(language: str) -> tuple[Cut, ...]:
    """The kinds of token, the most particular first: what one takes, the next does not see."""
    return (
        (ADDRESS, lambda match: LANGUAGE_SEGMENT.sub("/*", match[0].lower().rstrip("/.,;:!?)"))),
        (PHONE, lambda match: "tel " + re.sub(r"\D", "", match[0].replace("+32", "0"))),
        (ISO_DATE, lambda match: match[0]),
        (SHORT_DATE, lambda match: f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"),
        *_dates(language),
        *_times(language),
        *_articles(),
        *_quantities(language),
        (_words(WEEKDAYS[language].split(), "s?"), _weekday(language)),
    )


def _dates(language: str) -> Iterator[Cut]:
    names = MONTHS[language].lower().split("|")
    months = "|".join(names)
    day = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"

    def spell(match: re.Match[str]) -> str:
        found = match.groupdict()
        month = names.index(found["month"].lower()) + 1
        parts = [found.get("year") or "", f"{month:02}"]
        parts += [f"{int(found['day']):02}"] if found.get("day") else []
        return "-".join(part for part in parts if part)

    forms = [rf"\b{day} (?:of )?(?P<month>{months})\b(?:,? (?P<year>\d{{4}}))?"]
    if language == "en":
        forms.append(rf"\b(?P<month>{months}) {day}\b(?:,? (?P<year>\d{{4}}))?")
    forms.append(rf"\b(?P<month>{months}) (?P<year>\d{{4}})\b")
    for form in forms:
        yield re.compile(form, re.IGNORECASE), spell


def _times(language: str) -> Iterator[Cut]:
    """Hours with minutes are ``9:30``; whole hours are ``9 h``, like a number of hours."""
    if language == "en":
        half = r"(?P<half>[ap])\.?m\b\.?"
        later = rf"(?=(?: ?(?:{TO['en']}) ?)\d{{1,2}}(?:[:.]\d\d)? ?(?P<later>[ap])\.?m\b)"
        hour = r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?"
        yield re.compile(rf"{hour}(?: ?{half}|{later})", re.IGNORECASE), _time
    if language == "fr":
        form = r"\b(?P<hour>\d{1,2}) ?h(?:eures?)? ?(?P<minute>[0-5]\d)\b"
        yield re.compile(form, re.IGNORECASE), _time
    if language == "nl":
        end = r"\d{1,2}\.[0-5]\d(?: ?u(?:ur)?)?\b"
        start = rf"(?<![\d.])(?P<hour>\d{{1,2}})(?= ?(?:{TO['nl']}) ?{end})"
        yield re.compile(start, re.IGNORECASE), _time
        form = r"\b(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d.])(?: ?u(?:ur)?\b)?"
        yield re.compile(form, re.IGNORECASE), _time
    yield re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)\b(?: ?(?:u|uur|h)\b)?"), _time


def _time(match: re.Match[str]) -> str:
    found = match.groupdict()
    hour, minute = int(found["hour"]), int(found.get("minute") or 0)
    half = (found.get("half") or found.get("later") or "").lower()
    if half and hour > 12:
        return f"{match[0]} is no hour"
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
        if found.get("later") and not found.get("half") and half == "p" and hour > 12:
            hour = _before_noon(match, hour)
    return f"{hour}:{minute:02}" if minute else f"{hour} h"


def _before_noon(match: re.Match[str], hour: int) -> int:
    """In "10-1pm" the first hour is of the morning: a range does not run backwards."""
    end = re.search(r"\d{1,2}", match.string[match.end() :])
    last = int(end[0]) % 12 + 12 if end else hour
    return hour if hour <= last else hour - 12


def _articles() -> Iterator[Cut]:
    def spell(match: re.Match[str]) -> str:
        suffix = (match[3] or match[4] or "").lower()
        parts = (match[2] or "") + suffix + (match[5] or "")
        return f"art. {match[1]}{parts}" if parts else ""

    yield ARTICLE, spell


def _quantities(language: str) -> Iterator[Cut]:
    number = _number_pattern(language)
    units = "|".join(f"(?P<u{n}>{pattern})" for n, pattern in enumerate(UNITS[language]))
    names = list(UNITS[language].values())
    between = rf"(?:(?:{BETWEEN[language]}) )*"

    def with_unit(match: re.Match[str]) -> str:
        unit = next(name for n, name in enumerate(names) if match[f"u{n}"])
        return f"{_value(match['number'], language)} {unit}"

    ahead = rf"(?= ?(?:{TO[language]}) ?{number.replace('?P<number>', '?:')}[ -]?{between}"
    yield re.compile(rf"{number}{ahead}(?:{units})(?!\w))", re.IGNORECASE), with_unit
    yield re.compile(rf"{number}[ -]?{between}(?:{units})(?!\w)", re.IGNORECASE), with_unit
    yield (
        re.compile(rf"€ ?{number}", re.IGNORECASE),
        lambda match: f"{_value(match['number'], language)} euro",
    )
    yield (
        re.compile(rf"{number}(?:{ORDINAL[language]})?(?!\w)", re.IGNORECASE),
        lambda match: _value(match["number"], language),
    )


def _number_pattern(language: str) -> str:
    words = "|".join(re.escape(word) for word in sorted(_word_values(language), key=len)[::-1])
    digits = rf"\d{{1,3}}(?:[ .,]\d{{3}})+(?!\d)|\d+(?:{re.escape(DECIMAL[language])}\d+)?"
    return rf"(?P<number>(?<![\w-])(?:{words})(?![\w-])|(?<![\w.,/]){digits})"


def _value(words: str, language: str) -> str:
    """The number as digits: '1 500', '1.500' and '1,500' are 1500, 'douze' is 12."""
    named = _word_values(language).get(words.lower())
    if named:
        return named
    if re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})+", words):
        return re.sub(r"\D", "", words)
    return words.replace(",", ".")


@cache
def _word_values(language: str) -> dict[str, str]:
    """Each number word with its digits, from two to ninety-nine, and a few more."""
    small = UNDER_TWENTY[language].split()
    values = {word: str(number) for number, word in enumerate(small, start=2)}
    for ten, word in enumerate(TENS[language].split(), start=2):
        values[word] = str(ten * 10)
        for unit, name in enumerate(small[:8], start=2):
            values[_joined(language, word, name)] = str(ten * 10 + unit)
        values[_joined(language, word, "")] = str(ten * 10 + 1)
    if language == "fr":
        values |= _french_above_seventy(small)
    return values | OTHER_WORDS[language]


def _joined(language: str, ten: str, unit: str) -> str:
    """Sixty and eight, as each language joins them; '' stands for one."""
    if language == "nl":
        name = unit or "een"
        return f"{name}{'ën' if name[-1] == 'e' else 'en'}{ten}"
    if language == "fr":
        return f"{ten}-{unit}" if unit else f"{ten} et un"
    return f"{ten}-{unit or 'one'}"


def _french_above_seventy(small: list[str]) -> dict[str, str]:
    values = {"quatre-vingts": "80", "quatre-vingt": "80", "quatre-vingt-un": "81"}
    for number, word in enumerate(small, start=2):
        values[f"quatre-vingt-{word}"] = str(80 + number)
        if number >= 10:
            values[f"soixante-{word}"] = str(60 + number)
    return values | {"septante": "70", "nonante": "90", "soixante et onze": "71"}


def _words(words: list[str], end: str) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(words)}){end}\b", re.IGNORECASE)


def _weekday(language: str) -> Callable[[re.Match[str]], str]:
    names = WEEKDAYS[language].split()
    return lambda match: f"weekday {names.index(match[1].lower()) + 1}"
