/** Whose a case is: it is taken as it is opened, kept while it is open, and put back by hand. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError } from "../../kit/client";
import { type Case, type CaseCard, caseQuery, leaseCase, releaseCase } from "./queries";

const RENEW_MILLISECONDS = 5 * 60_000;

export function useLease(card: CaseCard) {
  const id = card.application.id;
  const client = useQueryClient();
  // Who it belongs to is read anew: the card may name somebody who has put it back since
  const readAnew = () => client.invalidateQueries({ queryKey: caseQuery(id).queryKey });
  // Kept while it is renewed, and while an answer is only late
  const [held, setHeld] = useState<Case | null>(null);
  const lease = useMutation({
    mutationFn: () => leaseCase(id),
    onSuccess: setHeld,
    onError: (error) => {
      if (error instanceof ApiError && error.isTemporary) return;
      setHeld(null);
      readAnew();
    },
  });
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
    until: held?.leased_until ?? null,
    isPending: lease.isPending,
    isMine: isTakeable && held !== null,
  };
}

export type LeaseState = ReturnType<typeof useLease>;
