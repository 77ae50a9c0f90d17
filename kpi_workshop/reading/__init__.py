"""Reading a statement: what a KPI says, in the words of the one who wrote it.

>>> [amount.value for amount in read("Tăng doanh số từ 400 triệu lên 460 triệu/tháng").amounts]
[400000000.0, 460000000.0]
"""

from kpi_workshop.reading.model import Amount, Change, TimeFrame
from kpi_workshop.reading.reading import Reading
from kpi_workshop.reading.statement import LANGUAGES, detect, read
from kpi_workshop.reading.tokens import Span

__all__ = ["LANGUAGES", "Amount", "Change", "Reading", "Span", "TimeFrame", "detect", "read"]
