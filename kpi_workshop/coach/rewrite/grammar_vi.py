"""Vietnamese, compared without its diacritics."""

from __future__ import annotations

import re

from kpi_workshop.coach.rewrite.grammar import Grammar, any_of, words

_BOUNDS = any_of(
    "it nhat|toi thieu|toi da|nhieu nhat|khong qua|khong vuot qua|khong duoi|duoi|tren|hon|"
    "khoang|tu|trong vong|muc"
)
_TODAY = any_of("hien nay|hien tai|hien dang|hien|dang|hom nay|bay gio")
_LEVELS = any_of("len den|len toi|xuong con|len|xuong|con|dat|den|toi|ve|thanh")
_LEADS = any_of(
    "tu", "them", "la", "o", "duoc", "gap", "tang gap", "so voi", "nam ngoai", "thang truoc", _LEVELS, _TODAY
)
_PREPOSITIONS = any_of("truoc|trong|vao|den|toi|tu|ke tu|sau|theo|cham nhat|muon nhat|het")
_SPOKEN = any_of("chung ta|chung toi|minh|nhom|khi|chua|khong|tuy")

GRAMMAR = Grammar(
    manners={
        "baseline": ((r"tu\b", "plain"), (rf"{_TODAY}\b", "aside")),
        "target": ((rf"{_LEVELS}\b", "plain"), (r"tu\b|.*\b(?:den|toi)\b", "aside")),
        "tolerance": ((rf"{_BOUNDS}\b", "plain"),),
        "time": (
            (rf"{_SPOKEN}\b", "apart"),
            (r"(?:do|tinh|xem)\b", "aside"),
            (r"(?:hang|moi|tung)\b", "rhythm"),
            (rf"{_PREPOSITIONS}\b|/", "plain"),
            (r"(?:cuoi|dau|giua)\b", "point"),
            (r"(?:\d{1,2}[/.-]\d|\d{4}-\d|ngay\b|tet\b)", "deadline"),
            (r"(?:ngay|tuan|thang|quy|nam|ca|vu|ky)$", "each"),
            (r"", "period"),
        ),
        "support": ((r"(?:nho|bang|voi|thong qua|qua|co them)\b", "plain"),),
    },
    hedges=re.compile(rf"(?:\s*(?:{_BOUNDS}|{_TODAY}|{_LEVELS}|chung|gan)\b)*\s*"),
    level=re.compile(rf"\b{_LEVELS}(?: {_BOUNDS})?\s*$"),
    lead=re.compile(rf"(?:\b{_LEADS}\b)?\s*[:=(–—-]?\s*(?:\b{_BOUNDS}\b|[≥≤<>]=?|[→+~-]+>?)?\s*$"),
    opener=re.compile(
        r"(?:phan dau |quyet tam |can )?(?:dat|giu|duy tri|dam bao|bao dam|hoan thanh|co)\b\s*(?:duoc )?"
    ),
    after_number=re.compile(r"\s*(?:(?:so|cac)\b)?\s*"),
    order=words("(?:bat buoc |buoc |nhat thiet |can |deu )?phai|bat buoc|buoc|yeu cau|chi thi|bang moi gia"),
    agreed="",
    insisting=words(
        "bang moi gia|khong (?:co )?ngoai le|khong (?:vien )?ly do|khong ban cai|khong thuong luong|"
        "mien ban|khong giai thich|khong tru truong hop nao"
    ),
    otherwise=re.compile(
        r"[\s,;:.–—-]*\b(?:neu khong(?: dat| duoc)?(?: thi)?|khong thi|khong la|khong duoc thi|khong dat thi|"
        r"neu chua dat(?: thi)?)\b"
    ),
    missed=words(
        "khong|chua|tre|muon|duoi|neu|ai|thieu|vi pham|sai|loi|mat|qua|tren|vuot|it nhat|thap nhat|nghi"
    ),
    loose_end=re.compile(
        r"\s*(?:\bthi\b[^,;:.]*|(?:[\s,:;(–—-]|\b(?:se|bi|phai|la|duoc|va|deu|muc|hinh thuc)\b)+)$"
    ),
    more_time=re.compile(r" (?:\d{1,4}(?:/\d{1,4})*\b(?!\s*%|[.,]\d)|(?:nay|toi|sau)\b)"),
    compared_by=re.compile(r"\btheo\s+((?:(?!\b(?:duoc (?:thuong|nhan|nghi)|se|bi|phai)\b)[^,;.:()]){3,60})"),
    almost=(
        ("(?:tat ca|toan bo|moi)(?: cac)?", ""),
        ("luon luon", "hầu như luôn"),
        ("luon", "hầu như luôn"),
    ),
    never=words("khong bao gio"),
)
