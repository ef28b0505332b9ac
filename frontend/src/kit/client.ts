/** The one way to the API: typed by its own OpenAPI document, and one kind of error. */

import createClient from "openapi-fetch";
import type { components, paths } from "../api/schema";
import { noteServersClock } from "./clock";

export type Schemas = components["schemas"];

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
    readonly faults: Fault[] = [],
  ) {
    super(details.join("; ") || code);
    this.retryAt = retryAfterSeconds ? Date.now() + retryAfterSeconds * 1_000 : 0;
  }

  /** Whether the longest time has passed already: who waits is told so before they wait once more. */
  get isLate(): boolean {
    return this.status === 504 || this.code === "timeout";
  }

  /** Whether the same request may succeed a little later. */
  get isTemporary(): boolean {
    // The gateway in front of the service says 429 without our body: too much at once, from everybody
    const isThrottled = this.status === 429 && this.code === "unknown";
    return isThrottled || [0, 502, 503, 504].includes(this.status);
  }

  get isSessionEnd(): boolean {
    return this.status === 401 && this.code === "not_authenticated";
  }
}

/** Fetches within the longest time; an answer that does not come at all is a fault of the network. */
export async function fetchInTime(request: Request): Promise<Response> {
  // By hand, for Safari knows AbortSignal.any() only since 17.4
  const controller = new AbortController();
  const stop = () => controller.abort();
  if (request.signal.aborted) stop();
  request.signal.addEventListener("abort", stop);
  let isLate = false;
  setTimeout(() => {
    isLate = true;
    stop();
  }, LONGEST_REQUEST_MILLISECONDS);
  try {
    const response = await fetch(request, { signal: controller.signal });
    noteServersClock(response.headers);
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiError(0, isLate ? "timeout" : "network", [], null, null);
  }
}

export const api = createClient<paths>({ baseUrl: "/api/v1", fetch: fetchInTime });

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** An answer that breaks off, or is none of the service's (a hotel's log-in page), is none at all. */
function noWholeAnswer(error: unknown): never {
  throw error instanceof ApiError ? error : new ApiError(0, "network", [], null, null);
}

/** Returns the body and the headers of a successful answer; throws `ApiError` otherwise. */
export async function answer<T>(
  request: Promise<Outcome<T>>,
): Promise<{ body: T; headers: Headers }> {
  const { data, error, response } = await request.catch(noWholeAnswer);
  if (!response.ok) throw toApiError(response, error);
  return { body: data as T, headers: response.headers };
}

/** Returns the body of a successful answer; throws `ApiError` otherwise. */
export async function body<T>(request: Promise<Outcome<T>>): Promise<T> {
  return (await answer(request)).body;
}

/** What the API says is wrong with one field. */
export type Fault = components["schemas"]["Fault"];

function inWords(detail: string | Fault): string {
  return typeof detail === "string" ? detail : `${detail.field} ${detail.message}`;
}

function toApiError(response: Response, content: unknown): ApiError {
  const said = (typeof content === "object" && content !== null ? content : {}) as {
    error?: string;
    detail?: string | (string | Fault)[];
    request_id?: string;
  };
  const told = [said.detail ?? []].flat();
  const faults = told.filter((one) => typeof one !== "string");
  const retryAfter = Number(response.headers.get("Retry-After"));
  return new ApiError(
    response.status,
    said.error ?? "unknown",
    told.map(inWords),
    said.request_id ?? null,
    retryAfter > 0 ? retryAfter : null,
    faults,
  );
}
