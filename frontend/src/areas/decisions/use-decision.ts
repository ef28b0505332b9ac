/** The decision panel's state: what is typed, what it would mean, and sending it. */

import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, api, body } from "../../kit/client";
import { useFormats } from "../../kit/format";
import { notify } from "../../kit/notify";
import { useUser } from "../people/session";
import {
  bodyOf,
  contradicts,
  type Draft,
  emptyDraft,
  type Grounds,
  missingOf,
  type Terms,
  typedTerms,
} from "./deciding";
import { dropDraft, readDraft, writeDraft } from "./draft-store";
import { caseQuery, type DecisionBody, type LoadedCase, sendDecision } from "./queries";
import { useNext } from "./use-next";

const PAUSE_MILLISECONDS = 300;

/** Returns what a decision is about: null while the score or the recommendation is yet to come. */
export function groundsOf({ card: { score, recommendation } }: LoadedCase): Grounds | null {
  if (score === null || recommendation === null) return null;
  const { policy_version, answers_sha256 } = recommendation;
  return { score_id: score.id, policy_version, answers_sha256 };
}

const isSame = (one: Grounds | null, other: Grounds | null) =>
  JSON.stringify(one) === JSON.stringify(other);

/** Keeps what the reader has seen: what changes behind it is decided on only once it is said so. */
function useSeen(loaded: LoadedCase) {
  const [seen, setSeen] = useState(loaded);
  if (groundsOf(seen) === null && seen !== loaded) setSeen(loaded);
  const isOutdated = !isSame(groundsOf(seen), groundsOf(loaded));
  return { seen, isOutdated, look: setSeen };
}

/** Keeps what was typed, over a reload too. */
function useDraft(loaded: LoadedCase) {
  const { id: userId } = useUser();
  const { number } = useFormats();
  const { application, recommendation } = loaded.card;
  // At the usual rate where none was named
  const wanted = typedTerms(recommendation ?? application.wanted, number);
  const { id } = application;
  const [known, setKnown] = useState(() => readDraft(userId, id));
  const [isRestored, setRestored] = useState(known !== null);
  const keep = (next: Draft) => {
    setKnown(next);
    writeDraft(userId, id, next);
  };
  const drop = () => {
    setKnown(null);
    setRestored(false);
    dropDraft(userId, id);
  };
  return { draft: known ?? emptyDraft(wanted), wanted, isRestored, keep, drop };
}

/**
 * @param isMine whether the case is reserved for the reader
 */
export function useDecision(loaded: LoadedCase, isMine: boolean) {
  const { t } = useTranslation();
  const { readNumber } = useFormats();
  const client = useQueryClient();
  const next = useNext();
  const { seen, isOutdated, look } = useSeen(loaded);
  const { draft, wanted, isRestored, keep, drop } = useDraft(loaded);
  const { application, recommendation, first } = loaded.card;
  const { id, number } = application;
  const grounds = groundsOf(seen);
  const recommended = recommendation?.decision ?? "review";
  const said = grounds && bodyOf(draft, recommended, grounds, readNumber);
  const isOpen = isMine && grounds !== null && first === null;
  const missing = missingOf(draft, wanted, recommended, readNumber);
  const meant = useMeant(seen, isOpen ? said : null);
  // What its preview is refused for, the decision would be refused for, too
  const isRefused = meant.error instanceof ApiError && meant.error.status === 409;
  const readAnew = () => client.invalidateQueries({ queryKey: caseQuery(id).queryKey });
  const send = useMutation({
    mutationFn: async (): Promise<string> => {
      if (draft.choice === "return") {
        const params = { path: { application_id: id } };
        const reason = draft.ask.trim();
        await body(api.POST("/applications/{application_id}/return", { params, body: { reason } }));
        return t("deciding.doneReturned", { number });
      }
      if (!said) throw new Error("nothing was chosen");
      const { state } = await sendDecision(seen, said);
      return t(state === "second_review" ? "deciding.doneSecond" : "deciding.done", { number });
    },
    onSuccess: (text) => {
      notify(text);
      drop();
      readAnew();
      client.invalidateQueries({ queryKey: ["cases"] });
      client.invalidateQueries({ queryKey: ["own-decisions"] });
      client.invalidateQueries({ queryKey: ["application", id] });
      next.mutate();
    },
  });
  return {
    loaded,
    draft,
    wanted,
    isMine,
    isOpen,
    isOutdated,
    isRestored,
    missing,
    meant,
    send,
    isAgainst: contradicts(draft.choice, recommended),
    isReady: isOpen && !isOutdated && missing.length === 0 && !send.isPending && !isRefused,
    change: (part: Partial<Draft>) => keep({ ...draft, ...part }),
    applyTerms: (terms: Terms) => {
      keep({ ...draft, ...terms, choice: "counteroffer" });
      notify(t("whatIf.applied"));
    },
    discard: drop,
    /** Reads the case again and goes on with it as it is now; what was typed stays. */
    loadAnew: async () => {
      send.reset();
      look(await client.fetchQuery({ ...caseQuery(id), staleTime: 0 }));
    },
  };
}

export type DecisionState = ReturnType<typeof useDecision>;

/** What a decision would mean, by the code that would write it; asked for once nobody types. */
function useMeant(loaded: LoadedCase, said: DecisionBody | null) {
  const [body] = useDebouncedValue(said === null ? null : JSON.stringify(said), PAUSE_MILLISECONDS);
  const id = loaded.card.application.id;
  return useQuery({
    queryKey: ["case", id, "preview", body],
    queryFn: () => sendDecision(loaded, JSON.parse(body ?? "") as DecisionBody, true),
    enabled: body !== null && said !== null,
    placeholderData: (before) => (said === null ? undefined : before),
    retry: false,
  });
}
