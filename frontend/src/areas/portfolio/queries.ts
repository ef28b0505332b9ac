/** The portfolio and its live figures: what is read of them. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { paths } from "../../api/schema";
import { api, body, type Schemas } from "../../kit/client";
import { type Behind, BIN_POINTS, type Shown } from "./address";

export type PortfolioSummary = Schemas["PortfolioSummary"];
export type PortfolioMonth = Schemas["PortfolioMonth"];
export type GradeRow = Schemas["GradeRow"];
export type PointsBin = Schemas["PointsBin"];
export type CutOff = Schemas["CutOff"];
export type PastDueBucket = Schemas["PastDueBucket"];
export type Migration = Schemas["Migration"];
export type GradeMove = Schemas["GradeMove"];
export type Vintage = Schemas["Vintage"];
export type PortfolioClient = Schemas["PortfolioClient"];
export type ModelName = Schemas["ModelName"];
export type PaymentStatus = Schemas["PaymentStatus"];
export type MonthQuery = NonNullable<paths["/portfolio/summary"]["get"]["parameters"]["query"]>;
export type ClientsQuery = NonNullable<paths["/portfolio/clients"]["get"]["parameters"]["query"]>;

/** Of all that a count changes. */
export const PORTFOLIO_KEY = ["portfolio-month"] as const;
/** A page of a file is as large as the service lets it be. */
export const LARGEST_PAGE = 200;

export function toMonthQuery({ month, standing, model, manager, year }: Shown): MonthQuery {
  return {
    ...(month && { month }),
    ...(standing !== "all" && { active: standing === "active" }),
    ...(model && { model }),
    ...(manager !== null && { manager_id: manager }),
    ...(year !== null && { issued_year: year }),
  };
}

export function toClientsQuery(shown: Shown, behind: Behind): ClientsQuery {
  const { grade, gradeBefore, pointsFrom, statuses, decision, vintage } = behind;
  return {
    ...toMonthQuery(shown),
    ...(grade && { grade: [grade] }),
    ...(gradeBefore && { grade_before: gradeBefore }),
    ...(pointsFrom !== null && {
      points_from: Math.max(1, pointsFrom),
      points_to: pointsFrom + BIN_POINTS - 1,
    }),
    ...(statuses.length > 0 && { status: statuses }),
    ...(decision && { decision }),
    ...(vintage && {
      issued_half: vintage.half,
      months_on_book: vintage.months,
      ...(vintage.late && { late_days: vintage.late === 30 ? ("30" as const) : ("90" as const) }),
    }),
  };
}

export const summaryQuery = (shown: Shown) => {
  const query = toMonthQuery(shown);
  return queryOptions({
    queryKey: [...PORTFOLIO_KEY, "summary", query],
    queryFn: ({ signal }) => body(api.GET("/portfolio/summary", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export const migrationQuery = (shown: Shown) => {
  const query = toMonthQuery(shown);
  return queryOptions({
    queryKey: [...PORTFOLIO_KEY, "migration", query],
    queryFn: ({ signal }) => body(api.GET("/portfolio/migration", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export const vintagesQuery = (month: string | null) => {
  const query = month ? { month } : {};
  return queryOptions({
    queryKey: [...PORTFOLIO_KEY, "vintages", query],
    queryFn: ({ signal }) => body(api.GET("/portfolio/vintages", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export const clientsPage = (query: ClientsQuery, signal?: AbortSignal) =>
  body(api.GET("/portfolio/clients", { params: { query }, ...(signal && { signal }) }));

export const clientsQuery = (query: ClientsQuery) =>
  infiniteQueryOptions({
    queryKey: [...PORTFOLIO_KEY, "clients", query],
    queryFn: ({ pageParam: after, signal }) => clientsPage({ ...query, after }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });
