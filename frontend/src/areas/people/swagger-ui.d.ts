declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Options {
    domNode: HTMLElement;
    url: string;
    validatorUrl: null;
    docExpansion: "none";
    defaultModelsExpandDepth: number;
    plugins: { wrapComponents: Record<string, () => () => null> }[];
    onComplete: () => void;
  }
  export default function SwaggerUI(options: Options): void;
}
