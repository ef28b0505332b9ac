"""Files that go out, over HTTP."""
