/** The tokens of programs, read on by the id of the last one seen. */

import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type ApiToken = Schemas["ApiToken"];
export type NewToken = Schemas["NewToken"];
export type Scope = Schemas["Scope"];

const TOKENS_A_PAGE = 50;

export const tokensQuery = infiniteQueryOptions({
  queryKey: ["tokens"],
  queryFn: ({ pageParam, signal }) =>
    body(
      api.GET("/api-tokens", {
        params: { query: { limit: TOKENS_A_PAGE, ...(pageParam && { before: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: 0,
  getNextPageParam: (page: ApiToken[]) =>
    page.length === TOKENS_A_PAGE ? page[page.length - 1]?.id : undefined,
});
