"""What files write where there is nothing: one list for all fields."""

EMPTIES = frozenset(
    {
        "", "-", "--", "—", "–", "н/д", "нд", "н.д.", "нет данных", "не указано", "null", "none",
        "nil", "nan", "n/a", "na", "#n/a", "#н/д", "<na>", "(пусто)", "#null!", "#ссылка!", "#ref!",
    }
)  # fmt: skip


def is_empty(text: str) -> bool:
    """Whether a cell holds nothing, in whatever words."""
    return not text or (len(text) <= 12 and text.strip().lower() in EMPTIES)
