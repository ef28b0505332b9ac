import { parsePath, useSearchParams } from "react-router";

type Change = (
  next: (now: URLSearchParams) => URLSearchParams,
  options?: { replace?: boolean },
) => void;

/**
 * The parameters of the page's address, and how to change them.
 *
 * A page is rendered a moment after its address has changed, a busy one later: a change made
 * meanwhile has to begin with what the address says by then, or it takes the other one back.
 */
export function useAddress(): [URLSearchParams, Change] {
  const [parameters, setParameters] = useSearchParams();
  return [parameters, (next, options) => setParameters(next(parametersNow()), options)];
}

function parametersNow() {
  return new URLSearchParams(parsePath(window.location.hash.slice(1)).search);
}
