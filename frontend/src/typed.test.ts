import { expect, test } from "vitest";

const SOURCES = import.meta.glob<string>("./areas/**/*.tsx", {
  query: "?raw",
  import: "default",
  eager: true,
});
/** Their form keeps what is typed in the tab itself, over a reload too. */
const KEPT_BY_THEIR_FORM = ["./areas/decisions/decide.tsx", "./areas/decisions/override.tsx"];
const SAYS_SO = /\buseUnsaved\(|<LeaveGuard\b/;

const writing = Object.keys(SOURCES).filter((path) => SOURCES[path]?.includes("<Textarea"));

test("there are forms in which somebody writes", () => {
  expect(writing.length).toBeGreaterThan(8);
  expect(writing).toEqual(expect.arrayContaining(KEPT_BY_THEIR_FORM));
});

test.each(writing.filter((path) => !KEPT_BY_THEIR_FORM.includes(path)))(
  "what is written in %s outlasts its session",
  (path) => {
    expect(SOURCES[path]).toMatch(SAYS_SO);
  },
);

test("every list that is read page by page says why a further page did not come", () => {
  const own = /onClick=\{[^}]*fetchNextPage/;
  expect(Object.keys(SOURCES).filter((path) => own.test(SOURCES[path] ?? ""))).toEqual([]);
});
