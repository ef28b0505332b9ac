import { expect, test } from "vitest";
import { inRussian } from "./service-russian";

const DEEDS = {
  ...import.meta.glob<string>("../../../../layers/core/models/*.py", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
  ...import.meta.glob<string>("../../../../layers/core/decisions/policy_*.py", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
  ...import.meta.glob<string>("../../../../functions/api/{models,policies}/*.py", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
};
const FIGURES = {
  ...import.meta.glob<string>(
    "../../../../layers/core/decisions/rules/{hard_rules,lending,policy}.py",
    { query: "?raw", import: "default", eager: true },
  ),
  ...import.meta.glob<string>("../../../../functions/api/policies/body_schemas.py", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
};

/** Returns the texts with which these files refuse something. */
function refusals(files: Record<string, string>, error: string): string[] {
  const raised = new RegExp(`${error}\\(\\s*((?:f?"[^"]*"\\s*)+)`, "g");
  return Object.values(files)
    .flatMap((source) => [...source.matchAll(raised)])
    .map(([, texts = ""]) => [...texts.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join(""));
}

test("a Russian reader is told why a deed on a policy or a model is refused", () => {
  const said = refusals(DEEDS, "ConflictError");
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((text) => inRussian(text) === undefined)).toEqual([]);
});

test("a Russian reader is told which figure of a policy cannot be", () => {
  const said = refusals(FIGURES, "ValueError");
  expect(said.length).toBeGreaterThan(12);
  expect(said.filter((text) => inRussian(text) === undefined)).toEqual([]);
});
