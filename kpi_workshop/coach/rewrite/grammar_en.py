"""English."""

from __future__ import annotations

import re

from kpi_workshop.coach.rewrite.grammar import Grammar, any_of, words

_BOUNDS = any_of(
    "at least|at most|about|around|roughly|under|below|over|above|more than|less than|fewer than|"
    "no more than|not more than|no less than|up to|a minimum of|a maximum of|an average of|"
    "between|within"
)
_TODAY = any_of("now|today|currently|at present|at the moment|right now")
_CURRENCY = r"[$€£¥₫₹]?"
_LEADS = any_of(
    "from|by|up to|down to|to|towards|of|at|is|with|in|target|currently|now|was|compared with|"
    r"vs\.?|versus|against|on|over"
)
_PREPOSITIONS = any_of(
    "by|before|until|till|in|within|during|on|at|over|from|for|throughout|this|next|per|after|no later|an?"
)
_RHYTHMS = any_of(
    "every|each|once|twice|daily|weekly|fortnightly|bi-?weekly|monthly|quarterly|yearly|annually"
)
_SPOKEN = any_of("we|i|it|you|they|that|when|whenever|as soon|not|someone")

GRAMMAR = Grammar(
    manners={
        "baseline": ((r"from\b", "plain"), (rf"{_TODAY}\b", "aside")),
        "target": ((r"to\b", "plain"), (r"(?:from|between)\b|.*\bto\b", "aside")),
        "tolerance": ((rf"(?:{_BOUNDS}|max|maximum)\b", "plain"),),
        "time": (
            (rf"{_SPOKEN}\b", "apart"),
            (r"(?:measured|reviewed|counted|looked at)\b", "aside"),
            (rf"{_RHYTHMS}\b", "rhythm"),
            (rf"{_PREPOSITIONS}\b|/", "plain"),
            (r"(?:day|week|month|quarter|year|shift|sprint|season|term)$", "each"),
            (r"(?:q[1-4]|h[12]|fy ?\d\d|20\d\d$|spring|summer|autumn|winter)\b", "period"),
            (r"(?:\d+|two|three|four|six|twelve) (?:day|week|month|quarter|year)s?\b", "span"),
            (r"(?:launch|go-?live)\b", "point"),
            (r"", "deadline"),
        ),
        "support": ((r"(?:by|with|through|via|using|thanks to)\b", "plain"), (rf"{_SPOKEN}\b", "verb")),
    },
    hedges=re.compile(
        rf"(?:\s*(?:{_BOUNDS}|{_TODAY}|from|to|at|some|nearly|almost|an?)\b|\s*{_CURRENCY})*\s*"
    ),
    level=re.compile(rf"\b(?:up to|down to|to|towards)(?: {_BOUNDS})?\s*{_CURRENCY}\s*$"),
    lead=re.compile(
        rf"(?:\b{_LEADS}\b)?\s*[:=(–—-]?\s*(?:\b{_BOUNDS}\b|[≥≤<>]=?|[→+~-]+>?)?\s*{_CURRENCY}\s*$"
    ),
    opener=re.compile(
        r"(?:we (?:will )?|to |will )?"
        r"(?:achieve|reach|maintain|keep|ensure|have|get|hit|attain|hold|stay|be)\b\s*(?:an? |the |our )?"
    ),
    after_number=re.compile(r"\s*(?:(?:percent |per cent )?of\b)?\s*(?:(?:the|all|our)\b)?\s*"),
    order=words(
        "must|has to|have to|needs? to|(?:is|are) to|shall|will|demands? that|"
        "(?:is|are) (?:strictly )?(?:required|expected|obliged|supposed|instructed|ordered|forced) to|"
        "it is (?:mandatory|compulsory|obligatory)(?: for| that)?"
    ),
    agreed="will",
    insisting=words(
        "no (?:excuses?|exceptions?|discussions?|debates?|arguments?)|"
        "no ifs(?:,? (?:and|or|no) buts)?|non-negotiable|not negotiable|"
        "(?:not|isn't|is not) up for discussion|whatever it takes|at (?:any|all) costs?|not optional|"
        "without exceptions?"
    ),
    otherwise=re.compile(
        r"[\s,;:.–—-]*\b(?:or else|otherwise|if not|or)\b"
        r"(?! (?:more|fewer|less|higher|lower|better|above|below|worse|over|under)\b)"
    ),
    missed=words(
        r"miss\w*|fail\w*|below|under|less than|fewer than|fewest|late|without|lacking|short of|if|"
        "unless|who|whoever|anyone|anybody|any|above|over|more than|absent|loss(?:es)?|errors?|"
        "complaints?"
    ),
    loose_end=re.compile(
        r",?\s*\bthen\b[^,;:.]*$|(?:[\s,:;(–—-]|\b(?:and|you|they|he|she|we|will|be|is|are|was|gets?|got|given|"
        r"receives?|faces?|an?|the|their|his|her|your|has|have|had|to|of|means?|results? in|leads? to|"
        r"from|with|for|loses?)\b)+$"
    ),
    more_time=re.compile(r" 20\d\d\b"),
    compared_by=re.compile(
        r"\b(?:by|in terms of|according to|based on)\s+"
        r"((?:(?!\b(?:the end|end|gets?|receives?|wins?|will|goes|is|are|has|have|who|each|every|in|and)\b)"
        r"[^,;.:()]){3,60})"
    ),
    almost=(
        ("every single", "almost every"),
        ("every", "almost every"),
        ("each", "almost every"),
        ("all(?: of)?(?: (?:the|our))?", ""),
        ("always", "almost always"),
    ),
    never=words("never"),
)
