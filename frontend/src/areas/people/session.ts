/** Who is logged in, and what happens when the session has ended. */

import {
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { ApiError, api, body, type Schemas } from "../../kit/client";

export type Me = Schemas["Me"];
export type Credentials = Schemas["LoginRequest"];

const TRIES_AGAIN = 2;

/** The logged-in user, or null: the one question every page asks first. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await body(api.GET("/auth/me"));
    } catch (error) {
      if (error instanceof ApiError && error.isSessionEnd) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/**
 * Any answer that says "not authenticated" ends the session here, too; pages then lead to login. An
 * answer that the session before was still waiting for says nothing of the present one.
 */
export function createQueryClient(): QueryClient {
  const end = (error: unknown) => {
    if (error instanceof ApiError && error.isSessionEnd)
      client.setQueryData(meQuery.queryKey, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: end }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, { state }) => {
        const began = client.getQueryState(meQuery.queryKey)?.dataUpdatedAt ?? 0;
        if (state.submittedAt >= began) end(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          error instanceof ApiError && error.isTemporary && failures < TRIES_AGAIN,
        retryDelay: (failures) => 400 * 2 ** failures,
        // A request that fails shows so and can be repeated; waiting silently helps nobody
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}

/** Begins a session: nothing that the one before has read or asked for reaches into it. */
export function beginSession(client: QueryClient, user: Me): void {
  client.getQueryCache().clear();
  client.setQueryData(meQuery.queryKey, user);
}

/** The logged-in user; only for pages behind the guard of `app.tsx`. */
export function useUser(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("This page needs the session guard.");
  return data;
}

export function useLogOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await api.POST("/auth/logout");
    navigate("/login");
    client.clear(); // nothing of this user stays for the next one
    client.setQueryData(meQuery.queryKey, null);
  };
}
