/** Accounts, managers and the own sessions: what is read of them. */

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";
import type { Role } from "./roles";

export type User = Schemas["User"];
export type Manager = Schemas["Manager"];
export type NewPassword = Schemas["PasswordResponse"];
export type OwnSession = Schemas["OwnSession"];

export const usersQuery = (query: { q: string; role: Role[]; after?: number; limit: number }) =>
  queryOptions({
    queryKey: ["users", query],
    queryFn: ({ signal }) => body(api.GET("/users", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const managersQuery = queryOptions({
  queryKey: ["managers"],
  queryFn: () => body(api.GET("/managers")),
});

export const managerQuery = (manager_id: number) =>
  queryOptions({
    queryKey: ["managers", manager_id],
    queryFn: () => body(api.GET("/managers/{manager_id}", { params: { path: { manager_id } } })),
  });

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: () => body(api.GET("/auth/sessions")),
});
