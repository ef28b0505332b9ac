/** Notices and objections: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, body, type Schemas } from "../../kit/client";

export type Notice = Schemas["NoticeResponse"];
export type NoticeRow = Schemas["NoticeSummary"];
export type Objection = Schemas["Objection"];
export type Channel = Schemas["SendingChannel"];
export type Deed = Schemas["Deed"];

/** What is due, or of one application all; each page says how the next one begins. */
export const noticesQuery = (application: string | null) =>
  infiniteQueryOptions({
    queryKey: ["notices", application],
    queryFn: ({ pageParam: after, signal }) =>
      body(
        api.GET("/notices", {
          params: { query: { ...(application && { application }), ...(after && { after }) } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.next === null ? null : Number(page.next)),
  });

export const objectionsQuery = infiniteQueryOptions({
  queryKey: ["objections"],
  queryFn: ({ pageParam: after, signal }) =>
    body(api.GET("/objections", { params: { query: after ? { after } : {} }, signal })),
  initialPageParam: null as number | null,
  getNextPageParam: (page) => (page.next === null ? null : Number(page.next)),
});

export const noticeQuery = (notice_id: number) =>
  queryOptions({
    queryKey: ["notice", notice_id],
    queryFn: () => body(api.GET("/notices/{notice_id}", { params: { path: { notice_id } } })),
  });
