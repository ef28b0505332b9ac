import { createInstance } from "i18next";
import { expect, test } from "vitest";
import { ApiError } from "./client";
import { en } from "./en";
import { changeAdvice, errorCode } from "./error-view";

const { t } = createInstance(
  { lng: "en", resources: { en: { translation: en } } },
  () => undefined,
);

function adviceOn(status: number, code: string, seconds: number | null = null): string {
  const error = new ApiError(status, code, [], "request-1", seconds);
  return changeAdvice(error, errorCode(error), t);
}

test.each([
  [503, "unavailable", en.errors.notSaved],
  [429, "unknown", en.errors.notSaved],
  [502, "unknown", en.errors.notConfirmed],
  [504, "unknown", en.errors.notConfirmed],
  [0, "network", en.errors.notConfirmed],
  [0, "timeout", en.errors.notConfirmed],
])("after %i %s nobody is promised that a change is tried again", (status, code, advice) => {
  expect(adviceOn(status, code, 3)).toBe(advice);
});

test("who asked for too much in an hour is told when to go on", () => {
  expect(adviceOn(429, "too_many_requests", 61)).toBe("Try again in 2 min.");
});

test("what is to be reported is told with its number", () => {
  expect(adviceOn(500, "internal_error")).toContain("request-1");
});
