/** Whose a case is: it is taken as it is opened, kept while it is open, and put back by hand. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type CaseCard, caseQuery, leaseCase, releaseCase } from "./queries";

const RENEW_MILLISECONDS = 5 * 60_000;

export function useLease(card: CaseCard) {
  const id = card.application.id;
  const client = useQueryClient();
  // Who it belongs to is read anew: the card may name somebody who has put it back since
  const readAnew = () => client.invalidateQueries({ queryKey: caseQuery(id).queryKey });
  const lease = useMutation({ mutationFn: () => leaseCase(id), onError: readAnew });
  const { mutate: take } = lease;
  const isTakeable = card.hindrance === null || card.hindrance === "taken";
  useEffect(() => {
    if (!isTakeable) return;
    take();
    const timer = setInterval(take, RENEW_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isTakeable, take]);
  const release = useMutation({
    mutationFn: () => releaseCase(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cases"] }),
  });
  return {
    take,
    release,
    error: lease.error,
    until: lease.data?.leased_until ?? null,
    isPending: lease.isPending,
    isMine: isTakeable && lease.data !== undefined && !lease.isError,
  };
}

export type LeaseState = ReturnType<typeof useLease>;
