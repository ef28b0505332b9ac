import { expect, test } from "vitest";
import { card } from "../../../../layers/core/models/rules/released.json";
import { RUSSIAN } from "./card-russian";

test("a Russian reader is told all that the release's card says, and nothing else", () => {
  const targets = Object.values(card.models).map(({ target }) => target);
  expect(Object.keys(RUSSIAN)).toEqual([...card.limits_of_use, ...targets]);
});
