/** The figures of a month, each tab by its own question to the service. */

import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorView } from "../../kit/error-view";
import type { Shown } from "./address";
import { FairnessFigures } from "./fairness";
import { OutcomeFigures } from "./outcomes";
import { fairnessQuery, outcomesQuery, stabilityQuery } from "./queries";
import { StabilityFigures } from "./stability";

interface Props {
  shown: Shown;
  onChange: (next: Partial<Shown>) => void;
}

export function StabilityTab(props: Props) {
  const query = useQuery(stabilityQuery(props.shown.month));
  if (!query.data?.found) return <NotYet query={query} />;
  return <StabilityFigures stability={query.data.found} line={query.data.line} {...props} />;
}

export function OutcomesTab(props: Props) {
  const query = useQuery(outcomesQuery(props.shown.month));
  if (!query.data?.found) return <NotYet query={query} />;
  return <OutcomeFigures outcomes={query.data.found} line={query.data.line} {...props} />;
}

export function FairnessTab({ shown }: Pick<Props, "shown">) {
  const query = useQuery(fairnessQuery(shown.month));
  if (!query.data?.found) return <NotYet query={query} />;
  return <FairnessFigures fairness={query.data.found} />;
}

interface NotYetProps {
  query: { data?: unknown; error: Error | null; refetch: () => void };
}

/** On its way, not to be had, or nothing counted so far. */
function NotYet({ query: { data, error, refetch } }: NotYetProps) {
  const { t } = useTranslation();
  if (error) return <ErrorView error={error} onRetry={refetch} />;
  if (data === undefined) return <Skeleton h={400} aria-busy />;
  return <Text c="dimmed">{t("drift.emptyMonth")}</Text>;
}
