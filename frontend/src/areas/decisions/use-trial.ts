/** The state of the what-if drawer: what is tried, and what is said of it once nobody types. */

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useFormats } from "../../kit/format";
import { today } from "../../kit/clock";
import { typedTerms } from "./deciding";
import { type CaseCard, whatIfQuery } from "./queries";
import {
  changedFields,
  ignoredFields,
  knownTrial,
  requestOf,
  takeBack,
  type Trial,
  trialFaults,
  type TriedField,
} from "./trial";

const PAUSE_MILLISECONDS = 300;

export function useTrial(card: CaseCard) {
  const { readNumber, number } = useFormats();
  const { application, recommendation } = card;
  const known = useMemo(
    () => knownTrial(application, typedTerms(recommendation ?? application.wanted, number)),
    [application, recommendation, number],
  );
  const [trial, setTrial] = useState(known);
  const changed = changedFields(trial, known, readNumber);
  const faults = trialFaults(trial, changed, today(), readNumber);
  const isRight = changed.length > 0 && Object.keys(faults).length === 0;
  const request = isRight ? JSON.stringify(requestOf(trial, changed, readNumber)) : null;
  const [asked] = useDebouncedValue(request, PAUSE_MILLISECONDS);
  const answer = useQuery({
    ...whatIfQuery(application.id, asked),
    enabled: asked !== null && request !== null,
    placeholderData: (before) => (request === null ? undefined : before),
  });
  const said = request === null ? undefined : answer.data;
  return {
    trial,
    changed,
    faults,
    said,
    error: isRight ? answer.error : null,
    again: answer.refetch,
    /** What is shown is of an earlier question. */
    isBehind: isRight && (request !== asked || answer.isPlaceholderData || answer.isFetching),
    ignored: said ? ignoredFields(said.ignored).filter((field) => changed.includes(field)) : [],
    change: (part: Partial<Trial>) => setTrial({ ...trial, ...part }),
    back: (field: TriedField) => setTrial(takeBack(trial, known, field)),
    reset: () => setTrial(known),
  };
}

export type TrialState = ReturnType<typeof useTrial>;
