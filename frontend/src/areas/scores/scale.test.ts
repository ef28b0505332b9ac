import { describe, expect, test } from "vitest";
import { SCALE } from "./scale.fixture";
import {
  DEFAULT_GRADE,
  gaugeScale,
  gradeColour,
  isRuled,
  isUnknown,
  pointsTicks,
  UNKNOWN_GRADE,
} from "./scale";

const LETTERS = SCALE.map(({ grade }) => grade);

describe("gauge", () => {
  const { place, parts, edges } = gaugeScale(SCALE);

  test("more points never stand lower, and nobody stands off it", () => {
    const places = [1, 120, 300, 301, 459, 460, 500, 717, 999].map(place);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect([Math.min(...places), Math.max(...places)]).toEqual([0, 1]);
  });

  test("equal steps of points are equal steps of the gauge", () => {
    expect(place(400) - place(350)).toBeCloseTo(place(550) - place(500));
  });

  test.each(SCALE)("grade $grade begins with its points", ({ grade, points_from }) => {
    const part = parts.find((one) => one.grade === grade);
    expect(part?.from).toBe(points_from === 1 ? 0 : place(points_from));
    expect(place(points_from)).toBeLessThan(part?.to ?? 0);
  });

  test("the parts cover it without a gap, the worst first", () => {
    expect(parts.map(({ grade }) => grade)).toEqual([...LETTERS].reverse());
    expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
    expect(parts.at(-1)?.to).toBe(1);
    expect(edges).toEqual([300, 380, 460, 540, 620]);
  });

  test("as few as two grades can be drawn", () => {
    const two = gaugeScale(SCALE.filter(({ points_from }) => [1, 460].includes(points_from)));
    expect(two.parts).toHaveLength(2);
    expect(two.place(460)).toBeCloseTo(0.5);
  });
});

test.each<[(number | null)[], number[]]>([
  [
    [500, null, 585],
    [450, 500, 550, 600, 650],
  ],
  [[540], [500, 520, 540, 560, 580]],
  [
    [1, 585],
    [0, 200, 400, 600, 800],
  ],
  [
    [1, 999],
    [0, 250, 500, 750, 1000],
  ],
  [[null], [0, 250, 500, 750, 1000]],
])("points %j are drawn between round figures", (points, ticks) => {
  expect(pointsTicks(points)).toEqual(ticks);
});

test("whatever is drawn has few round figures, and all points lie between them", () => {
  for (let worst = 1; worst <= 999; worst += 7) {
    for (let best = worst; best <= 999; best += 13) {
      const ticks = pointsTicks([worst, best]);
      expect(ticks.every((tick) => tick % 10 === 0)).toBe(true);
      expect(ticks.length).toBeLessThan(8);
      expect(ticks[0]).toBeLessThanOrEqual(worst);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(best);
    }
  }
});

test("a rule's reason is one without a contribution", () => {
  const reason = {
    code: "",
    direction: "raises_risk" as const,
    actionable: false,
    text_ru: "",
    text_en: "",
  };
  expect(isRuled({ reasons: [{ ...reason, contribution: 0.3 }] })).toBe(false);
  expect(isRuled({ reasons: [{ ...reason, contribution: null }] })).toBe(true);
});

test("who is not known is no letter of the scale", () => {
  expect(isUnknown({ grade: UNKNOWN_GRADE })).toBe(true);
  expect([...LETTERS, DEFAULT_GRADE, null].some((grade) => isUnknown({ grade }))).toBe(false);
});

test("every grade, also one that is no longer given, carries white text (WCAG 1.4.3)", () => {
  for (const grade of [...LETTERS, DEFAULT_GRADE, UNKNOWN_GRADE, "Z"]) {
    expect(contrastWithWhite(gradeColour(grade, LETTERS)), grade).toBeGreaterThan(4.5);
  }
});

test("default has the colour of the worst grade, who is not known that of none", () => {
  expect(gradeColour(DEFAULT_GRADE, LETTERS)).toBe(gradeColour(LETTERS.at(-1) ?? "", LETTERS));
  expect(LETTERS.map((grade) => gradeColour(grade, LETTERS))).not.toContain(
    gradeColour(UNKNOWN_GRADE, LETTERS),
  );
});

function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0) + 0.05);
}
