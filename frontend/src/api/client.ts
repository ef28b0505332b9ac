/** The one way to the API: typed by its own OpenAPI document, and one kind of error. */

import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Me = Schemas["MeResponse"];
export type Client = Schemas["ClientResponse"];
export type ClientRow = Schemas["ClientListItem"];
export type Credit = Schemas["CreditResponse"];
export type Score = Schemas["ScoreResponse"];
export type Reason = Schemas["ReasonResponse"];
export type Grade = Schemas["GradeResponse"];
export type Manager = Schemas["ManagerResponse"];
export type User = Schemas["UserResponse"];
export type Role = Schemas["Role"];
export type Decision = Schemas["Decision"];
export type Changes = Schemas["ChangesResponse"];
export type Rescoring = Schemas["PortfolioResponse"];
export type AuditEvent = Schemas["AuditEventResponse"];
export type DeadLetter = Schemas["DeadLetterResponse"];

const LONGEST_REQUEST_MILLISECONDS = 30_000;

/** A request that did not succeed; `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  /** When the same request may be sent again, in milliseconds since the epoch; 0 for at once. */
  readonly retryAt: number;

  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: string[],
    readonly requestId: string | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(details.join("; ") || code);
    this.retryAt = retryAfterSeconds ? Date.now() + retryAfterSeconds * 1_000 : 0;
  }

  /** Whether the same request may succeed a little later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 503 || this.status === 504 || this.status === 502;
  }

  get isSessionEnd(): boolean {
    return this.status === 401 && this.code === "not_authenticated";
  }
}

async function fetchInTime(request: Request): Promise<Response> {
  const timeout = AbortSignal.timeout(LONGEST_REQUEST_MILLISECONDS);
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, timeout]) });
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiError(0, "network", [], null, null);
  }
}

export const api = createClient<paths>({ baseUrl: "/api", fetch: fetchInTime });

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Returns the body and the headers of a successful answer; throws `ApiError` otherwise. */
export async function answer<T>(
  request: Promise<Outcome<T>>,
): Promise<{ body: T; headers: Headers }> {
  const { data, error, response } = await request;
  if (!response.ok) throw toApiError(response, error);
  return { body: data as T, headers: response.headers };
}

/** Returns the body of a successful answer; throws `ApiError` otherwise. */
export async function body<T>(request: Promise<Outcome<T>>): Promise<T> {
  return (await answer(request)).body;
}

function toApiError(response: Response, content: unknown): ApiError {
  const said = (typeof content === "object" && content !== null ? content : {}) as {
    error?: string;
    detail?: string | string[];
    request_id?: string;
  };
  const retryAfter = Number(response.headers.get("Retry-After"));
  return new ApiError(
    response.status,
    said.error ?? "unknown",
    [said.detail ?? []].flat(),
    said.request_id ?? null,
    retryAfter > 0 ? retryAfter : null,
  );
}
