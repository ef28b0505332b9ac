"""What each code means, for the column of the file that its sender gets back."""

from core.imports.rules.import_states import Finding
from core.kit.texts import Text
from importer.reading.codes import Fault

HEADER = Text("Ошибки", "Errors")
_TEXTS: dict[str, Text] = {
    Fault.FIELD_COUNT: Text(
        "в строке больше или меньше полей, чем в заголовке",
        "the row has more or fewer fields than the header",
    ),
    Fault.REPEATED_HEADER: Text("заголовок повторяется", "the header once more"),
    Fault.REPEATED_ROW: Text(
        "строка уже есть выше, учтена один раз", "the same row stands above and counts once"
    ),
    Fault.CONFLICTING_ROWS: Text(
        "две строки об одном и том же говорят разное, оставьте верную",
        "two rows about the same differ; keep the right one",
    ),
    Fault.SAME_DOCUMENT: Text(
        "один паспорт у двух номеров клиента, оставьте верную строку",
        "one passport, two client numbers; keep the right row",
    ),
    Fault.REQUIRED: Text("не заполнено", "is empty"),
    Fault.TOO_LONG: Text("слишком длинно", "is too long"),
    Fault.BROKEN_TEXT: Text("нечитаемые знаки", "has characters that cannot be read"),
    Fault.FORMULA: Text("формула прочитана как текст", "a formula was read as text"),
    Fault.FORMULA_WITHOUT_VALUE: Text(
        "у формулы нет значения, сохраните файл в Excel",
        "the formula has no value; save the file in Excel",
    ),
    Fault.NOT_A_NUMBER: Text("не число", "is not a number"),
    Fault.MIXED_DECIMALS: Text(
        "дробная часть то через запятую, то через точку",
        "fractions follow a comma here and a point there",
    ),
    Fault.FOREIGN_CURRENCY: Text(
        "сумма в другой валюте, пересчитайте в рубли",
        "an amount in another currency; convert it into roubles",
    ),
    Fault.NOT_WHOLE: Text("не целое число", "is not a whole number"),
    Fault.OUT_OF_BOUNDS: Text("вне допустимых границ", "is out of bounds"),
    Fault.NOT_A_DATE: Text("не дата", "is not a date"),
    Fault.MIXED_DATES: Text("даты записаны по-разному", "dates are written in different ways"),
    Fault.DATE_OUT_OF_BOUNDS: Text("такой даты не может быть", "the date cannot be"),
    Fault.MONTH_IN_FUTURE: Text("месяц ещё не наступил", "the month has not begun yet"),
    Fault.NOT_IN_LIST: Text("нет в списке допустимых значений", "is none of the known values"),
    Fault.NOT_A_PHONE: Text("не номер телефона", "is not a phone number"),
    Fault.NOT_AN_EMAIL: Text("не адрес почты", "is not an e-mail address"),
    Fault.ID_EXPONENT: Text(
        "номер испорчен Excel (1,2E+15), возьмите его из исходной системы",
        "Excel spoiled the number (1.2E+15); take it from its source",
    ),
    Fault.ID_ROUNDED: Text(
        "номер округлён Excel, возьмите его из исходной системы",
        "Excel rounded the number; take it from its source",
    ),
    Fault.ID_SHORT: Text(
        "номер короче остальных: потеряны нули в начале",
        "the number is shorter than the others: its leading zeros are lost",
    ),
    Fault.ID_FRACTION: Text(
        "номер прочитан программой как число (123.0), возьмите его из исходной системы",
        "a program took the number for a quantity (123.0); take it from its source",
    ),
    Fault.STATUS_AND_DAYS_DIFFER: Text(
        "дни просрочки не соответствуют статусу, оставьте верное",
        "the days past due belong to another status; keep what is right",
    ),
    Fault.OVERDUE_ON_TIME: Text(
        "при таком статусе просроченной суммы быть не может",
        "of this status no money can be overdue",
    ),
    Fault.CHILDREN_EXCEED_FAMILY: Text(
        "детей больше, чем членов семьи", "more children than the family has members"
    ),
    Fault.EMPLOYED_TOO_YOUNG: Text(
        "работает с возраста, в котором не работают", "employed since too young an age"
    ),
    Fault.EMPLOYED_WITHOUT_INCOME: Text("работает без дохода", "employed without income"),
    Fault.OCCUPATION_WITHOUT_EMPLOYMENT: Text(
        "профессия указана, а работа нет", "an occupation without employment"
    ),
    Fault.PENSIONER_WITH_OCCUPATION: Text(
        "пенсионер с профессией", "a pensioner with an occupation"
    ),
    Finding.UNKNOWN_CLIENT: Text(
        "клиента с таким номером нет, сначала загрузите клиентов",
        "no client has this number; bring the clients in first",
    ),
    Finding.UNKNOWN_CREDIT: Text(
        "договора с таким номером нет, сначала загрузите кредиты",
        "no credit has this number; bring the credits in first",
    ),
    Finding.UNKNOWN_MANAGER: Text("менеджера с таким логином нет", "no manager has this login"),
    Finding.NOT_YOUR_CLIENT: Text(
        "это клиент другого менеджера", "this is another manager's client"
    ),
    Finding.CREDIT_OF_ANOTHER_CLIENT: Text(
        "договор записан за другим клиентом", "the credit is another client's"
    ),
    Finding.CLIENT_CLOSED: Text("клиент закрыт", "the client is closed"),
    Finding.BEFORE_ISSUE: Text(
        "месяц раньше выдачи кредита", "the month is before the credit was issued"
    ),
    Finding.JUMP: Text(
        "за месяц хуже больше чем на одну ступень, проверьте",
        "worse by more than one step within a month; look whether this is so",
    ),
    Finding.PERSON_KNOWN: Text("похожий человек уже есть", "somebody like this is there already"),
    Finding.PERSON_TWICE: Text(
        "другая строка о том же человеке", "another row is about the same person"
    ),
}


def say(code: str) -> Text:
    """Returns what a code means."""
    return _TEXTS[code]
