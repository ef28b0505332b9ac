import { expect, test } from "vitest";
import { isLongEnough, partsOf, textIn, toneOf } from "./model";

test("late ones and what came back are red, what waits is marked, the rest is plain", () => {
  expect(toneOf({ state: "produced", is_late: true })).toBe("bad");
  expect(toneOf({ state: "returned", is_late: false })).toBe("bad");
  expect(toneOf({ state: "due", is_late: false })).toBe("poor");
  expect(toneOf({ state: "delivered", is_late: false })).toBeUndefined();
});

test("a letter has a title and paragraphs, lines of which stay together", () => {
  expect(partsOf("Title\n\nLender\n1 May\n\nWhy:\n— one\n— two\n")).toEqual({
    title: "Title",
    paragraphs: ["Lender\n1 May", "Why:\n— one\n— two"],
  });
});

test("the text is that of the language, and none before the notice was written", () => {
  const texts = [{ language: "en", text: "Notice", sha256: "0" }];
  expect(textIn({ texts }, "en")).toBe(texts[0]);
  expect(textIn({ texts: [] }, "en")).toBeUndefined();
});

test("an objection says something", () => {
  expect(isLongEnough("   no     ")).toBe(false);
  expect(isLongEnough("I have repaid it.")).toBe(true);
});
