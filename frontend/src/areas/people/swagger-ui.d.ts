declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  import type { ComponentType, createElement } from "react";

  /** What Swagger UI hands to a plugin; its React is its own. */
  export interface System {
    React: { createElement: typeof createElement };
  }

  export interface LayoutProps {
    getComponent: (name: string, isContainer?: boolean) => ComponentType;
  }

  interface Options {
    domNode: HTMLElement;
    url: string;
    validatorUrl: null;
    docExpansion: "none";
    defaultModelsExpandDepth: number;
    syntaxHighlight: { activated: boolean };
    plugins: ((system: System) => { components: Record<string, ComponentType<LayoutProps>> })[];
    layout: string;
    onComplete: () => void;
  }
  export default function SwaggerUI(options: Options): void;
}
