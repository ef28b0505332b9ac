import { expect, test } from "vitest";
import { createNumberReader } from "../../kit/numbers";
import { CLIENT } from "./client.fixture";
import { findConflict } from "./conflict";
import { toForm } from "./questionnaire";

const READ = createNumberReader("en");
const FORM = toForm(CLIENT);
const NOW = { ...CLIENT, amt_income_total: "90000.00", cnt_children: 2 };

test("what only the other person changed is joined", () => {
  const conflict = findConflict(CLIENT, NOW, { ...FORM, flag_email: "1" }, READ);
  expect(conflict.form).toEqual({
    ...FORM,
    amt_income_total: "90000",
    cnt_children: "2",
    flag_email: "1",
  });
  expect(conflict.joined).toEqual([
    { name: "cnt_children", was: "1", theirs: "2" },
    { name: "amt_income_total", was: "157500", theirs: "90000" },
  ]);
  expect(conflict.clashes).toEqual([]);
});

test("what both changed stays as one typed it, and all three values are told", () => {
  const conflict = findConflict(CLIENT, NOW, { ...FORM, amt_income_total: "95,000" }, READ);
  expect(conflict.form.amt_income_total).toBe("95,000");
  expect(conflict.clashes).toEqual([
    { name: "amt_income_total", was: "157500", theirs: "90000", yours: "95,000" },
  ]);
  expect(conflict.joined.map(({ name }) => name)).toEqual(["cnt_children"]);
});

test("the same change by both is no clash", () => {
  const conflict = findConflict(CLIENT, NOW, { ...FORM, amt_income_total: "90,000" }, READ);
  expect(conflict.clashes).toEqual([]);
  expect(conflict.joined.map(({ name }) => name)).toEqual(["cnt_children"]);
});
