import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./site.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { createRouter } from "./app";
import { startTranslations } from "./i18n";
import { createQueryClient } from "./session";
import { readableGreys, theme } from "./theme";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

await startTranslations();
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
