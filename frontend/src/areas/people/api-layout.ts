/** The operations of the API without what the site's page has itself: title, landmark, login. */

import type { LayoutProps, System } from "swagger-ui-dist/swagger-ui-es-bundle.js";

export const LAYOUT = "OperationsAlone";

export function operationsAlone({ React }: System) {
  function OperationsAlone({ getComponent }: LayoutProps) {
    return React.createElement(
      "div",
      { className: "swagger-ui" },
      React.createElement(getComponent("SvgAssets")),
      React.createElement(getComponent("errors", true)),
      React.createElement(getComponent("operations", true)),
    );
  }
  return { components: { [LAYOUT]: OperationsAlone } };
}
