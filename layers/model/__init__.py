"""The model bundle and the code that scores with it: CatBoost on the CPU, one thread."""
