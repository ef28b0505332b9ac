import { readdirSync } from "node:fs";
import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import typescript from "typescript-eslint";

/** The areas from the ground up: each may use the ones before it, and all may use the kit. */
const AREAS = [
  ...["people", "scores", "clients", "applications", "decisions"],
  ...["imports", "payments", "policies", "portfolio", "monitoring", "models", "journal", "notices"],
  "worklist",
];
const folders = readdirSync(`${import.meta.dirname}/src/areas`);
const unplaced = folders.filter((name) => !AREAS.includes(name));
if (unplaced.length > 0) throw new Error(`Which areas may ${unplaced} use? See eslint.config.js.`);

/** Forbids to import, by `import()` too, what lies above under one of these names. */
function forbidImports(files, names, message) {
  const regex = `^(\\.\\./)+(${names.join("|")})(/|$)`;
  const selector = `ImportExpression[source.value=/${regex.replaceAll("/", "\\u002F")}/]`;
  return {
    files,
    rules: {
      "no-restricted-imports": ["error", { paths: [PARAMETERS], patterns: [{ regex, message }] }],
      "no-restricted-syntax": ["error", { selector, message }],
    },
  };
}

/** What a page sets by it was read when it was rendered. */
const PARAMETERS = {
  name: "react-router",
  importNames: ["useSearchParams"],
  message: "Use useAddress of the kit: a change begins with what the address says by then.",
};
const JOINS = ["app", "areas", "guard", "i18n", "later", "main", "shell"];
const imports = [
  forbidImports(["src/kit/**"], JOINS, "The kit knows no area and no noun."),
  ...AREAS.map((area, index) =>
    forbidImports(
      [`src/areas/${area}/**`],
      [...JOINS, ...AREAS.slice(index + 1)],
      `${area} may use the kit and these areas: ${AREAS.slice(0, index).join(", ") || "none"}.`,
    ),
  ),
];

export default typescript.config(
  { ignores: ["dist", "src/api/schema.ts"] },
  js.configs.recommended,
  typescript.configs.strict,
  a11y.flatConfigs.recommended,
  hooks.configs.flat.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 12],
      "max-depth": ["error", 3],
      // A scrolling region takes the focus, so that the keyboard can scroll it (WCAG 2.1.1)
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region"], tags: [] }],
    },
  },
  { files: ["src/**"], ignores: ["**/*.test.ts"], rules: { "max-lines": ["error", 300] } },
  ...imports,
  { files: ["src/kit/address.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["*.cjs"], languageOptions: { globals: { module: "writable" } } },
);
