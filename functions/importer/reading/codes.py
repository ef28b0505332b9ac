"""The stable codes of what is wrong with a file, a row or a cell; their texts are elsewhere."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a file is not read at all."""

    EMPTY = "file_empty"
    BINARY = "file_binary"
    COMPRESSED = "file_compressed"  # an archive, and not a workbook
    ENCRYPTED = "file_encrypted"  # a workbook with a password
    OLD_XLS = "file_old_xls"
    OTHER_DOCUMENT = "file_other_document"  # of another office program: .ods, .xlsb, .docx
    HTML = "file_html"  # a page that was given the ending of a workbook
    XML = "file_xml"
    MACROS = "file_macros"
    ZIP_BOMB = "file_zip_bomb"
    DAMAGED = "file_damaged"
    LINE_TOO_LONG = "file_line_too_long"
    UNCLOSED_QUOTE = "file_unclosed_quote"
    TOO_MANY_COLUMNS = "file_too_many_columns"
    TOO_MANY_ROWS = "file_too_many_rows"
    NO_DELIMITER = "file_no_delimiter"
    NO_HEADER = "file_no_header"
    NO_ROWS = "file_no_rows"
    NO_SUCH_SHEET = "file_no_such_sheet"
    NESTED_COLUMNS = "file_nested_columns"
    NO_PARQUET_HERE = "file_no_parquet_here"
    ENCODING_BROKEN = "file_encoding_broken"


class Question(StrEnum):
    """What only the sender knows; the file is not checked before it is answered."""

    ENCODING = "ask_encoding"
    DATE_ORDER = "ask_date_order"  # 01.02.2024: day or month first
    DECIMAL = "ask_decimal"  # 1,234: a fraction or thousands
    SHEET = "ask_sheet"


class Notice(StrEnum):
    """What is worth knowing of the file as a whole."""

    DUPLICATE_HEADER = "duplicate_header"
    UNNAMED_COLUMN = "unnamed_column"
    INDEX_COLUMN = "index_column"
    TRAILING_DELIMITERS = "trailing_delimiters"
    BLANK_ROWS = "blank_rows"
    ROWS_BEFORE_HEADER = "rows_before_header"
    TOTALS_ROW = "totals_row"
    OTHER_SHEETS = "other_sheets"
    FORMULAS = "formulas"
    MIXED_DECIMALS = "mixed_decimals"
    MIXED_DATES = "mixed_dates"


class Fault(StrEnum):
    """What is wrong with a row or a cell."""

    # The row
    FIELD_COUNT = "field_count"
    REPEATED_HEADER = "repeated_header"
    REPEATED_ROW = "repeated_row"
    CONFLICTING_ROWS = "conflicting_rows"
    SAME_DOCUMENT = "same_document"
    # The cell
    REQUIRED = "required"
    TOO_LONG = "too_long"
    BROKEN_TEXT = "broken_text"
    FORMULA = "formula"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    NOT_A_NUMBER = "not_a_number"
    MIXED_DECIMALS = "mixed_decimals"
    FOREIGN_CURRENCY = "foreign_currency"
    NOT_WHOLE = "not_whole"
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_A_DATE = "not_a_date"
    MIXED_DATES = "mixed_dates"
    DATE_OUT_OF_BOUNDS = "date_out_of_bounds"
    MONTH_IN_FUTURE = "month_in_future"
    NOT_IN_LIST = "not_in_list"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    ID_EXPONENT = "id_exponent"  # 1,23457E+15
    ID_ROUNDED = "id_rounded"  # 16 and more digits that end in 0
    ID_SHORT = "id_short"  # lost its leading zeros
    ID_FRACTION = "id_fraction"  # 12345.0: a program took it for a quantity
    # A month whose values contradict each other
    STATUS_AND_DAYS_DIFFER = "status_and_days_differ"
    OVERDUE_ON_TIME = "overdue_on_time"
    # Answers that are possible alone but not together, or seldom together
    CHILDREN_EXCEED_FAMILY = "children_exceed_family"
    EMPLOYED_TOO_YOUNG = "employed_too_young"
    EMPLOYED_WITHOUT_INCOME = "employed_without_income"
    OCCUPATION_WITHOUT_EMPLOYMENT = "occupation_without_employment"
    PENSIONER_WITH_OCCUPATION = "pensioner_with_occupation"


WARNINGS = frozenset(
    {
        Fault.REPEATED_HEADER,
        Fault.REPEATED_ROW,
        Fault.FORMULA,
        Fault.FORMULA_WITHOUT_VALUE,
        Fault.EMPLOYED_WITHOUT_INCOME,
        Fault.OCCUPATION_WITHOUT_EMPLOYMENT,
        Fault.PENSIONER_WITH_OCCUPATION,
    }
)
"""What is told and does not keep a row out; a repeated header or row is left out without harm."""


class UnreadableFileError(Exception):
    """The file is refused as a whole.

    Attributes:
        code: stable; a page says it in the reader's language.
        limits: the numbers and words the sentence is about.
    """

    def __init__(self, code: Refusal, **limits: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.limits = limits
