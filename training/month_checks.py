"""Checks the rows of payment months, whole or piece by piece, and tells which no feature knows."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from core.clients.rules.history import SEVERITY
from model.history import MONTHS
from training.faults import MOST_TOLD, Told
from training.files import DataError
from training.tidying import each_value, read_name

CREDITS = "credit_record"
CREDIT_COLUMNS = ("ID", "MONTHS_BALANCE", "STATUS")
_NAMELESS, _STRANGE, _ODD = range(3)


@dataclass
class MonthRows:
    """Checks the rows of a table, however many pieces it comes in.

    Attributes:
        total: rows in which anything stands.
        read: all rows, of which the empty ones are no months.
    """

    total: int = 0
    read: int = 0
    _bad: dict[int, tuple[Told, Told]] = field(default_factory=dict)  # whose they are, and where
    _strange: set[str] = field(default_factory=set)

    def check(self, table: pd.DataFrame, rows: int) -> pd.DataFrame:
        """Returns the months of a tidied piece that came of so many rows; bad ones are noted.

        Its index has to count the rows of the piece.
        """
        table = table.assign(STATUS=each_value(table["STATUS"], read_name))
        months = pd.to_numeric(table["MONTHS_BALANCE"], errors="coerce")
        strange = ~table["STATUS"].isin(list(SEVERITY))
        self._strange.update(table.loc[strange, "STATUS"].unique())
        self._strange = set(sorted(self._strange - {""})[:MOST_TOLD])
        odd = ~months.between(-MONTHS, 0) | (months != months.round())
        for fault, which in ((_NAMELESS, table["ID"] == ""), (_STRANGE, strange), (_ODD, odd)):
            if which.any():
                self._note(fault, table[which])
        self.total, self.read = self.total + len(table), self.read + rows
        good = ~strange & ~odd & (table["ID"] != "")
        return table[good].assign(MONTHS_BALANCE=months[good].astype("int64"))

    def refuse(self) -> None:
        """Ends what was begun if any row is bad.

        Raises:
            DataError: it names the fault, how many rows have it, whose they are, and where.
        """
        for fault, (told, advice) in self._faults().items():
            if fault in self._bad:
                ids, rows = self._bad[fault]
                where = f"in {rows.count:,} of {self.total:,} rows ({ids}; row {rows.names()})"
                raise DataError(f"{CREDITS}.{told}: not so {where}. {advice}".rstrip())

    def _faults(self) -> dict[int, tuple[str, str]]:
        listed = ", ".join(sorted(self._strange)) or "nothing"
        whole = f"MONTHS_BALANCE must be whole numbers from -{MONTHS} to 0, the newest"
        return {
            _NAMELESS: ("ID is empty", "Each month is that of an ID."),
            _STRANGE: (f"STATUS holds {listed}", f"Only {', '.join(SEVERITY)} are known."),
            _ODD: (whole, "Mend or take out these rows."),
        }

    def _note(self, fault: int, table: pd.DataFrame) -> None:
        ids, rows = self._bad.setdefault(fault, (Told(), Told()))
        # An ID whose months lie apart may count more than once: there is no room for all of them
        ids.add(table["ID"].unique().tolist())
        places: list[Any] = (table.index + self.read + 1).tolist()
        rows.add(places)
