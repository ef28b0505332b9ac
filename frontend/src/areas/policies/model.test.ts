import { describe, expect, test } from "vitest";
import { deedsOf, toBody, toForm, unreadable } from "./model";
import { body } from "./body.fixture";

const read = (text: string) =>
  text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
const GRADES = ["A", "B", "C", "D"];

describe("a form", () => {
  const form = toForm(body, GRADES, null, String);

  test("of a body says the same body again", () => {
    expect({ ...toBody(form, body, read), dated: body.dated }).toEqual(body);
  });

  test("shows shares in percent", () => {
    expect(form.figures.most_burden).toBe("80");
    const changed = { ...form, figures: { ...form.figures, most_burden: "57.5" } };
    expect(toBody(changed, body, read).lending.knock_outs.most_burden).toBe(0.575);
  });

  test("lends a grade nothing where no income stands", () => {
    const none = { ...form, incomes: { ...form.incomes, D: "0" } };
    expect(toBody(none, body, read).lending.limits.incomes_by_grade).not.toHaveProperty("D");
  });

  test("names the fields without a number", () => {
    const wrong = { ...form, figures: { ...form.figures, cure_months: "soon" } };
    expect(unreadable(wrong, read)).toEqual(["cure_months"]);
    expect(unreadable(form, read)).toEqual([]);
  });
});

describe("deeds", () => {
  const draft = {
    state: "draft" as const,
    author_id: 1,
    confirm_by: null,
    base_is_active: true,
    justification: "Because.",
    simulation: {},
  };
  const author = { id: 1, role: "analyst" as const };
  const judge = { id: 2, role: "analyst" as const };
  const reader = { id: 3, role: "underwriter" as const };

  test("are the author's while it is a draft", () => {
    expect(deedsOf(draft, author)).toEqual(["request", "emergency", "withdraw"]);
    expect(deedsOf({ ...draft, simulation: null }, author)).toEqual([
      "simulate",
      "emergency",
      "withdraw",
    ]);
    expect(deedsOf(draft, judge)).toEqual([]);
  });

  test("are another person's once it waits", () => {
    const waiting = { ...draft, state: "in_review" as const };
    expect(deedsOf(waiting, author)).toEqual(["withdraw"]);
    expect(deedsOf(waiting, judge)).toEqual(["approve", "reject"]);
    expect(deedsOf(waiting, reader)).toEqual([]);
    expect(deedsOf({ ...waiting, base_is_active: false }, judge)).toEqual(["reject"]);
  });

  test("of an emergency are to confirm it or to refuse it", () => {
    const emergency = { ...draft, state: "active" as const, confirm_by: "2026-11-29T10:00:00Z" };
    expect(deedsOf(emergency, judge)).toEqual(["reject", "confirm"]);
    expect(deedsOf(emergency, author)).toEqual([]);
  });

  test("of what is over are to roll back to it", () => {
    expect(deedsOf({ ...draft, state: "superseded" }, judge)).toEqual(["copy"]);
    expect(deedsOf({ ...draft, state: "superseded" }, { id: 9, role: "admin" })).toEqual([]);
  });
});
