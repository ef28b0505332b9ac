/** A version of the policy: what it says, what differs, what it would do, and who judged it. */

import { Alert, Anchor, Button, Code, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { ErrorScreen, Page, Section } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { useUser } from "../people/session";
import { ActivationSection } from "./activation";
import { PolicyDeeds } from "./deeds";
import { Differences } from "./differences";
import { History } from "./history";
import { type PolicyVersion, versionQuery } from "./queries";
import { Rules } from "./rules";
import { SimulationSection } from "./simulation";
import { PolicyStateBadge } from "./state-badge";
import * as words from "./words";

addWords(words);

const PLAIN_ID = /^[1-9][0-9]{0,17}$/;
const AGAINST = "against";

export function Component() {
  const { id } = useParams();
  return id && PLAIN_ID.test(id) ? <Version id={Number(id)} /> : <ErrorScreen code="not_found" />;
}

function Version({ id }: { id: number }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const told = parameters.get(AGAINST) ?? "";
  const against = PLAIN_ID.test(told) ? Number(told) : undefined;
  const { data: policy, error, refetch } = useQuery(versionQuery(id, against));
  if (!policy) return <Waiting error={error} onRetry={refetch} />;
  return (
    <Page
      title={t("policy.of", { version: policy.version })}
      width={1200}
      actions={<Actions policy={policy} />}
    >
      <Group>
        <Anchor component={Link} to="/policies">
          {t("policy.back")}
        </Anchor>
        <PolicyStateBadge state={policy.state} waits={policy.confirm_by !== null} />
      </Group>
      <Notices policy={policy} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Differences
              policy={policy}
              onCompare={(other) =>
                setParameters(() => new URLSearchParams({ [AGAINST]: String(other) }), {
                  replace: true,
                })
              }
            />
            <SimulationSection simulation={policy.simulation} />
            <Rules policy={policy} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Facts policy={policy} />
            {policy.active_since && <ActivationSection id={policy.id} />}
            <History policy={policy} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Waiting({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Page title={t("policies.title")} width={1200}>
      {error ? <ErrorView error={error} onRetry={onRetry} /> : <Skeleton h={500} aria-busy />}
    </Page>
  );
}

function Actions({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const { id, role } = useUser();
  const mayEdit = policy.state === "draft" && policy.author_id === id;
  return (
    <>
      {mayEdit && (
        <Button variant="default" component={Link} to={`/policies/${policy.id}/edit`}>
          {t("policyDeeds.edit")}
        </Button>
      )}
      {policy.state === "active" && role === "analyst" && (
        <Button variant="default" component={Link} to={`/policies/new?from=${policy.id}`}>
          {t("policy.draftNew")}
        </Button>
      )}
      <PolicyDeeds policy={policy} />
    </>
  );
}

const OPEN: ReadonlySet<string> = new Set(["draft", "in_review", "approved", "scheduled"]);

/** What stands in the way, and what to do about it. */
function Notices({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { id } = useUser();
  const isOutdated = OPEN.has(policy.state) && !policy.base_is_active;
  const isDraft = policy.state === "draft";
  const waits = policy.state === "in_review" || policy.confirm_by !== null;
  const moment = policy.confirm_by && formats.moment(policy.confirm_by);
  return (
    <>
      {isOutdated && <Notice title={t("policyNotices.baseTitle")} text={t("policyNotices.base")} />}
      {isDraft && !isOutdated && policy.simulation === null && (
        <Notice title={t("policyNotices.toSimulate")} text={t("policyNotices.simulateAdvice")} />
      )}
      {moment && (
        <Notice
          title={t("policyNotices.emergencyTitle")}
          text={t("policyNotices.emergency", { moment })}
        />
      )}
      {waits && policy.author_id === id && (
        <Notice title={t("policyNotices.ownTitle")} text={t("policyNotices.own")} />
      )}
      {policy.off_grade_edges.length > 0 && <Notice text={t("policyNotices.offEdge")} />}
    </>
  );
}

function Notice({ title, text }: { title?: string; text: string }) {
  return (
    <Alert color="yellow" variant="outline" {...(title && { title })}>
      {text}
    </Alert>
  );
}

function Facts({ policy }: { policy: PolicyVersion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const moments = [
    ["created", policy.created_at],
    ["approvedAt", policy.approved_at],
    ["effectiveFrom", policy.state === "scheduled" ? policy.effective_from : null],
    ["activeSince", policy.active_since],
    ["supersededAt", policy.superseded_at],
  ] as const;
  const refused = policy.is_emergency ? "policy.takenBack" : "policy.refusedBecause";
  return (
    <Section title={t("policy.facts")}>
      <Text fw={600}>{t("policy.justification")}</Text>
      <Text>{policy.justification ?? t("policy.justificationNone")}</Text>
      {policy.rejected_reason && <Text>{t(refused, { reason: policy.rejected_reason })}</Text>}
      <Text size="sm">
        {t("policy.author")}: {policy.author_id === null ? t("policy.release") : policy.author_name}
        <br />
        {t("policy.approver")}: {policy.approver_name ?? t("policy.nobody")}
      </Text>
      <Stack gap={0}>
        {moments.map(
          ([name, moment]) =>
            moment && (
              <Text size="sm" key={name}>
                {t(`policy.${name}`, { moment: formats.moment(moment) })}
              </Text>
            ),
        )}
      </Stack>
      <Text size="sm" c="dimmed">
        {t("policy.hash")}: <Code style={{ wordBreak: "break-all" }}>{policy.sha256}</Code>
      </Text>
    </Section>
  );
}
