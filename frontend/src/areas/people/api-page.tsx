/** The description of the API, where requests can be tried with the own session. */

import { Alert, Skeleton, Title, useComputedColorScheme } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./api-page.css";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { LAYOUT, operationsAlone } from "./api-layout";
import * as words from "./token-words";

addWords(words);

const DESCRIPTION = "/api/v1/openapi.json";

export function Component() {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const domNode = place.current;
    if (!domNode) return;
    SwaggerUI({
      domNode,
      url: DESCRIPTION,
      validatorUrl: null, // another host's
      docExpansion: "none",
      defaultModelsExpandDepth: -1,
      syntaxHighlight: { activated: false }, // its colours cannot be read by everybody
      plugins: [operationsAlone],
      layout: LAYOUT,
      onComplete: () => setThere(true),
    });
  }, []);
  useDarkDescription();
  return (
    <Page title={t("api.title")}>
      <Alert color="yellow" variant="outline">
        {t("api.advice")}
      </Alert>
      <Title order={2} size="h3">
        {t("api.operations")}
      </Title>
      {!isThere && <Skeleton h={400} />}
      <div className="api-description" lang="en" ref={place} />
    </Page>
  );
}

/** The description has colours of its own for the dark, by a class on the document; not on paper. */
function useDarkDescription(): void {
  const isDark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  useLayoutEffect(() => {
    const { classList } = document.documentElement;
    const paper = window.matchMedia("print");
    const dress = () => classList.toggle("dark-mode", isDark && !paper.matches);
    dress();
    paper.addEventListener("change", dress);
    return () => {
      paper.removeEventListener("change", dress);
      classList.remove("dark-mode");
    };
  }, [isDark]);
}
