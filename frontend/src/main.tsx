import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./kit/font.css";
import "./kit/site.css";
import "./kit/print.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { createRouter } from "./app";
import { createQueryClient } from "./areas/people/session";
import { RESOURCES } from "./i18n";
import { readableGreys, theme } from "./kit/theme";
import { startTranslations } from "./kit/translations";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

await startTranslations(RESOURCES);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <MantineProvider theme={theme} cssVariablesResolver={readableGreys} defaultColorScheme="auto">
        <ModalsProvider>
          <Notifications position="bottom-right" />
          <RouterProvider router={createRouter()} />
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
