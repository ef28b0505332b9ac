"""Russian names for demo users, with Latin logins; any likeness to a person is chance."""

from random import Random

FIRST_NAMES = {
    "F": tuple(
        "Анна Мария Елена Ольга Наталья Ирина Татьяна Светлана Екатерина Юлия Дарья Полина "
        "Ксения Вера Надежда Людмила Галина Алина Виктория Софья".split()
    ),
    "M": tuple(
        "Александр Дмитрий Сергей Андрей Алексей Иван Михаил Николай Павел Роман Егор Кирилл "
        "Максим Владимир Пётр Виктор Олег Игорь Денис Артём".split()
    ),
}
# The masculine form; the feminine one adds an "а".
LAST_NAMES = tuple(
    "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов "
    "Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев "
    "Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв "
    "Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков "
    "Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров "
    "Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов".split()
)
# Of fathers: the masculine form; the feminine one ends in "на" instead of "ич".
PATRONYMICS = tuple(
    "Александрович Дмитриевич Сергеевич Андреевич Алексеевич Иванович Михайлович Николаевич "
    "Павлович Романович Егорович Кириллович Максимович Владимирович Петрович Викторович Олегович "
    "Игоревич Денисович Артёмович Юрьевич Анатольевич Валерьевич Геннадьевич".split()
)
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
)


def draw_name(random: Random, gender: str) -> tuple[str, str]:
    """Returns first and last name in Cyrillic, in agreement."""
    last_name = random.choice(LAST_NAMES)
    return random.choice(FIRST_NAMES[gender]), last_name + ("а" if gender == "F" else "")


def draw_patronymic(random: Random, gender: str) -> str:
    """Returns a patronymic in agreement with the gender."""
    patronymic = random.choice(PATRONYMICS)
    return patronymic.removesuffix("ич") + "на" if gender == "F" else patronymic


def make_login(first_name: str, last_name: str, number: int | None = None) -> str:
    """Returns a Latin login; a number makes it unique."""
    login = f"{_to_latin(first_name)}.{_to_latin(last_name)}"
    return login if number is None else f"{login}.{number}"


def _to_latin(text: str) -> str:
    return "".join(LATIN[letter] for letter in text.lower()).replace("_", "")
