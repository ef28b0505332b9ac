import { describe, expect, test } from "vitest";
import type { Grade } from "./queries";
import { DEFAULT_GRADE, gaugePosition, gradeColour } from "./scale";

const EDGES = [0, 0.0005, 0.0015, 0.004, 0.01, 0.03, 0.1, 0.3, 1];
const SCALE: Grade[] = "ABCDEFGH".split("").map((grade, index) => ({
  grade,
  proba_from: EDGES[index] ?? 0,
  proba_to: EDGES[index + 1] ?? 1,
  text_ru: "",
  text_en: "",
}));

describe("gauge", () => {
  test("a better probability never stands lower", () => {
    const probas = [1e-9, 1e-5, 0.0004, 0.0005, 0.001, 0.003, 0.02, 0.099, 0.1, 0.5, 0.999];
    const positions = probas.map((proba) => gaugePosition(proba, SCALE));
    expect(positions).toEqual([...positions].sort((one, other) => other - one));
  });

  test.each(SCALE)("grade $grade stands in its own part of the arc", (grade) => {
    const middle = Math.sqrt(Math.max(grade.proba_from, grade.proba_to / 10) * grade.proba_to);
    const part = Math.floor(gaugePosition(middle, SCALE) * SCALE.length);
    expect("HGFEDCBA"[part]).toBe(grade.grade);
  });
});

test("every grade has a colour that carries white text (WCAG 1.4.3)", () => {
  for (const { grade } of SCALE) {
    expect(contrastWithWhite(gradeColour(grade))).toBeGreaterThan(4.5);
  }
});

test("default has the colour of the worst grade", () => {
  expect(gradeColour(DEFAULT_GRADE)).toBe(gradeColour("H"));
});

function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0) + 0.05);
}
