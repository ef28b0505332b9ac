/** Clients and their credits: what is read of them. */

import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../api/schema";
import { answer, api, body, type Schemas } from "../../kit/client";

export type Client = Schemas["ClientResponse"];
export type ClientRow = Schemas["ClientSummary"];
export type Credit = Schemas["Credit"];
export type PaymentMonth = Schemas["PaymentMonth"];
export type PaymentStatus = Schemas["PaymentStatus"];
export type Dashboard = Schemas["DashboardResponse"];
export type ClientListQuery = NonNullable<paths["/clients"]["get"]["parameters"]["query"]>;

export const dashboardQuery = queryOptions({
  queryKey: ["dashboard"],
  queryFn: () => body(api.GET("/me/dashboard")),
});

export const clientListQuery = (query: ClientListQuery) =>
  queryOptions({
    queryKey: ["clients", query],
    queryFn: ({ signal }) => body(api.GET("/clients", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many clients there are that a filter leaves; null for more than the service counts. */
export const countQuery = (filter: ClientListQuery) =>
  queryOptions({
    queryKey: ["clients", "count", filter],
    queryFn: async ({ signal }) => {
      const query = { ...filter, limit: 1 };
      return (await body(api.GET("/clients", { params: { query }, signal }))).total;
    },
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

/** Returns last name, first name and patronymic, as far as it is known. */
export function fullName(person: Pick<Client, "last_name" | "first_name" | "patronymic">): string {
  return [person.last_name, person.first_name, person.patronymic].filter(Boolean).join(" ");
}

/** Reads a client and the lists anew after something was done about the client. */
export async function refreshClient(queryClient: QueryClient, id: number): Promise<void> {
  await Promise.all(
    [["client", id], ["clients"], ["managers"]].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}
