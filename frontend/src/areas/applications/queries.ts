/** Applications: what is read of them. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../api/schema";
import { answer, api, body, type Schemas } from "../../kit/client";

export type Application = Schemas["ApplicationResponse"];
export type ApplicationRow = Schemas["ApplicationSummary"];
export type ApplicationState = Schemas["ApplicationState"];
export type LikePerson = Schemas["LikePerson"];
export type Offer = Schemas["OfferResponse"];
export type Purpose = Schemas["Purpose"];
export type Submission = Schemas["SubmissionRequest"];
export type ListQuery = NonNullable<paths["/applications"]["get"]["parameters"]["query"]>;

/** An application with the ETag that a change has to name. */
export interface Loaded {
  application: Application;
  etag: string | null;
}

/** Unpacks an answer that is an application. */
export async function loaded(request: Parameters<typeof answer<Application>>[0]): Promise<Loaded> {
  const { body, headers } = await answer(request);
  return { application: body, etag: headers.get("ETag") };
}

export const applicationQuery = (application_id: string) =>
  queryOptions({
    queryKey: ["application", application_id],
    queryFn: () =>
      loaded(api.GET("/applications/{application_id}", { params: { path: { application_id } } })),
  });

/** Page by page: each says how the next one begins. */
export const applicationsQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: ["applications", query],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/applications", {
          params: { query: pageParam ? { ...query, after: pageParam } : query },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Who on record may be the applicant; asked anew after what they are found by has changed. */
export const duplicatesQuery = (application_id: string, version: number) =>
  queryOptions({
    queryKey: ["application", application_id, "duplicates", version],
    queryFn: () =>
      body(
        api.GET("/applications/{application_id}/duplicates", {
          params: { path: { application_id } },
        }),
      ),
  });

/** The credit that was granted or offered; asked anew after the application has moved on. */
export const offerQuery = (application_id: string, version: number) =>
  queryOptions({
    queryKey: ["application", application_id, "offer", version],
    queryFn: () =>
      body(
        api.GET("/applications/{application_id}/offer", { params: { path: { application_id } } }),
      ),
  });

export const eventsQuery = (application_id: string, version: number) =>
  queryOptions({
    queryKey: ["application", application_id, "events", version],
    queryFn: () =>
      body(
        api.GET("/applications/{application_id}/events", { params: { path: { application_id } } }),
      ),
  });
