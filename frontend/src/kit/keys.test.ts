import { expect, test } from "vitest";
import { keyName } from "./keys";

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  [{ key: "j", code: "KeyJ" }, "j"],
  [{ key: "о", code: "KeyJ" }, "j"], // Russian
  [{ key: "О", code: "KeyJ", shiftKey: true }, "j"],
  [{ key: "j", code: "KeyC" }, "j"], // Dvorak
  [{ key: "Enter", code: "NumpadEnter" }, "Enter"],
  [{ key: "Enter", code: "Enter", ctrlKey: true }, "Ctrl+Enter"],
  [{ key: "Enter", code: "Enter", metaKey: true }, "Ctrl+Enter"],
  [{ key: "?", code: "Slash", shiftKey: true }, "?"],
  [{ key: ",", code: "Slash", shiftKey: true }, "?"], // where a Russian layout has the comma
  [{ key: "?", code: "Digit7", shiftKey: true }, "?"], // and where it has the question mark
  [{ key: "j", code: "KeyJ", altKey: true }, ""],
])("%o is %s", (event, name) => {
  expect(keyName({ ...PLAIN, ...event })).toBe(name);
});
