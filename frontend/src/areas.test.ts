import { expect, test } from "vitest";
import { AREAS, homeOf, menuOf, PLACES } from "./areas";
import type { Role } from "./areas/people/roles";

test.each<[Role, string[]]>([
  ["client", ["rating"]],
  ["manager", ["clients"]],
  ["underwriter", ["clients"]],
  ["analyst", ["clients"]],
  ["admin", ["users", "managers", "clients", "dead-letters", "journal"]],
  ["dismissed", []],
  ["default", []],
])("the menu of %s lists %o", (role, paths) => {
  expect(menuOf(role).map(({ path }) => path)).toEqual(paths);
});

test("a role begins with the first entry of its menu, and somebody dismissed nowhere", () => {
  expect(homeOf("admin")).toBe("/users");
  expect(homeOf("dismissed")).toBe("/");
});

test("no page and no action belongs to two areas", () => {
  const paths = PLACES.map(({ path }) => path);
  const actions = AREAS.flatMap((area) => Object.keys(area.actions));
  expect(new Set(paths).size).toBe(paths.length);
  expect(new Set(actions).size).toBe(actions.length);
});
