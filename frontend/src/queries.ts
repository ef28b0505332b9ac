/** What the pages read, each under the key by which it is refreshed. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, body, type Role } from "./api/client";
import type { paths } from "./api/schema";

export type ClientListQuery = NonNullable<paths["/clients"]["get"]["parameters"]["query"]>;

export const dashboardQuery = queryOptions({
  queryKey: ["dashboard"],
  queryFn: () => body(api.GET("/me/dashboard")),
});

export const masterScaleQuery = queryOptions({
  queryKey: ["master-scale"],
  queryFn: () => body(api.GET("/master-scale")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const clientListQuery = (query: ClientListQuery) =>
  queryOptions({
    queryKey: ["clients", query],
    queryFn: ({ signal }) => body(api.GET("/clients", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** A client with the ETag that an edit has to name. */
export const clientQuery = (client_id: number) =>
  queryOptions({
    queryKey: ["client", client_id, "card"],
    queryFn: async () => {
      const { body, headers } = await answer(
        api.GET("/clients/{client_id}", { params: { path: { client_id } } }),
      );
      return { client: body, etag: headers.get("ETag") };
    },
  });

export const creditsQuery = (client_id: number) =>
  queryOptions({
    queryKey: ["client", client_id, "credits"],
    queryFn: () =>
      body(api.GET("/clients/{client_id}/credits", { params: { path: { client_id } } })),
  });

export const scoresQuery = (client_id: number) =>
  queryOptions({
    queryKey: ["client", client_id, "scores"],
    queryFn: () =>
      body(api.GET("/clients/{client_id}/scores", { params: { path: { client_id } } })),
  });

export const scoreQuery = (score_id: string) =>
  queryOptions({
    queryKey: ["score", score_id],
    queryFn: () => body(api.GET("/scores/{score_id}", { params: { path: { score_id } } })),
  });

export const managerQuery = (manager_id: number) =>
  queryOptions({
    queryKey: ["managers", manager_id],
    queryFn: () => body(api.GET("/managers/{manager_id}", { params: { path: { manager_id } } })),
  });

export const managersQuery = queryOptions({
  queryKey: ["managers"],
  queryFn: () => body(api.GET("/managers")),
});

export const rescoringQuery = (batch_id: string) =>
  queryOptions({
    queryKey: ["rescoring", batch_id],
    queryFn: () =>
      body(api.GET("/portfolio/scores/{batch_id}", { params: { path: { batch_id } } })),
  });

export const changesQuery = (batch_id: string) =>
  queryOptions({
    queryKey: ["rescoring", batch_id, "changes"],
    queryFn: () =>
      body(api.GET("/portfolio/scores/{batch_id}/changes", { params: { path: { batch_id } } })),
  });

export const usersQuery = (query: { q: string; role?: Role; page: number; page_size: number }) =>
  queryOptions({
    queryKey: ["users", query],
    queryFn: ({ signal }) => body(api.GET("/users", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const auditQuery = (query: { action?: string; page: number; page_size: number }) =>
  queryOptions({
    queryKey: ["audit", query],
    queryFn: () => body(api.GET("/audit-events", { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const deadLettersQuery = queryOptions({
  queryKey: ["dead-letters"],
  queryFn: () => body(api.GET("/dead-letters")),
});
