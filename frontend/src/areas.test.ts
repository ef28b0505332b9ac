import { expect, test } from "vitest";
import { AREAS, goalOf, homeOf, menuOf, PLACES } from "./areas";
import type { Role } from "./areas/people/roles";

test.each<[Role, string[]]>([
  ["client", ["rating", "apply", "my-notices"]],
  ["manager", ["today", "clients", "applications", "notices", "imports", "changes", "payments"]],
  [
    "underwriter",
    ["queue", "my-decisions", "overrides", "clients", "applications", "notices", "policies"],
  ],
  [
    "analyst",
    [
      ...["work", "portfolio", "overrides", "clients", "applications", "imports", "payments"],
      ...["policies", "simulator", "monitoring", "models", "replays"],
    ],
  ],
  [
    "admin",
    [
      ...["work", "portfolio", "users", "managers", "tokens", "queue", "overrides", "clients"],
      ...["applications", "notices", "imports", "payments", "policies", "simulator"],
      ...["monitoring", "models", "dead-letters", "replays", "journal"],
    ],
  ],
  ["dismissed", []],
  ["default", []],
])("the menu of %s lists %o", (role, paths) => {
  expect(menuOf(role).map(({ path }) => path)).toEqual(paths);
});

test("a role begins with the first entry of its menu that can be a home, and somebody dismissed nowhere", () => {
  expect(homeOf("manager")).toBe("/today");
  expect(homeOf("admin")).toBe("/users");
  expect(homeOf("analyst")).toBe("/clients");
  expect(homeOf("dismissed")).toBe("/");
});

test.each<[Role, string | null, string]>([
  ["manager", "/clients/7/edit?from=list", "/clients/7/edit?from=list"],
  ["manager", "/account", "/account"],
  ["client", "/clients/7", "/rating"],
  ["manager", "/users", "/today"],
  ["admin", "/nothing", "/users"],
  ["admin", "/", "/users"],
  ["admin", "/login?next=%2Fusers", "/users"],
  ["admin", "/logout", "/users"],
  ["admin", "/\\evil.example", "/users"],
  ["admin", "//evil.example/users", "/users"],
  ["admin", "https://evil.example/users", "/users"],
  ["admin", null, "/users"],
])("a login as %s on the way to %o leads to %s", (role, next, goal) => {
  expect(goalOf(role, next)).toBe(goal);
});

test("no page and no action belongs to two areas", () => {
  const paths = PLACES.map(({ path }) => path);
  const actions = AREAS.flatMap((area) => Object.keys(area.actions));
  expect(new Set(paths).size).toBe(paths.length);
  expect(new Set(actions).size).toBe(actions.length);
});
