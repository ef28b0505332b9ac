import { expect, test } from "vitest";
import reference from "../../../../layers/model/bundle/reference.json";
import { en } from "./words/features-en";

test("every figure that a model was made of has a name", () => {
  const names = Object.values(reference).flatMap(({ inputs }) => Object.keys(inputs.bins));
  expect(names.length).toBeGreaterThan(20);
  const unnamed = names.filter((name) => !(name.replace(/^others_/, "") in en.featureNames));
  expect(unnamed).toEqual([]);
});
