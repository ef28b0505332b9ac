"""The domain all functions share: one room a noun, and a kit below that knows none."""
