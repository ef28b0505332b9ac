/** Who is logged in, and what happens when the session has ended. */

import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ApiError, api, body, type Schemas } from "../../kit/client";
import { tellOtherTabs } from "./tabs";

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
  // Another tab may have ended the session, or begun somebody else's
  refetchOnWindowFocus: "always",
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
          error instanceof ApiError && error.isTemporary && !error.isLate && failures < TRIES_AGAIN,
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
  tellOtherTabs();
}

/** Goes on where a session ended: the page stays, and reads again what it shows. */
export async function resumeSession(client: QueryClient, user: Me): Promise<void> {
  // An answer to the session that ended would end this one, too
  await client.cancelQueries();
  client.setQueryData(meQuery.queryKey, user);
  tellOtherTabs();
  await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
}

/** Ends the session: nothing of this user stays for the next one. */
export async function endSession(client: QueryClient): Promise<void> {
  try {
    await body(api.POST("/auth/logout"));
  } catch (error) {
    if (!(error instanceof ApiError && error.isSessionEnd)) throw error;
  }
  client.clear();
  client.setQueryData(meQuery.queryKey, null);
  forgetDrafts();
  tellOtherTabs();
}

/** What was typed and outlived a reload does not outlive its session. */
function forgetDrafts(): void {
  try {
    sessionStorage.clear();
  } catch {
    // The browser blocks storage: there is nothing in it
  }
}

/** Whose page this is, set by the guard: it outlasts the session, so that no page lacks its user. */
export const UserContext = createContext<Me | null>(null);

export function useUser(): Me {
  const user = useContext(UserContext);
  if (!user) throw new Error("This page needs the session guard.");
  return user;
}
