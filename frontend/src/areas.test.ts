import { expect, test } from "vitest";
import { menuOf } from "./areas";
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
