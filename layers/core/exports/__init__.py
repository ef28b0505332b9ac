"""Files that go out: what was asked for, where the file lies, the rows it is made of."""
