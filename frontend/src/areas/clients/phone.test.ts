import { expect, test } from "vitest";
import { phoneText } from "./phone";

test.each([
  ["+79161234567", "+7\u00a0916\u00a0123-45-67"],
  ["+49301234567", "+49301234567"],
  ["+7916123456", "+7916123456"],
])("%s reads %s", (stored, shown) => {
  expect(phoneText(stored)).toBe(shown);
});
